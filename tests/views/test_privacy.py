"""What people see of what is kept of them, in both languages, as files to read."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from bot.domain.privacy import Held
from bot.i18n import Translator, translator
from bot.views import kit, privacy
from sandbox.blocks import check_message
from sandbox.views import check_view
from storage.personal import personal_tables
from tests.support.golden import Golden
from tests.views.shown import NOW, pasted

HELD = [
    Held("wins", ("Béta a signé <hier> & tout le monde y était.", "Un SMS."), "C1", NOW),
    Held("answers", ("Une photo du client.",), None, NOW),
    Held("nominations", (), "C1", NOW),
    Held("keepers", (), None, None),
]
SHOWN: dict[str, Callable[[Translator], Any]] = {
    "privacy/kept": privacy.privacy_message,
    "privacy/copy": lambda t: privacy.copy_message(t, HELD, "Europe/Paris"),
    "privacy/copy-of-nothing": lambda t: privacy.copy_message(t, [], "Europe/Paris"),
    "privacy/erase": privacy.erase_modal,
    "privacy/erased": privacy.erased_modal,
}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", SHOWN)
def test_it_looks_as_it_did_and_slack_takes_it(name: str, language: str, golden: Golden) -> None:
    made = SHOWN[name](translator(language))
    golden(f"{name}-{language}", pasted(made))
    if isinstance(made, kit.Message):
        check_message(json.loads(json.dumps(made.blocks)))
    else:
        check_view(made, "modal")


def test_everything_that_is_kept_has_a_title() -> None:
    """A table that names people or holds their words is shown to them under a title."""
    shown = {table.name for table in personal_tables()}
    beside = {"win_people", "practice_people", "team_people"}
    assert shown - beside <= set(privacy.TITLES)
