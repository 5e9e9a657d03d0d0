"""The words around what somebody looked for."""

import pytest
from hypothesis import given, strategies as st

from bot.domain.excerpts import around, as_written, gist

LONG = (
    "Commencer par un mot aimable. " * 20 + "Proposer deux dates. " + "Puis attendre un peu. " * 20
)


@pytest.mark.parametrize(
    "texts, words, shown",
    [
        (("Devis sans réponse", "Proposer une date"), ("date",), "Proposer une date"),
        (("Devis sans réponse", "Proposer une date"), ("devis",), "Devis sans réponse"),
        (("Devis sans réponse", "Proposer une date"), ("fax",), "Devis sans réponse"),
        (("", "Proposer une date"), ("fax",), "Proposer une date"),
        (("Devis sans réponse", "Des négociations"), ("negocier",), "Des négociations"),
        # A small word is not what it is about.
        (("Devis sans réponse", "Proposer une date"), ("une", "sans"), "Devis sans réponse"),
        (("Deux\nlignes", ""), (), "Deux lignes"),
        ((), ("date",), ""),
        (("", "  "), ("date",), ""),
    ],
)
def test_the_most_telling_text_is_shown(
    texts: tuple[str, ...], words: tuple[str, ...], shown: str
) -> None:
    assert gist(texts, words, 160) == shown


def test_a_long_text_is_shown_around_the_word() -> None:
    shown = around(LONG, ["dates"], 160)
    assert "Proposer deux dates." in shown
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert len(shown) <= 160


def test_what_comes_early_or_last_is_not_cut_in_two() -> None:
    assert around(LONG, ["aimable"], 160).startswith("Commencer par")
    assert around("a " * 300 + "fin", ["fin"], 160).endswith("fin")


@given(st.text(), st.lists(st.text(min_size=1)), st.integers(min_value=100, max_value=300))
def test_it_always_fits(text: str, words: list[str], longest: int) -> None:
    assert len(gist((text, LONG), words, longest)) <= longest


def test_a_word_is_told_as_it_is_written() -> None:
    assert as_written("negociation", ["Rien", "La Négociation."]) == "négociation"
    assert as_written("negociation", ["Rien"]) == "negociation"
