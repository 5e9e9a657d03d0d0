"""Open questions for coaches: enough of them, short enough, and none decides for anybody."""

import pytest

from bot.domain.coaching import ALL, QUESTIONS, is_verdict
from bot.i18n import translator

LONGEST_OPTION = 75


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_question_fits_and_is_one(language: str) -> None:
    t = translator(language)
    told = [t(words) for words in ALL.values()]
    assert all(words.endswith("?") and len(words) <= LONGEST_OPTION for words in told)
    assert len(set(told)) == len(told)
    assert not [words for words in told if is_verdict(words)]


def test_each_step_has_enough_to_choose_from() -> None:
    assert all(len(questions) >= 6 for questions in QUESTIONS.values())


@pytest.mark.parametrize(
    "words, is_one",
    [
        ("You should call them first.", True),
        ("Why didn't you ask?", True),
        ("Tu devrais demander à l’accueil.", True),
        ("Il faut que tu les appelles.", True),
        ("Pourquoi tu n’as pas appelé ?", True),
        ("What would you need?", False),
        ("Que te faudrait-il ?", False),
        ("Qu’est-ce qui te ferait gagner du temps ?", False),
    ],
)
def test_a_verdict_is_told_from_a_question(words: str, is_one: bool) -> None:
    assert is_verdict(words) is is_one
