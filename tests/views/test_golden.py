"""What people see of wins, practices, Home and help, in both languages, as files to read."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.chapters import Chapter, ChapterKind
from bot.domain.home import OwnHome
from bot.domain.people import Language
from bot.domain.wins import Source
from bot.domain.workspaces import Workspace
from bot.i18n import Translator, translator
from bot.views import errors, help as help_, home, ids, kit, needs, practices, wins
from sandbox.blocks import check_message
from sandbox.views import check_view
from tests.support.golden import Golden
from tests.views.shown import HOME, NAMES, NOW, PRACTICE, TRIAL, WIN, pasted

View = Callable[[Translator], Any]
SOURCE = Source("C1", "1700000000.000100", "1700000000.000000")

REPLY = Chapter(
    "T1", "trial:t1", ChapterKind.NEED_ANSWERED, NOW, "U2", "Prends le mien.", chapter_id="ch1"
)


def commands(t: Translator) -> ids.Commands:
    return ids.commands_for(t.language, list(Language))


SHOWN: dict[str, View] = {
    "wins/form": lambda t: wins.share_win_modal(t, author_id="U1", channel_id="C1"),
    "wins/form-of-a-message": lambda t: wins.share_win_modal(
        t, author_id="U1", channel_id="C1", story="a" * 3001, source=SOURCE, people=("U1", "U2")
    ),
    "wins/revise": lambda t: wins.revise_win_modal(t, WIN),
    "wins/withdraw": lambda t: wins.withdraw_win_modal(t, WIN),
    "wins/card": lambda t: wins.win_card(t, WIN),
    "wins/card-alone": lambda t: wins.win_card(
        t, replace(WIN, people=("U1",), enablers="", customer="")
    ),
    "wins/card-withdrawn": lambda t: wins.win_card(t, replace(WIN, withdrawn_at=NOW)),
    "wins/lines": lambda t: wins.win_lines(t, WIN, t.together(list(NAMES.values()))),
    "wins/untold": lambda t: wins.win_untold(t, WIN, errors.posting_refused(t, "is_archived")),
    "wins/retold": lambda t: wins.win_retold(t, "C1"),
    "practices/form": lambda t: practices.tip_modal(
        t, words="Un SMS avant. Ils répondent.", channel_id="C1", is_private=False
    ),
    "practices/form-in-private": lambda t: practices.tip_modal(
        t, words="", channel_id="C1", is_private=True
    ),
    "practices/form-from-home": lambda t: practices.tip_modal(
        t, words="", channel_id="", is_private=False
    ),
    "practices/card": lambda t: practices.practice_card(t, PRACTICE),
    "practices/card-bare": lambda t: practices.practice_card(
        t, replace(PRACTICE, what=PRACTICE.title, situation="", tags=())
    ),
    "practices/untold": lambda t: practices.practice_untold(
        t, commands(t), "C1", errors.posting_refused(t, "is_archived")
    ),
    "practices/page": lambda t: practices.practice_modal(t, PRACTICE),
    "home/empty": lambda t: home.home_view(t, OwnHome(), {}),
    "home/full": lambda t: home.home_view(t, HOME, NAMES),
    "needs/asked": lambda t: needs.need_message(t, TRIAL, []),
    "needs/replied": lambda t: needs.need_message(t, TRIAL, [REPLY]),
    "needs/unheard": lambda t: needs.unheard(t, TRIAL),
    "needs/answer": lambda t: needs.answer_modal(t, TRIAL),
    "needs/question": lambda t: needs.question_modal(t, TRIAL),
    "needs/remark": lambda t: needs.question_modal(
        t, TRIAL, "Tu devrais appeler.", needs.remark(t)
    ),
    "help/help": lambda t: help_.help_message(t, commands(t), Workspace("T1")),
    "help/unknown": lambda t: help_.help_message(
        t, commands(t), Workspace("T1", ("coupe",), ()), "xyzzy"
    ),
    "errors/our-fault": lambda t: errors.our_fault(t, "1a2b3c4d"),
    "errors/with-words": lambda t: errors.with_words(
        t, errors.too_long(t, 3000), "/win <won> & more"
    ),
}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", SHOWN)
def test_what_is_seen(golden: Golden, name: str, language: str) -> None:
    golden(f"{name}-{language}", pasted(SHOWN[name](translator(language))))


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", SHOWN)
def test_slack_takes_it(name: str, language: str) -> None:
    made = SHOWN[name](translator(language))
    if isinstance(made, dict):
        check_view(made, made["type"])
    elif isinstance(made, kit.Message):
        for part in (made, *made.continued):
            check_message(json.loads(json.dumps(part.blocks)))
