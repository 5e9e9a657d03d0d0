"""The private word to a practice's author about each echo, as the outbox carries it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.domain.echoes import Echo
from bot.domain.notices import Notice, NoticeKind
from bot.domain.practices import Practice
from storage.transactions import TeamTransaction


async def tell_author(tx: TeamTransaction, practice: Practice, echo: Echo) -> None:
    """Plan the word to whoever passed a practice on, unless they tried it themselves."""
    if practice.author_id not in {"", echo.author_id}:
        await tx.add(_word(practice, echo))


async def change_words(
    tx: TeamTransaction, practice: Practice, echoes: Iterable[Echo], at: datetime
) -> None:
    """Let what the author was told follow what became of echoes: corrected, or gone."""
    for echo in echoes:
        word = _word(practice, echo)
        if await tx.outbox.postings(word.subject) or await tx.outbox.is_expected(word.subject):
            key = f"{word.key}:{at.isoformat()}"
            await tx.add(replace(word, edits=True, key=key, not_before=at))


async def forget_echoes(tx: TeamTransaction, practice: Practice, at: datetime) -> None:
    """Forget what was told of a practice that is withdrawn, also where its author was told."""
    echoes = await tx.echoes.of_practice(practice.practice_id)
    await tx.echoes.forget_of_practice(practice.practice_id)
    await change_words(tx, practice, echoes, at)


def _word(practice: Practice, echo: Echo) -> Notice:
    return Notice(
        team_id=practice.team_id,
        key=f"echo:{echo.echo_id}:told",
        kind=NoticeKind.ECHO_TOLD,
        subject=f"echo:{echo.echo_id}",
        not_before=echo.tried_at,
        user_id=practice.author_id,
        payload={"practice": practice.practice_id, "echo": echo.echo_id},
    )
