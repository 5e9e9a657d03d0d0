"""Echoes: what a form tells, and whose it is to change."""

from datetime import UTC, datetime

import pytest

from bot.domain.echoes import Echo, EchoForm, EmptyEcho, NotYourEcho, correct, tell
from bot.domain.gestures import Gesture

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TOM = Gesture("event:1", "T1", "U2", NOW)


def form(happened: str = "They answered", situation: str = "", changed: str = "") -> EchoForm:
    return EchoForm("p1", situation, happened, changed)


def echo() -> Echo:
    return tell(TOM, form(situation="Monday"))


def test_an_echo_is_what_was_told_tidied() -> None:
    told = tell(TOM, form("  They answered\r\n", "\u200b", " in English "))
    assert (told.situation, told.happened, told.changed) == ("", "They answered", "in English")
    assert (told.practice_id, told.author_id, told.tried_at) == ("p1", "U2", NOW)


@pytest.mark.parametrize("happened", ["", "  ", "\u2800", "\n\n"])
def test_an_echo_says_what_happened(happened: str) -> None:
    with pytest.raises(EmptyEcho):
        tell(TOM, form(happened))
    with pytest.raises(EmptyEcho):
        correct(echo(), "U2", form(happened))


def test_it_is_corrected_by_whoever_told_it() -> None:
    before = echo()
    after = correct(before, "U2", form("They answered at once", changed="Shorter"))
    assert (after.echo_id, after.tried_at) == (before.echo_id, before.tried_at)
    assert (after.situation, after.happened, after.changed) == (
        "",
        "They answered at once",
        "Shorter",
    )
    with pytest.raises(NotYourEcho):
        correct(before, "U1", form())


def test_its_words_are_all_that_it_says() -> None:
    assert echo().words == "Monday\nThey answered"
