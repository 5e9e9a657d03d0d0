"""The bank of open questions, by what they open; English here, French in the catalogue."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.errors import N_


class Opens(StrEnum):
    """What a question opens."""

    CUSTOMERS = "customers"
    COLLEAGUES = "colleagues"
    LEARNING = "learning"
    MEANS = "means"
    DIRECTION = "direction"


QUESTIONS: Mapping[Opens, Mapping[str, str]] = {
    Opens.CUSTOMERS: {
        "customer-taught": N_("What did a customer teach us?"),
        "customer-words": N_("Which words do our customers use that we never do?"),
        "customer-hesitation": N_("What makes a customer hesitate just before saying yes?"),
        "customer-surprise": N_(
            "What has a customer done with what we sell that nobody saw coming?"
        ),
        "customer-silence": N_("When a customer goes quiet, what might be going on at their end?"),
        "customer-day": N_("What does a good day look like for one of our customers?"),
        "customer-before-us": N_(
            "How did our customers manage before us, and what do they miss about it?"
        ),
        "customer-no": N_("What did the last customer who said no see that we do not?"),
        "customer-first-week": N_(
            "What is the first week like for a customer who has just signed?"
        ),
        "customer-recommends": N_("What do customers say about us when we are not in the room?"),
        "customer-question": N_("Which question from a customer left you without an answer?"),
        "customer-prefers": N_("How do your customers like to be reached, and how do you know?"),
        "customer-never-met": N_("Which customers do we talk about and never actually meet?"),
    },
    Opens.COLLEAGUES: {
        "thanks-to": N_("What moved forward thanks to someone else?"),
        "where-rub": N_("Where do sales and marketing get in each other's way?"),
        "stuck-on": N_("What are you stuck on, and who might know?"),
        "advice-wanted": N_("What would you like advice on this week?"),
        "hour-beside": N_("What would you like to learn from an hour at a colleague's side?"),
        "unseen-help": N_("What help went unnoticed lately and deserves to be told?"),
        "hand-over": N_("What gets lost between the first contact and the signature?"),
        "come-and-see": N_("What should marketing come and see in sales, and the other way round?"),
        "ask-earlier": N_("Looking back, what could you have asked a colleague sooner?"),
        "unsaid": N_("What do we disagree on without ever saying so?"),
        "good-meeting": N_("Which meeting gave you more energy than it took?"),
        "tricky-meeting": N_("Before a tricky meeting, what helps you?"),
        "said-and-done": N_("What did we say we would do, and what became of it?"),
    },
    Opens.LEARNING: {
        "tried-new": N_("What did we try for the first time?"),
        "at-best": N_("When were you last at your best, and what made it possible?"),
        "loss-taught": N_("Which loss taught us the most?"),
        "day-three": N_("What should a newcomer know by day three?"),
        "changed-mind": N_("What have you changed your mind about lately?"),
        "small-trial": N_("What small thing could we try before the end of next week?"),
        "works-why-unknown": N_("What works for us though we could not say why?"),
        "read-or-heard": N_("What have you read or heard that the team could use?"),
        "first-minute": N_(
            "How do you open a conversation with somebody who was not expecting you?"
        ),
        "good-question": N_("Which of your questions gets people talking every time?"),
        "again-differently": N_("What would you do again tomorrow, but differently?"),
        "almost-lost": N_("What nearly went wrong, and what saved it?"),
        "unlearn": N_("Which habit was useful once and no longer is?"),
    },
    Opens.MEANS: {
        "stop-two-weeks": N_("What would you stop for two weeks, to see?"),
        "in-the-way": N_("What got in your way this week that somebody here could clear?"),
        "an-hour-more": N_("What would you do with one more hour a day with customers?"),
        "tool-unloved": N_("Which tool do we keep feeding without getting anything back?"),
        "missing-piece": N_("What did you wish you had at hand in front of a customer?"),
        "report-unread": N_("Which report could we stop writing without anybody missing it?"),
        "time-given": N_("Where does your time go that you would rather give to customers?"),
        "try-with": N_("What would you try if you were given the means for a month?"),
        "easier-tomorrow": N_("What would make tomorrow a little easier?"),
        "know-and-lack": N_("What are you good at that you never get to do here?"),
        "waiting-for": N_("What are you still waiting for, and what would get it moving?"),
        "quiet-hours": N_("When in the day do you do your best work, and what eats into it?"),
    },
    Opens.DIRECTION: {
        "ours-to-decide": N_("Which decision could be ours to make?"),
        "unclear": N_("What is still unclear to you about where we are heading?"),
        "proud-in-a-year": N_("What would we love to be telling a year from now?"),
        "saying-no": N_("What should we say no to more often?"),
        "sense": N_("Which moment lately made the work worth it?"),
        "signs": N_("What would tell us that we are on the right path?"),
        "forgotten-goal": N_("Which aim did we set, and then quietly forget?"),
        "ask-the-leader": N_("What would you ask whoever sets our direction, if you dared?"),
        "limits": N_("Which rule helps us, and which one only holds us back?"),
        "next-season": N_("What should we start preparing now for next season?"),
        "together-only": N_("What can we only pull off if sales and marketing both want it?"),
        "small-compass": N_("When two good options compete, what tips the balance here?"),
        "worth-keeping": N_("What must not change, whatever else does?"),
    },
}
"""Questions by their lasting id. None offers a scale, asks for a number or names anybody."""

BANK: Mapping[str, str] = {
    question_id: words for group in QUESTIONS.values() for question_id, words in group.items()
}


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it is asked: one of the bank, or one of the team's own."""

    question_id: str
    own_words: str = ""
    """As the team wrote it, whatever the reader's language; empty for one of the bank."""

    def said(self, t: Callable[[str], str]) -> str:
        """Return its words in a reader's language: plain, to be escaped where they are shown."""
        return self.own_words or t(BANK[self.question_id])
