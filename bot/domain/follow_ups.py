"""Follow-ups: words that the team takes up, until somebody writes what came of them."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.answers import Answer, AnswerAudience
from bot.domain.checkins import CheckIn
from bot.domain.ids import new_id
from bot.domain.words import shortened, tidy
from bot.errors import CordeeError, N_

WAITS = timedelta(weeks=4)
"""How long something is followed up before a digest says, once, that it still waits."""

LONGEST_REFUSAL = 200
"""Characters of what another wrote, in the sentence that tells it beside one's own words."""


class WordsGone(CordeeError):
    """What is to be followed up is not there for the team to read (any more)."""

    message = N_("These words were withdrawn: there is nothing left to follow up.")


class FollowUpGone(CordeeError):
    """The follow-up is not known (any more)."""

    message = N_("I cannot find this follow-up any more.")


class NotAReader(CordeeError):
    """Somebody who does not read the channel would follow up what was said there."""

    message = N_("Only those who read the channel can follow up what was said there.")


class EmptyOutcome(CordeeError):
    """What came of it is not said."""

    message = N_("Write a few words: they are what the team will read.")
    field = "outcome"


class NothingChosen(CordeeError):
    """Whether something came of it is not said."""

    message = N_("Choose one of the two.")
    field = "became"


class NotTheirOutcome(CordeeError):
    """What came of it was written by somebody else."""

    message = N_(
        "Only whoever wrote it can correct it. If it is not done yet, anybody can open it again."
    )


class AlreadyTakenUp(CordeeError):
    """Somebody took these words up before."""

    message = N_("Somebody took this up already: {link}")


class BeingTakenUp(CordeeError):
    """Somebody took these words up just now, and their card is not posted yet."""

    message = N_("Somebody took this up already: its card is in the thread.")


class AlreadySaid(CordeeError):
    """Somebody wrote first what came of it."""

    message = N_("Somebody wrote first what came of it: “{words}”")
    field = "outcome"


class OpenAgain(CordeeError):
    """It was opened again while somebody corrected what came of it."""

    message = N_("Somebody opened it again meanwhile. Use the button on its card to write.")
    field = "outcome"


class Became(StrEnum):
    """What became of words that were taken up."""

    OPEN = "open"
    """Nobody has said yet."""
    SOMETHING = "something"
    NOTHING = "nothing"
    """Nothing will come of it, and somebody says why."""
    WITHDRAWN = "withdrawn"
    """The words were withdrawn before anything came of them."""


SAID = (Became.SOMETHING, Became.NOTHING)
"""What somebody can say."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Words of an answer that the team has taken up, and what came of them."""

    follow_up_id: str
    team_id: str
    checkin_id: str
    answer_id: str
    channel_id: str
    author_id: str
    """Empty for words that were told without a name, and for those of somebody who is erased."""
    words: str
    """As they were said; empty once they were withdrawn."""
    opened_at: datetime
    became: Became = Became.OPEN
    outcome: str = ""
    """What came of it, or why nothing will; kept when it is opened again."""
    closed_by: str = ""
    """Who wrote the outcome."""
    closed_at: datetime | None = None

    @property
    def subject(self) -> str:
        """Return the name under which the outbox remembers where its card is."""
        return f"follow_up:{self.follow_up_id}"

    @property
    def is_open(self) -> bool:
        """Tell whether nobody has said yet what came of it."""
        return self.became is Became.OPEN

    @property
    def is_withdrawn(self) -> bool:
        """Tell whether the words are gone."""
        return not self.words

    @property
    def people(self) -> set[str]:
        """Return who is named on its card."""
        return {self.author_id, self.closed_by} - {""}


@dataclass(frozen=True, slots=True)
class OutcomeForm:
    """What somebody writes of a follow-up."""

    follow_up_id: str
    became: str
    outcome: str
    is_correction: bool = False


def is_for_the_team(answer: Answer) -> bool:
    """Tell whether the team may read an answer: by name, or gathered without one.

    What was told without a name has lost its author once it is shown, not before.
    """
    if not answer.text:
        return False
    if answer.audience is AnswerAudience.UNNAMED:
        return not answer.user_id
    return answer.audience is AnswerAudience.TEAM


def take_up(checkin: CheckIn, answer: Answer | None, at: datetime) -> FollowUp:
    """Return a follow-up of what somebody answered to the team, or raise WordsGone.

    Who takes it up is nowhere shown, and so not kept.
    """
    if answer is None or not is_for_the_team(answer):
        raise WordsGone
    return FollowUp(
        follow_up_id=new_id(),
        team_id=checkin.team_id,
        checkin_id=checkin.checkin_id,
        answer_id=answer.answer_id,
        channel_id=checkin.channel_id,
        author_id=answer.user_id,
        words=answer.text,
        opened_at=at,
    )


def close(follow_up: FollowUp, form: OutcomeForm, user_id: str, at: datetime) -> FollowUp:
    """Return an open follow-up with what somebody says of it; raise when it cannot be."""
    check_is_open(follow_up)
    said = _with_outcome(follow_up, form)
    return replace(said, closed_by=user_id, closed_at=at)


def check_is_open(follow_up: FollowUp) -> None:
    """Raise when there is nothing left to say of a follow-up, or it is said."""
    check_has_words(follow_up)
    if not follow_up.is_open:
        raise AlreadySaid(words=shortened(follow_up.outcome, LONGEST_REFUSAL))


def correct(follow_up: FollowUp, form: OutcomeForm, user_id: str) -> FollowUp:
    """Return a closed follow-up with other words of whoever closed it; raise when not theirs."""
    check_may_correct(follow_up, user_id)
    return _with_outcome(follow_up, form)


def check_may_correct(follow_up: FollowUp, user_id: str) -> None:
    """Raise unless a person wrote what came of it, and it stands."""
    check_has_words(follow_up)
    if follow_up.is_open:
        raise OpenAgain
    if user_id != follow_up.closed_by:
        raise NotTheirOutcome


def check_has_words(follow_up: FollowUp) -> None:
    """Raise WordsGone when the words were withdrawn."""
    if follow_up.is_withdrawn:
        raise WordsGone


def reopen(follow_up: FollowUp, at: datetime) -> FollowUp:
    """Return a follow-up that is not done yet, with what was said of it so far.

    It waits from now on; what was said once, that it waits, is not said again.
    """
    check_has_words(follow_up)
    return replace(follow_up, became=Became.OPEN, opened_at=at, closed_at=None)


def follow(follow_up: FollowUp, answer: Answer | None, at: datetime) -> FollowUp:
    """Return a follow-up as the answer that it was opened from asks for.

    While it is open its words are those of the answer; withdrawn there, they are withdrawn here.
    """
    if answer is None or not is_for_the_team(answer):
        return without_words(follow_up, at)
    return replace(follow_up, words=answer.text) if follow_up.is_open else follow_up


def without_words(follow_up: FollowUp, at: datetime) -> FollowUp:
    """Return a follow-up without its words: an open one is closed, and nobody is told of it."""
    left = replace(follow_up, words="", author_id="")
    if not follow_up.is_open:
        return left
    return replace(left, became=Became.WITHDRAWN, outcome="", closed_by="", closed_at=at)


def without_person(follow_up: FollowUp, user_id: str, at: datetime) -> FollowUp:
    """Return a follow-up without the words and the name of somebody who is erased.

    Where it was they who said what came of it, nobody has said it any more.
    """
    left = _unsaid(follow_up, at) if follow_up.closed_by == user_id else follow_up
    return without_words(left, at) if follow_up.author_id == user_id else left


def _unsaid(follow_up: FollowUp, at: datetime) -> FollowUp:
    left = replace(follow_up, outcome="", closed_by="")
    if left.is_withdrawn:
        return replace(left, became=Became.WITHDRAWN)
    return left if left.is_open else reopen(left, at)


def _with_outcome(follow_up: FollowUp, form: OutcomeForm) -> FollowUp:
    if form.became not in SAID:
        raise NothingChosen
    outcome = tidy(form.outcome)
    if not outcome:
        raise EmptyOutcome
    return replace(follow_up, became=Became(form.became), outcome=outcome)
