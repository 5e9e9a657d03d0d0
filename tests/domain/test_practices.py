"""Practices: what is contributed."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.gestures import Gesture
from bot.domain.practices import (
    EmptyPractice,
    EmptyTitle,
    PracticeForm,
    contribute,
)
from bot.domain.visibility import Audience

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ANA = Gesture("view:V1:h", "T1", "U1", NOW)
FORM = PracticeForm("Un SMS", "Écrire un SMS avant.", "Devis", ("sms",), Audience.EVERYONE, "C1")


def test_a_tip_needs_a_title_and_what_to_do() -> None:
    with pytest.raises(EmptyTitle):
        contribute(ANA, replace(FORM, title=" \u200e "))
    with pytest.raises(EmptyPractice):
        contribute(ANA, replace(FORM, what="\n"))
    assert contribute(ANA, replace(FORM, situation="")).situation == ""
