"""Which language a question is asked in."""

import pytest
from hypothesis import given, strategies as st

from bot.domain.people import Language
from bot.domain.spoken import spoken_language

FRENCH = [
    "Comment répond-on à une objection sur le prix ?",
    "comment repondre a une objection prix",
    "que faire quand le client ne répond plus",
    "l’objection prix",
    "On fait quoi avec un devis sans réponse ?",
    "des idées pour relancer",
    "qui a déjà vendu à une mairie",
    "quelqu'un connaît un bon exemple de landing page ?",
    "relance après démo",
    "Salut, tu sais comment on gère le churn ?",
]
ENGLISH = [
    "How do we handle a price objection?",
    "what works with a customer who does not answer",
    "any tips for cold calls",
    "who has sold to a city council",
    "is there a good follow-up e-mail?",
    "price objection, how to",
    "Hi, do you know how we deal with churn?",
    "please help with the renewal of a big account",
]
EITHER = ["prix", "objection", "", "?!", "SMS", "churn plus demo", "🎉", "CRM on me son"]


@pytest.mark.parametrize("text", FRENCH)
def test_french(text: str) -> None:
    assert spoken_language(text) is Language.FRENCH


@pytest.mark.parametrize("text", ENGLISH)
def test_english(text: str) -> None:
    assert spoken_language(text) is Language.ENGLISH


@pytest.mark.parametrize("text", EITHER)
def test_it_could_be_either(text: str) -> None:
    assert spoken_language(text) is None


@given(st.text())
def test_any_text_has_an_answer(text: str) -> None:
    assert spoken_language(text) in {None, *Language}
