"""Sample things to show, and the ways to paste what is shown into Slack's Block Kit Builder."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.domain.debriefs import Debrief
from bot.domain.home import OwnHome, OwnTrial
from bot.domain.objectives import Objective
from bot.domain.practices import Practice
from bot.domain.stages import Stage
from bot.domain.trials import Trial
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

TRIAL = Trial(
    trial_id="t1",
    team_id="T1",
    channel_id="C1",
    owner_id="U1",
    change="Un SMS la veille de chaque démo",
    why="Les artisans <ne lisent> pas leurs e-mails.",
    signs="Ils confirment d’eux-mêmes.",
    needs="Un deuxième téléphone.",
    people=("U1", "U2"),
    ends_on=date(2026, 12, 18),
    proposed_at=NOW,
    due_at=NOW,
)

OBJECTIVE = Objective(
    objective_id="o1",
    team_id="T1",
    channel_id="C1",
    direction_id="d1",
    owner_id="U1",
    aim="Être le premier nom que citent les artisans.",
    how="Les écouter sur leurs chantiers.",
    signs="Ils nous appellent.",
    ends_on=date(2027, 2, 26),
    proposed_at=NOW,
    due_at=None,
    stage=Stage.RUNNING,
    agreed_at=NOW,
)

DEBRIEF = Debrief(
    debrief_id="d1",
    team_id="T1",
    channel_id="C1",
    about="",
    topic="L’appel d’offres de Béta & fils\nperdu en <octobre>",
    opened_by="U1",
    people=("U1", "U2"),
    opened_at=NOW,
    closes_at=NOW + timedelta(days=2),
)

HOME = OwnHome(
    (WIN,), (PRACTICE,), (OwnTrial(TRIAL, (), "Europe/Paris"),), (OBJECTIVE,), (DEBRIEF,)
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
