"""What people see of a trial from its proposal to its end, in both languages."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from bot.domain.agreements import Stance, Voice
from bot.domain.chapters import Chapter, ChapterKind
from bot.domain.objectives import Objective
from bot.domain.stages import Stage
from bot.domain.trials import Conclusion, Trial
from bot.i18n import Translator, translator
from bot.views import agreements as views, kit
from bot.views.amendments import amend_modal
from bot.views.chapters import chapter_message
from bot.views.stories import PAGE, story_modal
from bot.views.trial_card import trial_card
from sandbox.blocks import check_message
from sandbox.views import check_view
from tests.support.golden import Golden
from tests.views.shown import LINK, NOW, WIN, pasted

View = Callable[[Translator], Any]
PARIS = "Europe/Paris"

PROPOSED = Trial(
    trial_id="t1",
    team_id="T1",
    channel_id="C1",
    owner_id="U1",
    change="Un SMS la veille, <avant> l’e-mail & la démo.",
    why="Les artisans ne lisent pas leurs e-mails.",
    signs="Ils arrivent en ayant lu la plaquette.",
    needs="Un numéro d’équipe.",
    people=("U1", "U2"),
    ends_on=date(2026, 12, 18),
    proposed_at=NOW,
    due_at=NOW + timedelta(days=2),
)
OBJECTED = replace(PROPOSED, stage=Stage.OBJECTED, due_at=None)
RUNNING = replace(PROPOSED, stage=Stage.RUNNING, started_at=NOW)
CONCLUDING = replace(RUNNING, stage=Stage.CONCLUDING, due_at=None)
OVER = replace(
    CONCLUDING,
    stage=Stage.CONCLUDED,
    conclusion=Conclusion.STOPPED,
    concluded_at=NOW,
    lesson="Trop tôt : demandons d’abord leur accord.",
)
BARE = replace(PROPOSED, why="", signs="", needs="", people=("U1",))
ALONE = replace(RUNNING, owner_id="", people=())
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
VOICES = [
    Voice("U2", Stance.IN, NOW),
    Voice("U3", Stance.HELPS, NOW),
    Voice("U4", Stance.OBJECTS, NOW, "Et s’ils n’ont pas donné leur numéro ?"),
]

CHANGES = (
    "change: Un SMS la veille → Un SMS la veille, avec leur accord\n"
    "why: Les artisans <ne lisent> pas → \n"
    "ends_on: 2026-12-11 → 2026-12-18\n"
    "people:  → \n"
    "needs:  → Un numéro d’équipe"
)


def chapter(kind: ChapterKind, at: int = 0, about: str = "trial:t1") -> Chapter:
    said = {
        ChapterKind.OBJECTION: "Et s’ils n’ont pas donné\nleur numéro ?",
        ChapterKind.AMENDED: CHANGES,
        ChapterKind.NEED_ANSWERED: "Prends celui de <l’accueil>.",
        ChapterKind.EXTENDED: "La foire nous a pris une semaine.",
    }
    moment = NOW + timedelta(days=at)
    who = "" if kind is ChapterKind.STARTED else "U4"
    return Chapter("T1", about, kind, moment, who, said.get(kind, ""), f"ch{at}")


TOLD = [chapter(kind, at) for at, kind in enumerate(list(ChapterKind)[:6])]
LONG_STORY = [chapter(ChapterKind.ASKED, at) for at in range(2 * PAGE + 3)]
LINKS = {"ch0": LINK, "ch2": LINK}


def told(kind: ChapterKind, t: Translator) -> kit.Message:
    return chapter_message(t, chapter(kind))


SHOWN: dict[str, View] = {
    "card-proposed": lambda t: trial_card(t, PROPOSED, VOICES[:2], PARIS),
    "card-bare": lambda t: trial_card(t, BARE, [], PARIS),
    "card-objected": lambda t: trial_card(t, OBJECTED, VOICES, PARIS),
    "card-running": lambda t: trial_card(t, RUNNING, VOICES[:2], PARIS),
    "card-left": lambda t: trial_card(t, ALONE, [], PARIS),
    "card-concluding": lambda t: trial_card(t, CONCLUDING, [], PARIS),
    "card-over": lambda t: trial_card(t, OVER, [], PARIS),
    "card-withdrawn": lambda t: trial_card(t, replace(PROPOSED, stage=Stage.WITHDRAWN), [], PARIS),
    "objection": lambda t: views.objection_modal(t, PROPOSED),
    "objection-again": lambda t: views.objection_modal(t, OBJECTIVE, "Trop large."),
    "word-to-owner": lambda t: views.word_to_owner(t, OBJECTED, chapter(ChapterKind.OBJECTION)),
    "word-to-objector": lambda t: views.word_to_objector(t, PROPOSED, chapter(ChapterKind.AMENDED)),
    "word-to-late-objector": lambda t: views.word_to_objector(
        t, RUNNING, chapter(ChapterKind.AMENDED)
    ),
    "amend": lambda t: amend_modal(t, OBJECTED, VOICES, [OBJECTIVE]),
    "story": lambda t: story_modal(t, OBJECTED, VOICES, TOLD, LINKS, zone=PARIS),
    "story-of-an-objective": lambda t: story_modal(
        t, OBJECTIVE, [], TOLD[:1], {}, serving=[WIN, RUNNING], zone=PARIS
    ),
    **{f"chapter-{kind.value}": partial(told, kind) for kind in ChapterKind},
    "chapter-of-an-objective": lambda t: chapter_message(
        t, chapter(ChapterKind.STARTED, about="objective:o1")
    ),
}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", SHOWN)
def test_what_is_seen(golden: Golden, name: str, language: str) -> None:
    golden(f"agreements/{name}-{language}", pasted(SHOWN[name](translator(language))))


MANY_WORDS = "<mot> & " * 370
LONG = replace(OBJECTED, change=MANY_WORDS, why=MANY_WORDS, signs=MANY_WORDS, needs=MANY_WORDS)
CROWD = replace(PROPOSED, people=tuple(f"U0123456{at:02}" for at in range(60)))
SHOUTED = [replace(each, words="&" * 3000) for each in LONG_STORY]

TOO_LONG: dict[str, View] = {
    "crowd": lambda t: trial_card(t, CROWD, VOICES, PARIS),
    "card": lambda t: trial_card(t, replace(LONG, people=CROWD.people), VOICES, PARIS),
    "objection": lambda t: views.objection_modal(t, LONG, "&" * 3000),
    "word": lambda t: views.word_to_owner(t, LONG, SHOUTED[0]),
    "amend": lambda t: amend_modal(t, LONG, [replace(VOICES[2], reason="&" * 3000)] * 9, []),
    "story": lambda t: story_modal(t, LONG, VOICES, SHOUTED, {}, zone=PARIS),
}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("view", [*SHOWN.values(), *TOO_LONG.values()], ids=[*SHOWN, *TOO_LONG])
def test_slack_takes_it(view: View, language: str) -> None:
    made = view(translator(language))
    if isinstance(made, kit.Message):
        assert not made.continued, "a card keeps its buttons"
        check_message(json.loads(json.dumps(made.blocks)))
    else:
        check_view(made, made["type"])


def test_a_crowd_is_named_as_far_as_a_card_holds_and_never_counted() -> None:
    shown = trial_card(translator("en"), CROWD, [], PARIS).text
    assert "and others" in shown
    assert "10" not in shown.replace("U012345610", "").replace("10:00", "")


def test_a_long_story_opens_at_its_end_and_turns_back() -> None:
    t = translator("en")
    newest = story_modal(t, RUNNING, [], LONG_STORY, {})
    assert _turns(newest) == {"stories.earlier": f"trial:t1:{PAGE + 3 - PAGE}"}
    first = story_modal(t, RUNNING, [], LONG_STORY, {}, start=0)
    assert _turns(first) == {"stories.later": f"trial:t1:{PAGE}"}
    between = story_modal(t, RUNNING, [], LONG_STORY, {}, start=3)
    assert set(_turns(between)) == {"stories.earlier", "stories.later"}


def _turns(page: kit.View) -> dict[str, str]:
    rows = [block["elements"] for block in page["blocks"] if block["type"] == "actions"]
    return {each["action_id"]: each["value"] for row in rows for each in row}
