"""The team's own questions, those that it sets aside, and which question comes next."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.ids import new_id
from bot.domain.people import Language
from bot.domain.questions import BANK, QUESTIONS, Question
from bot.domain.words import folded, tidy
from bot.errors import CordeeError, N_

LONGEST_QUESTION = 300
MOST_OWN = 40
"""Questions of its own that a channel keeps: all of them fit on one page."""


class EmptyQuestion(CordeeError):
    """A question without words."""

    message = N_("Write the question that you would like to be asked.")
    field = "words"


class QuestionTooLong(CordeeError):
    """A question that nobody would read to its end."""

    message = N_("Keep it under {longest} characters: a short question gets longer answers.")
    field = "words"


class QuestionKnown(CordeeError):
    """The channel has this question of its own already."""

    message = N_("This channel has that question already.")
    field = "words"


class QuestionOfTheBank(CordeeError):
    """The bank has this question already."""

    message = N_("That one is among my questions already: it will come by itself.")
    field = "words"


class QuestionSetAside(CordeeError):
    """The question is known, and the channel does not want it."""

    message = N_("That one was set aside in this channel: let it back in instead.")
    field = "words"


class EnoughQuestions(CordeeError):
    """The channel keeps as many questions of its own as it can."""

    message = N_("This channel keeps {most} questions of its own: remove one first.")
    field = "words"


class QuestionGone(CordeeError):
    """The question is not known in this channel, or was removed."""

    message = N_("I cannot find this question any more.")


class NotOfTheChannel(CordeeError):
    """Somebody who is not in the channel that is asked."""

    message = N_("Its questions are chosen by those who are in the channel: join it first.")


class NothingLeftToAsk(CordeeError):
    """Every question is set aside in the channel."""

    message = N_("Every question is set aside in this channel. Let one back in, or add your own.")


@dataclass(frozen=True, slots=True)
class QuestionForm:
    """What somebody writes as a question of their channel."""

    channel_id: str
    typed: str
    language: Language
    """The reader's, for words that could be of either."""
    question_id: str = ""
    """The one that is corrected; empty for a new one."""
    bank_id: str | None = None
    """The question of the bank that says the same, in either language."""


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


def words_of(form: QuestionForm) -> str:
    """Return the words of a question in one line, or raise why they make none."""
    words = " ".join(tidy(form.typed).replace("\t", " ").split("\n"))
    words = " ".join(part for part in words.split(" ") if part)
    if not folded(words):
        raise EmptyQuestion
    if len(words) > LONGEST_QUESTION:
        raise QuestionTooLong(longest=LONGEST_QUESTION)
    return words


def own_question(
    team_id: str, channel_id: str, author_id: str, words: str, at: datetime
) -> OwnQuestion:
    """Return a new question of a channel."""
    return OwnQuestion(new_id(), team_id, channel_id, author_id, words, at)


def check_new(form: QuestionForm, words: str, choice: "Choice") -> None:
    """Raise when a channel has a question already, or enough of its own."""
    others = [each for each in choice.own if each.question_id != form.question_id]
    same = {each.question_id for each in others if folded(each.words) == folded(words)}
    known = same | ({form.bank_id} if form.bank_id else set())
    if known & set(choice.vetoed):
        raise QuestionSetAside
    if same:
        raise QuestionKnown
    if form.bank_id:
        raise QuestionOfTheBank
    if len(others) >= MOST_OWN:
        raise EnoughQuestions(most=MOST_OWN)


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

    @property
    def set_aside(self) -> list[Question]:
        """Return what the channel does not want, its own first."""
        known = [*(each.question for each in self.own), *map(Question, BANK)]
        return [each for each in known if each.question_id in self.vetoed]

    def find(self, question_id: str) -> Question:
        """Return a question that this channel may be asked, or raise QuestionGone."""
        own = {each.question_id: each.question for each in self.own}
        if question_id not in own and question_id not in BANK:
            raise QuestionGone
        return own.get(question_id) or Question(question_id)

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
        sorted((_place(channel_id, question), question) for question in group)
        for group in QUESTIONS.values()
    ]
    ranked = [(place, *each) for group in groups for place, each in enumerate(group)]
    return [Question(question) for _, _, question in sorted(ranked)]


def _place(channel_id: str, question_id: str) -> str:
    return hashlib.sha256(f"{channel_id}|{question_id}".encode()).hexdigest()
