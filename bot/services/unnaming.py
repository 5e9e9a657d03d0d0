"""Unnaming: cards and threads follow when somebody who stands in them is erased.

It concerns trials, objectives and directions; what people wrote in debriefs is elsewhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain import undertakings
from bot.domain.agreements import objections
from bot.domain.chapters import Chapter
from bot.domain.directions import Direction
from bot.domain.gestures import Gesture
from bot.domain.notices import Notice
from bot.domain.objectives import ObjectiveGone
from bot.domain.stages import Stage
from bot.domain.trials import Trial, TrialGone
from bot.domain.undertakings import Undertaking
from bot.services.asking import follow_in_answers
from bot.services.channels import hours_in
from bot.services.chapters import changed_card, retold
from bot.services.directions import retold as direction_retold
from bot.services.undertakings import card_of, decided_at, find, keep
from storage.transactions import TeamTransaction


@dataclass(frozen=True, slots=True)
class Traces:
    """Where somebody stands who is to be erased."""

    subjects: Sequence[str]
    """Trials and objectives."""
    chapters: Sequence[Chapter]
    directions: Sequence[Direction]


async def traces_of(tx: TeamTransaction, user_id: str) -> Traces:
    """Return where somebody stands, before they are erased; nobody changes it meanwhile."""
    chapters = await tx.chapters.of_person(user_id)
    subjects = {
        *await tx.trials.subjects_of(user_id),
        *(objective.subject for objective in await tx.objectives.of_person(user_id)),
        *await tx.agreements.spoken_of(user_id),
        *(chapter.about for chapter in chapters),
    }
    for subject in sorted(subjects):
        # Whoever is in the midst of changing it would write the name back.
        await tx.alone(subject)
    return Traces(sorted(subjects), chapters, await tx.objectives.directions_by(user_id))


async def follow_erased(tx: TeamTransaction, traces: Traces, gesture: Gesture) -> None:
    """Let the cards and the threads where somebody stood say what is kept now."""
    for subject in traces.subjects:
        try:
            about = await find(tx, subject)
        except (TrialGone, ObjectiveGone):
            continue  # nothing shows it any more
        about = await _without_objection(tx, about, gesture)
        if isinstance(about, Trial):
            await tx.library.index(about)
            await follow_in_answers(tx, about, gesture.at, because=gesture.key)
        await tx.add(_anew(changed_card(about, card_of(about), gesture.at), gesture))
        for chapter in traces.chapters:
            if chapter.about == subject:
                await tx.add(_anew(retold(about, chapter, gesture.at), gesture))
    for direction in traces.directions:
        await tx.add(_anew(direction_retold(direction, gesture.at), gesture))


async def _without_objection(
    tx: TeamTransaction, about: Undertaking, gesture: Gesture
) -> Undertaking:
    """Return something as it stands; decided on anew where the last objection went."""
    voices = await tx.agreements.voices(about.subject)
    if about.stage is not Stage.OBJECTED or objections(voices):
        return about
    hours = await hours_in(tx, about.channel_id)
    cleared = undertakings.clear(about, decided_at(gesture.at, hours))
    now = replace(cleared, version=about.version + 1)
    await keep(tx, now, gesture.at)
    return now


def _anew(notice: Notice, gesture: Gesture) -> Notice:
    return replace(notice, key=f"{notice.subject}:{gesture.key}")
