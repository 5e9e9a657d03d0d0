"""The coach's posture: open questions to reply with, from goal to will, and never a verdict."""

import re
from collections.abc import Mapping
from enum import StrEnum

from bot.domain.words import folded, tidy
from bot.errors import CordeeError, N_


class EmptyReply(CordeeError):
    """A reply to a need without words, and without a question chosen."""

    message = N_("Choose a question, or write a few words.")
    field = "words"


class Step(StrEnum):
    """Where a question leads: the four steps of a coaching conversation (Whitmore's GROW)."""

    GOAL = "goal"
    REALITY = "reality"
    OPTIONS = "options"
    WILL = "will"


QUESTIONS: Mapping[Step, Mapping[str, str]] = {
    Step.GOAL: {
        "goal-different": N_("What would be different if this worked?"),
        "goal-customer": N_("What would a customer notice first?"),
        "goal-enough": N_("How would you know that it is enough?"),
        "goal-yours": N_("Which part of this matters most to you?"),
        "goal-week": N_("What would make this week a good one?"),
        "goal-smallest": N_("What is the smallest result worth having?"),
    },
    Step.REALITY: {
        "reality-now": N_("What happens today, step by step?"),
        "reality-tried": N_("What have you tried already, and what did it show?"),
        "reality-way": N_("What is really in the way?"),
        "reality-who": N_("Who else lives with this, and what do they say?"),
        "reality-have": N_("What do you have already that could help?"),
        "reality-once": N_("When did it go well, and what was different then?"),
    },
    Step.OPTIONS: {
        "options-else": N_("What else could you do?"),
        "options-without": N_("What would you do if the money were not there?"),
        "options-customer": N_("What would your customer suggest?"),
        "options-who": N_("Who has solved something like this?"),
        "options-half": N_("What could be tried at half the size?"),
        "options-stop": N_("What could be stopped to make room for it?"),
    },
    Step.WILL: {
        "will-first": N_("What is the first step, and when?"),
        "will-need": N_("What do you need from me, precisely?"),
        "will-stop": N_("What could stop you, and what then?"),
        "will-with": N_("With whom will you do it?"),
        "will-decide": N_("What can you decide without me?"),
        "will-tell": N_("When shall we talk about what it taught us?"),
    },
}
"""Questions by where they lead and their lasting id; short enough for a choice of a menu."""

ALL = {key: words for questions in QUESTIONS.values() for key, words in questions.items()}

_VERDICT = re.compile(
    r"\b(you (should|must|need to|have to)|why (did not|didnt|dont|do not|havent|have not) you"
    r"|tu (dois|devrais|aurais du)|il faut|il fallait|pourquoi (tu n\w+ pas|nas tu pas|ne pas))\b"
)


def is_verdict(typed: str) -> bool:
    """Tell whether words decide for others rather than ask them: worth a gentle remark."""
    return _VERDICT.search(folded(typed.replace("'", "").replace("’", ""))) is not None


def reply(typed: str) -> str:
    """Return what a coach writes, tidied, or raise EmptyReply."""
    words = tidy(typed)
    if not words:
        raise EmptyReply
    return words
