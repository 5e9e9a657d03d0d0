"""The figures as a person reads them."""

import statistics
from collections.abc import Callable, Mapping, Sequence

from benchmarks.asked import MISTYPED, SEARCHES
from benchmarks.capture import CONNECTIONS, Measured, ratios
from benchmarks.corpus import PROBE_TEXTS, WORKSPACES
from benchmarks.demo import TIMES, Waits
from benchmarks.digests import ROUNDS as DIGEST_ROUNDS, Composed
from benchmarks.judged import judged_texts
from benchmarks.memory import Memory
from benchmarks.relevance import AT, Judged, mean_recall, mean_reciprocal_rank
from benchmarks.search import ADDED, ROUNDS, Pair, Searched

CAPTURE_AIM = 0.6
READY_AIM = 5.0
"""Seconds."""
MEMORY_AIM = 150
"""Megabytes."""
FLAT_AIM = 1.5
"""How much longer a search may take when the other workspaces have a hundred times as much."""

DIGEST_AIM = 2.0
"""How much longer a digest may take of a store a thousand times as large: it has as many things to
consider as it looks at, which the smallest store has not."""


def capture_table(servers: Sequence[Measured], postgres: str | None) -> str:
    """Return what was measured of the capture of a win, and whether the aim is reached."""
    floor, *others = servers
    title = f"Capture of a win: {CONNECTIONS} connections, {len(floor.runs)} runs of each in turn"
    beside = f"PostgreSQL {postgres}" if postgres else "No PostgreSQL is installed: left out"
    heads = ("a second", "p50 ms", "p99 ms", "alone ms", "computes ms", "of the floor")
    rows = [_capture_row(server, floor) for server in servers]
    verdicts = [_capture_verdict(server, floor) for server in others if server.kind == "cordee"]
    return "\n".join([title, beside, "", row("", *heads), *rows, "", *verdicts])


def _capture_row(server: Measured, floor: Measured) -> str:
    every = server.latencies
    p50, p99 = every[len(every) // 2], every[len(every) * 99 // 100]
    share = "" if server is floor else f"{statistics.median(ratios(server, floor)):.2f}"
    return row(
        server.name,
        f"{server.rate:,.0f}",
        f"{p50 * 1000:.1f}",
        f"{p99 * 1000:.1f}",
        f"{statistics.median(server.alone) * 1000:.2f}",
        f"{server.milliseconds:.2f}",
        share,
    )


def row(name: str, *cells: str) -> str:
    """Return one line of a table."""
    return f"{name:36}" + "".join(f"{cell:>13}" for cell in cells)


def _capture_verdict(server: Measured, floor: Measured) -> str:
    every = ratios(server, floor)
    share = statistics.median(every)
    kept = "all are in the database"
    if server.kept != server.acknowledged:
        kept = f"BUT {server.kept:,} ARE IN THE DATABASE"
    return (
        f"{verdict(share >= CAPTURE_AIM)} {server.name}: {share:.2f} of the floor's rate "
        f"(from {min(every):.2f} to {max(every):.2f}); aim: at least {CAPTURE_AIM}.\n"
        f"            By what the process computes, which a busy machine alters little: "
        f"{_computed_share(server, floor)}.\n"
        f"            {server.acknowledged:,} acknowledged, {kept}."
    )


def _computed_share(server: Measured, floor: Measured) -> str:
    if not server.milliseconds:
        return "not known here"
    return f"{floor.milliseconds / server.milliseconds:.2f}"


def ready_lines(waits: Waits) -> str:
    """Return how long `make demo` makes one wait, and whether the aim is reached."""
    return (
        f"From `make demo` to ready, once installed: {waits.demo:.2f} s, median of {TIMES}. "
        f"Of these, a Python\nthat does nothing takes {waits.nothing:.2f} s, and one that only "
        f"loads the bot and the sandbox {waits.imports:.2f} s.\n"
        f"{verdict(waits.demo < READY_AIM)} aim: under {READY_AIM:.0f} s."
    )


def memory_lines(memory: Memory) -> str:
    """Return how much memory the idle bot takes, and whether the aim is reached."""
    return (
        f"Memory of the idle bot: {memory.bot:.0f} MB resident; "
        f"a Python that does nothing: {memory.nothing:.0f} MB.\n"
        f"{verdict(memory.bot < MEMORY_AIM)} aim: under {MEMORY_AIM} MB."
    )


def relevance_table(found: Mapping[str, Sequence[Judged]]) -> str:
    """Return how well searches are answered, in all and by what sort of query it is."""
    every, *others = found.values()
    title = f"Searches: {len(every)} queries, judged beforehand, on {len(judged_texts())} texts"
    heads = row("", "queries", f"recall at {AT}", "MRR")
    rows = [_relevance_row("all", every), *_by(_language, every), *_by(_kind, every)]
    return "\n".join([title, "", heads, *rows, "", _sameness(found) if others else ""]).rstrip()


def _by(sort: Callable[[Judged], str], every: Sequence[Judged]) -> list[str]:
    names = dict.fromkeys(sort(each) for each in every)
    return [_relevance_row(n, [each for each in every if sort(each) == n]) for n in names]


def _language(each: Judged) -> str:
    return {"fr": "in French", "en": "in English"}[each.language]


def _kind(each: Judged) -> str:
    return each.kind


def _relevance_row(name: str, judged: Sequence[Judged]) -> str:
    recall, rank = mean_recall(judged), mean_reciprocal_rank(judged)
    return row(name, f"{len(judged)}", f"{recall:.2f}", f"{rank:.2f}")


def _sameness(found: Mapping[str, Sequence[Judged]]) -> str:
    answers = {tuple(each.found[:AT] for each in judged) for judged in found.values()}
    return f"{verdict(len(answers) == 1)} the same first {AT} answers on {' and '.join(found)}."


def search_tables(stores: Sequence[Searched]) -> str:
    """Return what searching one workspace and adding to it cost, as the others grow."""
    title = (
        f"Search in a workspace of {PROBE_TEXTS:,} texts, as {WORKSPACES - 1} others grow: "
        f"{SEARCHES} searches, {ROUNDS} times each"
    )
    asked = row("", "p50 ms", "p95 ms", "index p50", "index p95", "of the index", "of the least")
    added = row("", "add p50 ms", "add p95 ms", "index bytes", "all bytes")
    return "\n".join(
        [
            title,
            "",
            asked,
            *(_search_row(each, each.plain, _least(each, stores).plain) for each in stores),
            f"{MISTYPED} more with a letter left out:",
            *(_search_row(each, each.mistyped, _least(each, stores).mistyped) for each in stores),
            "",
            f"Adding one practice, {ADDED} times, each with a commit of its own; size for one text",
            "",
            added,
            *(_added_row(each) for each in stores),
            "",
            *_flat_verdicts(stores),
        ]
    )


def _least(store: Searched, stores: Sequence[Searched]) -> Searched:
    return next(each for each in stores if each.name == store.name)


def _search_row(store: Searched, pair: Pair, least: Pair) -> str:
    share = statistics.median(a / b for a, b in zip(pair.whole, pair.raw, strict=True))
    return row(
        f"{store.name}, {store.loaded.total:,} texts",
        *(f"{_at(pair.whole, place) * 1000:.2f}" for place in (50, 95)),
        *(f"{_at(pair.raw, place) * 1000:.2f}" for place in (50, 95)),
        f"{share:.1f}",
        f"{_at(pair.whole, 95) / _at(least.whole, 95):.2f}",
    )


def _added_row(store: Searched) -> str:
    return row(
        f"{store.name}, {store.loaded.total:,} texts",
        *(f"{_at(store.added, place) * 1000:.2f}" for place in (50, 95)),
        f"{store.loaded.index_bytes:,.0f}",
        f"{store.loaded.search_bytes:,.0f}",
    )


def _flat_verdicts(stores: Sequence[Searched]) -> list[str]:
    pairs = [(each, _least(each, stores)) for each in stores]
    return [_flat_verdict(each, least) for each, least in pairs if each is not least]


def _flat_verdict(store: Searched, least: Searched) -> str:
    share = _at(store.plain.whole, 95) / _at(least.plain.whole, 95)
    return (
        f"{verdict(share <= FLAT_AIM)} {store.name}: p95 with {store.loaded.total:,} texts is "
        f"{share:.2f} of that with {least.loaded.total:,}; aim: at most {FLAT_AIM}."
    )


def digest_table(stores: Sequence[Composed]) -> str:
    """Return what composing one digest costs, as its workspace grows."""
    title = f"Composing one digest: {DIGEST_ROUNDS} of them in each store in turn"
    heads = row("", "p50 ms", "p95 ms", "of the least", "again p50 ms", "peak kB", "of the least")
    rows = [_digest_row(each, _smallest(each, stores)) for each in stores]
    pairs = [(each, _smallest(each, stores)) for each in stores]
    verdicts = [_digest_verdict(each, least) for each, least in pairs if each is not least]
    return "\n".join([title, "", heads, *rows, "", *verdicts])


def _smallest(store: Composed, stores: Sequence[Composed]) -> Composed:
    return next(each for each in stores if each.name == store.name)


def _digest_row(store: Composed, least: Composed) -> str:
    peak, smallest = statistics.median(store.peaks), statistics.median(least.peaks)
    return row(
        f"{store.name}, {store.total:,} wins and practices",
        f"{_at(store.first, 50) * 1000:.1f}",
        f"{_at(store.first, 95) * 1000:.1f}",
        f"{_at(store.first, 50) / _at(least.first, 50):.2f}",
        f"{_at(store.again, 50) * 1000:.1f}",
        f"{peak / 1000:,.0f}",
        f"{peak / smallest:.2f}",
    )


def _digest_verdict(store: Composed, least: Composed) -> str:
    share = _at(store.first, 50) / _at(least.first, 50)
    return (
        f"{verdict(share <= DIGEST_AIM)} {store.name}: a digest among {store.total:,} takes "
        f"{share:.2f} times as long as of {least.total:,}; aim: at most {DIGEST_AIM}."
    )


def _at(seconds: Sequence[float], percent: int) -> float:
    return sorted(seconds)[len(seconds) * percent // 100]


def verdict(reached: bool) -> str:
    """Return the words before a line that says whether an aim is reached."""
    return "reached    " if reached else "NOT REACHED"
