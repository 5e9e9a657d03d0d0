"""What becomes of what was told from a message when the message changes afterwards."""

import re
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum

from bot.domain import practices, wins
from bot.domain.practices import LONGEST_TITLE, Practice
from bot.domain.wins import Source, Win
from bot.domain.words import LONGEST, first_sentence, folded, shortened
from bot.errors import CordeeError, N_

ALIKE = 0.8
"""How much of the words stays, at the least, where a change matters little."""
LONGEST_COMPARED = 1500
"""Words: a longer message is not compared word by word, which would take too long."""

Told = Win | Practice
"""What can be told from a message."""


class QuestionSettled(CordeeError):
    """The question was answered, or the message has changed again since."""

    message = N_("This question is settled already: there is nothing more to answer.")


class NotAsked(CordeeError):
    """Somebody else was asked."""

    message = N_("Only the person whom I asked can answer that.")


class MessageUnreadable(CordeeError):
    """The message has gone since the question was asked."""

    message = N_("I can read no words in that message any more, so what I keep stays as it is.")


class Course(StrEnum):
    """What is to be done about a change."""

    NOTHING = "nothing"
    FOLLOW = "follow"
    """Take the new words at once."""
    ASK = "ask"


class Outcome(StrEnum):
    """What became of a question."""

    TAKEN = "taken"
    KEPT = "kept"
    WITHDRAWN = "withdrawn"
    CHANGED_AGAIN = "changed_again"
    """The message changed once more before anybody answered."""


DELETED = "deleted"
"""What stands for the change of a message that is gone."""


@dataclass(frozen=True, slots=True)
class Change:
    """A message that changed, as Slack tells it; its words are not kept."""

    source: Source
    author_id: str
    """Who wrote the message."""
    name: str
    """What tells this change from others of the message: when it was made, or DELETED."""
    before: str = ""
    after: str = ""
    earlier: str = ""
    """The name of the change before this one, where there was one."""

    @property
    def is_deletion(self) -> bool:
        """Tell whether the message is gone, or has no words left."""
        return self.name == DELETED


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody is asked, once, about something told from a message that changed."""

    subject_told: str
    """What it is about, such as `win:…`."""
    source: Source
    change: str
    user_id: str

    @property
    def subject(self) -> str:
        """Return the name under which the outbox remembers the question."""
        return subject_of(self.subject_told, self.change)


def subject_of(subject_told: str, change: str) -> str:
    """Return the name of the question about a change of a message."""
    return f"source:{subject_told}:{change}"


def words_of(told: Told) -> str:
    """Return the words that a message may have given."""
    return told.story if isinstance(told, Win) else told.what


def title_of(told: Told) -> str:
    """Return what to call something in a few words."""
    return first_sentence(told.story, LONGEST_TITLE) if isinstance(told, Win) else told.title


def course_of(told: Told, change: Change) -> Course:
    """Return what a change of a message asks for.

    The words of somebody whose it is follow by themselves when they are kept as they were said and
    little has changed. What was rewritten since, and what matters more, is for a person to say.
    """
    kept, before, after = (_plain(words) for words in (words_of(told), change.before, change.after))
    if after in {before, kept}:
        return Course.NOTHING
    matters_little = _matters_little(before, after)
    if kept == before:
        is_theirs = change.author_id in {told.author_id, *told.people}
        return Course.FOLLOW if matters_little and is_theirs else Course.ASK
    if matters_little and not _concerns(kept, before, after):
        return Course.NOTHING
    return Course.ASK


def says(told: Told, words: str) -> bool:
    """Tell whether something says these words already."""
    return _plain(words_of(told)) == _plain(words)


def take(told: Told, words: str) -> Told:
    """Return something with the new words of its message; its title follows when it was of them."""
    new = shortened(words, max(LONGEST, len(words_of(told))))
    if isinstance(told, Win):
        return replace(told, story=new, version=told.version + 1)
    title = told.title
    if title == first_sentence(told.what, LONGEST_TITLE):
        title = first_sentence(new, LONGEST_TITLE)
    return replace(told, title=title, what=new, version=told.version + 1)


def to_ask(told: Told, change: Change) -> tuple[str, ...]:
    """Return whom to ask, the first of them who can be: whoever told it, then whose it is too.

    Whoever deleted their own words is asked first.
    """
    people = [told.author_id, *told.people]
    if change.is_deletion and change.author_id in people:
        people.insert(0, change.author_id)
    return tuple(dict.fromkeys(person for person in people if person))


def check_may_answer(told: Told, question: Question, user_id: str) -> None:
    """Raise when somebody else was asked, or there is nothing left to change."""
    if isinstance(told, Win):
        wins.check_may_change(told, question.user_id)
    else:
        practices.check_may_change(told, question.user_id)
    if user_id != question.user_id:
        raise NotAsked


def _plain(words: str) -> str:
    return " ".join(words.split())


def _matters_little(before: str, after: str) -> bool:
    if re.findall(r"\d+", before) != re.findall(r"\d+", after):
        return False
    old, new = folded(before).split(), folded(after).split()
    if max(len(old), len(new)) > LONGEST_COMPARED:
        return False
    return bool(new) and SequenceMatcher(None, old, new, autojunk=False).ratio() >= ALIKE


def _concerns(kept: str, before: str, after: str) -> bool:
    """Tell whether words that went out of a message are among those that are kept."""
    old, new = folded(before).split(), folded(after).split()
    compared = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    gone = {word for change, i, j, *_ in compared if change != "equal" for word in old[i:j]}
    return not gone.isdisjoint(folded(kept).split())
