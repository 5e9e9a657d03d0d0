"""The open question in the middle of a trial, one of a few, the same in each language."""

from hashlib import sha256

from bot.errors import N_

QUESTIONS = (
    N_("We are halfway. What do we notice already that we had not expected?"),
    N_("We are halfway. What have customers said or done since we began?"),
    N_("We are halfway. What helps us do it, and what gets in the way?"),
    N_("We are halfway. What do we do otherwise than we had thought, and what comes of it?"),
    N_("We are halfway. What would we like to find out before it ends?"),
    N_("We are halfway. What have people around us noticed?"),
)


def question_for(about: str) -> str:
    """Return the question for the middle of something, always the same one, to be translated."""
    return QUESTIONS[int(sha256(about.encode()).hexdigest(), 16) % len(QUESTIONS)]
