"""Questions: the bank, the team's own, those set aside, and which one comes next."""

from bot.domain.own_questions import Choice
from bot.domain.questions import BANK, Question
from storage.database import Database
from storage.transactions import TeamTransaction


class QuestionService:
    """What channels are asked, and what they would rather not be."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, team_id: str, question_id: str) -> Question:
        """Return a question that was asked, of the bank or the team's own, even one removed."""
        if question_id in BANK:
            return Question(question_id)
        async with self._database.read(team_id) as tx:
            return await question_of(tx, question_id)


async def question_of(tx: TeamTransaction, question_id: str) -> Question:
    """Return a question by its id, of the bank or the team's own."""
    own = None if question_id in BANK else await tx.questions.get(question_id)
    return own.question if own else Question(question_id)


async def choice_for(tx: TeamTransaction, channel_id: str) -> Choice:
    """Return what there is to choose from for a channel's next question."""
    own = await tx.questions.of_channel(channel_id)
    ids = [*BANK, *(each.question_id for each in own)]
    asked_at = await tx.questions.asked_at(channel_id, ids)
    return Choice(channel_id, own, await tx.questions.vetoed(channel_id), asked_at)
