"""What whoever set a rhythm is told of Slack's refusals, in both languages."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.i18n import Translator, translator
from bot.views import installations, kit, welcome
from tests.support.golden import Golden
from tests.views.shown import pasted

SINCE = datetime(2026, 11, 27, 15, 30, tzinfo=UTC)
UNTIL = SINCE + timedelta(hours=20)


def over(error: str) -> Callable[[Translator], kit.Message]:
    return lambda t: installations.trouble_over(t, SINCE, UNTIL, error, "Europe/Paris")


SHOWN: dict[str, Callable[[Translator], kit.Message]] = {
    "troubles/over-disabled": over("token_revoked"),
    "troubles/over-permission": over("missing_scope"),
    "troubles/over-rule": over("ekm_access_denied"),
    "troubles/channel": lambda t: welcome.setback(t, "C1", "…", recurs=True),
    "troubles/once": lambda t: welcome.setback(t, "C1", "…", recurs=False),
}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", SHOWN)
def test_what_is_told(golden: Golden, name: str, language: str) -> None:
    golden(f"{name}-{language}", pasted(SHOWN[name](translator(language))))
