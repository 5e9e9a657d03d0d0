"""Sample things to show, and the ways to paste what is shown into Slack's Block Kit Builder."""

from datetime import UTC, datetime
from typing import Any

from bot.domain.practices import Practice
from bot.domain.visibility import Audience
from bot.domain.wins import Win
from bot.views import kit

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LINK = "https://example.slack.com/archives/C1/p1700000000000100"
NAMES = {"U1": "Ana Morel", "U2": "Tom Hill"}

WIN = Win(
    win_id="w1",
    team_id="T1",
    author_id="U1",
    people=("U1", "U2"),
    story="Béta & fils a signé <hier> !\nAprès trois mois de silence.",
    enablers="Un SMS la veille, une démo préparée par le marketing.",
    customer="Moins de relances.",
    channel_id="C1",
    told_at=NOW,
)

PRACTICE = Practice(
    practice_id="p1",
    team_id="T1",
    author_id="U1",
    title="Un SMS avant l’e-mail",
    what="Écrire un SMS court la veille : <prénom>, on se parle demain ?",
    situation="Les clients qui ne répondent pas aux e-mails.",
    tags=("sms", "relance"),
    audience=Audience.EVERYONE,
    channel_id="C1",
    created_at=NOW,
    fresh_at=NOW,
    people=("U1",),
)


def pasted(shown: kit.Message | kit.View | str) -> Any:
    """Return what a view made as Block Kit Builder takes it, screen readers' text included."""
    if isinstance(shown, str):
        return shown
    if not isinstance(shown, kit.Message):
        return shown
    parts = [shown, *shown.continued]
    pages = [{"text": part.text, "blocks": list(part.blocks)} for part in parts]
    return pages[0] if len(pages) == 1 else pages
