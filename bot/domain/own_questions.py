"""The team's own questions, those that it sets aside, and which question comes next."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.questions import QUESTIONS, Question


@dataclass(frozen=True, slots=True)
class OwnQuestion:
    """A question that somebody added for their channel."""

    question_id: str
    team_id: str
    channel_id: str
    author_id: str
    """Empty once they had it erased: the words stay the team's."""
    words: str
    added_at: datetime
    removed_at: datetime | None = None
    """It is asked no more; what was answered to it still says what was asked."""

    @property
    def question(self) -> Question:
        """Return it as it is asked."""
        return Question(self.question_id, self.words)


@dataclass(frozen=True, slots=True)
class Veto:
    """A question that a channel does not want; whoever said so is not kept."""

    team_id: str
    channel_id: str
    question_id: str


@dataclass(frozen=True, slots=True)
class Choice:
    """What there is to choose from for a channel."""

    channel_id: str
    own: Sequence[OwnQuestion]
    """Those that were not removed, in the order they were added."""
    vetoed: Collection[str]
    asked_at: Mapping[str, datetime]
    """When each question was asked there last."""

    def next_question(self) -> Question | None:
        """Return the question to ask next; None when all are set aside.

        The team's own come as soon as they were added. None returns before all the others were
        asked since.
        """
        own = [each.question for each in self.own]
        new = [each for each in own if each.question_id not in self.asked_at]
        return next(iter(self._left([*new, *bank_of(self.channel_id), *own])), None)

    def next_to_take_along(self) -> Question | None:
        """Return the question that ends a digest: from the other end than those to be asked."""
        own = [each.question for each in self.own]
        return next(iter(self._left([*reversed(bank_of(self.channel_id)), *own])), None)

    def _left(self, questions: Sequence[Question]) -> list[Question]:
        """Return what may be asked, what was never asked first, then what was longest ago."""
        left = [each for each in questions if each.question_id not in self.vetoed]
        new = [each for each in left if each.question_id not in self.asked_at]
        asked = [each for each in left if each.question_id in self.asked_at]
        return [*new, *sorted(asked, key=lambda each: self.asked_at[each.question_id])]


def bank_of(channel_id: str) -> list[Question]:
    """Return the bank in a channel's own order, in which neighbours open different things."""
    groups = [
        sorted(group, key=lambda question: _place(channel_id, question))
        for group in QUESTIONS.values()
    ]
    ranked = [
        (place, _place(channel_id, question), question)
        for group in groups
        for place, question in enumerate(group)
    ]
    return [Question(question) for _, _, question in sorted(ranked)]


def _place(channel_id: str, question_id: str) -> str:
    return hashlib.sha256(f"{channel_id}:{question_id}".encode()).hexdigest()
