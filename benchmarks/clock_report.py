"""The clock's figures as a person reads them."""

from benchmarks.clock import DUE, SCHEDULES, Clocked, Fired
from benchmarks.report import row, verdict


def clock_table(clocked: Clocked | None) -> str:
    """Return how quickly what is due is fired, and whether anything was doubled or lost."""
    title = f"The clock: {SCHEDULES:,} schedules on PostgreSQL, {DUE:,} due at the same minute"
    if clocked is None:
        return f"{title}\nNo PostgreSQL is installed: left out"
    heads = row("", "the floor", "a second", "of the floor", "doubled", "lost")
    pairs = zip(clocked.bare, clocked.product, strict=True)
    rows = [_row(bare, fired) for bare, fired in pairs]
    every = [*clocked.product, clocked.under_fire]
    is_exact = all(each.doubled == each.lost == 0 for each in every)
    return "\n".join(
        [
            title,
            "",
            heads,
            *rows,
            _killed(clocked.under_fire),
            "",
            f"{verdict(is_exact)} aim: nothing is fired twice, nothing is lost.",
            f"The next time of one schedule takes {clocked.microseconds:.0f} µs.",
        ]
    )


def _row(bare: Fired, fired: Fired) -> str:
    return row(
        _workers(fired),
        f"{bare.rate:,.0f}",
        f"{fired.rate:,.0f}",
        f"{fired.rate / bare.rate:.2f}",
        f"{fired.doubled}",
        f"{fired.lost}",
    )


def _killed(fired: Fired) -> str:
    name = f"{_workers(fired)}, {fired.killed} killed"
    return row(name, "", f"{fired.rate:,.0f}", "", f"{fired.doubled}", f"{fired.lost}")


def _workers(fired: Fired) -> str:
    return "one worker" if fired.workers == 1 else f"{fired.workers} workers"
