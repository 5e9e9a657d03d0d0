"""The trials of a digest: what was concluded, with what was learnt, then what began."""

from collections.abc import Mapping, Sequence

from bot.domain.digests import Digest, number_of
from bot.domain.trials import Conclusion, Trial
from bot.domain.words import shortened
from bot.i18n import Translator
from bot.views import digest_words as words, kit

LONGEST_CHANGE = 300
LONGEST_LESSON = 500

_CONCLUDED: Mapping[Conclusion | None, Sequence[str]] = {
    Conclusion.KEPT: words.KEPT,
    Conclusion.ADAPTED: words.ADAPTED,
    Conclusion.STOPPED: words.STOPPED,
}


def trial_items(t: Translator, digest: Digest, names: Mapping[str, str]) -> list[kit.Item]:
    """Return the trials that a digest tells, each in other words than the one before it."""
    told = [*((trial, True) for trial in digest.concluded), *((one, False) for one in digest.begun)]
    return [
        kit.words_item(_lines(t, digest, trial, names, turn, is_over=is_over))
        for turn, (trial, is_over) in enumerate(told)
    ]


def _lines(
    t: Translator,
    digest: Digest,
    trial: Trial,
    names: Mapping[str, str],
    turn: int,
    *,
    is_over: bool,
) -> str:
    change = kit.escape(shortened(" ".join(trial.change.split()), LONGEST_CHANGE))
    week = number_of(digest.week) + turn
    if is_over:
        taught = kit.escape(shortened(trial.lesson, LONGEST_LESSON))
        ways = _CONCLUDED[trial.conclusion]
        became = words.said(t, ways, week, digest.channel_id, taught=taught)
    else:
        day = t.day(trial.ends_on)
        became = words.said(t, words.BEGUN, week, digest.channel_id, day=day)
    signed = [_signed(t, trial, names)]
    if trial.channel_id != digest.channel_id:
        signed.append(kit.channel_link(trial.channel_id))
    return "\n".join([f":seedling: *{change}*", became, " · ".join(filter(None, signed))])


def _signed(t: Translator, trial: Trial, names: Mapping[str, str]) -> str:
    known = [names[person] for person in trial.people if person in names]
    people = t.together([kit.escape(name) for name in known])
    return f"_{people}_" if people else ""
