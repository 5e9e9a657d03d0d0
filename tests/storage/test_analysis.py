"""What people write and what they look for meet in the same terms."""

import pytest

from bot.domain.findings import SISTER, WHOLE, AskedWord
from storage.analysis import asked_words, compounds, line, stems, words_of

TEAM = "T1"


def asked(typed: str) -> list[str]:
    return [word.word for word in asked_words(TEAM, typed.split())]


def terms(word: AskedWord, nearness: float) -> set[str]:
    return {form.term for form in word.forms if form.nearness == nearness}


def finds(typed: str, written: str) -> bool:
    held = set(line(TEAM, words_of(written)).split())
    return all(
        any(form.term in held for form in word.forms) for word in asked_words(TEAM, typed.split())
    )


@pytest.mark.parametrize(
    "one, other",
    [
        ("négocier", "négociations"),
        ("relancer", "relance"),
        ("perdus", "perdues"),
        ("contenus", "contenu"),
        ("délais", "délai"),
        ("commerciaux", "commercial"),
        ("renewing", "renewal"),
        ("referring", "referrals"),
        ("replies", "reply"),
    ],
)
def test_inflections_share_a_term(one: str, other: str) -> None:
    [a], [b] = words_of(one), words_of(other)
    assert set(stems(a)) & set(stems(b))


@pytest.mark.parametrize(
    "one, other",
    [
        ("recommandation", "recomandation"),
        ("renouvellement", "renouvelement"),
        ("referral", "referal"),
    ],
)
def test_a_consonant_may_be_doubled_or_not(one: str, other: str) -> None:
    assert set(stems(one)) & set(stems(other))


@pytest.mark.parametrize("word", ["l’été", "naïveté", "œuvre", "日本語", "Привет"])
def test_a_term_is_made_of_plain_letters_and_digits(word: str) -> None:
    assert all(stem.isascii() and stem.isalnum() for each in words_of(word) for stem in stems(each))


@pytest.mark.parametrize(
    "typed, told",
    [
        ("quelqu un a une astuce pour le standard", ["standard"]),
        ("does anyone have tips for cold calling", ["cold", "calling"]),
        ("conseil", ["conseil"]),
        ("any advice", ["advice"]),
    ],
)
def test_what_is_said_around_a_question_tells_nothing_unless_it_is_all(
    typed: str, told: list[str]
) -> None:
    assert asked(typed) == told


def test_a_word_is_looked_for_with_those_that_mean_as_much_and_they_count_for_less() -> None:
    [word] = asked_words(TEAM, ["ristourne"])
    assert {f"t1_{stem}" for stem in stems("rabais")} <= terms(word, SISTER)
    assert terms(word, WHOLE) == {f"t1_{stem}" for stem in stems("ristourne")}


@pytest.mark.parametrize("word", ["client", "salon", "objection", "webinar"])
def test_a_word_is_not_a_sister_of_itself(word: str) -> None:
    [found] = asked_words(TEAM, [word])
    assert not terms(found, WHOLE) & terms(found, SISTER)


@pytest.mark.parametrize(
    "typed, written",
    [
        ("voice mail", "Leave a short voicemail"),
        ("hand over", "The handover"),
        ("up sell", "Upsell when they grow"),
        ("vendu", "Une vente"),
        ("acheteurs", "Le service des achats"),
        ("bought", "Why people buy"),
    ],
)
def test_a_search_finds_words_of_one_family_and_compounds(typed: str, written: str) -> None:
    assert finds(typed, written)


def test_compounds_are_found_in_one_word_too_but_not_the_inversions_of_french() -> None:
    told = ["An up-sell, a follow‑up: avez-vous essayé ?", "Dites-nous tout du rendez-vous"]
    assert compounds(told) == ["upsell", "followup"]


@pytest.mark.parametrize("text", ["", " ", "- -", "a--b", "-", "日本-語", "x-" * 3000])
def test_compounds_of_strange_texts(text: str) -> None:
    assert all(len(each) <= 64 for each in compounds([text]))
