"""What was measured of the delivery of digests, as a person reads it."""

import statistics
from collections.abc import Mapping, Sequence
from itertools import chain

from benchmarks.delivery import DIGESTS, WORKSPACES, Delivered, Measurement
from benchmarks.report import verdict

AIM = 1.1
"""How much longer than Slack's limits alone impose the last delivery may take."""

Perfect = Mapping[str, Sequence[float]]


def delivery_table(measurement: Measurement) -> str:
    """Return when digests that were due at the same minute came, against a perfect sender."""
    perfect = measurement.perfect
    last = max(chain.from_iterable(perfect.values()))
    title = f"Delivery of {DIGESTS:,} digests due at one moment in {WORKSPACES:,} workspaces"
    alone = f"With Slack's limits alone, a perfect sender's last one goes after {last:.1f} s."
    lines = [title, alone, ""]
    for each in measurement.measured:
        lines += [*_limited(each.limited, perfect, last), _rate(each.unlimited, measurement.floor)]
    return "\n".join(lines)


def _limited(run: Delivered, perfect: Perfect, last: float) -> list[str]:
    share = run.last / last
    waited = [
        delays[-1] / perfect[team_id][-1]
        for team_id, delays in run.delays.items()
        if perfect[team_id][-1] > 0
    ]
    others = sorted(
        delays[-1] for team_id, delays in run.delays.items() if perfect[team_id][-1] == 0
    )
    aim = f"{share:.2f} of a perfect sender's; aim: at most {AIM}."
    bound = f"{statistics.median(waited):.2f} of a perfect sender's, at the median of {len(waited)}"
    free = f"{_at(others, 50):.1f} s at the median, {_at(others, 95):.1f} s at p95"
    lost = f"{run.lost} lost, {run.doubled} doubled, {run.refused} refused as too much"
    return [
        f"{verdict(share <= AIM)} {run.name}: the last one after {run.last:.1f} s, {aim}",
        f"            The last one where Slack makes it wait: {bound}.",
        f"            The last one elsewhere: {free}.",
        f"            {lost}; {run.milliseconds:.1f} ms computed for each.",
    ]


def _rate(run: Delivered, floor: float) -> str:
    return (
        f"            Where no limit is met: {run.rate:,.0f} a second, {run.rate / floor:.2f} of a "
        f"bare loop's {floor:,.0f}; {run.milliseconds:.1f} ms computed for each;\n"
        f"            {run.lost} lost, {run.doubled} doubled."
    )


def _at(seconds: Sequence[float], percent: int) -> float:
    return seconds[len(seconds) * percent // 100]
