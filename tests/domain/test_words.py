"""Words typed by people: made plain, tidied, folded and shortened without harm."""

from typing import Final

import pytest
from hypothesis import example, given
from hypothesis.strategies import characters, integers, lists, sampled_from, text

from bot.domain.words import first_sentence, folded, mentioned, plain, shortened, tidy

NAMES: Final = {"U1": "Ana Morel", "U2": "Tom Hill"}
WORDS = text(characters(codec="utf-8"), max_size=300)
PROSE = text(sampled_from("ab éœ.,;:!?…\n'’<>&#@*_-"), max_size=300)


def as_slack_writes(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@pytest.mark.parametrize(
    "written, words",
    [
        ("merci <@U1> !", "merci @Ana Morel !"),
        ("<@U9|mia.stone> et <@U8>", "@mia.stone et @U8"),
        ("dans <#C1|ventes> et <#C2>", "dans #ventes et #C2"),
        ("<!channel> <!here|here> <!subteam^S1|@sales>", "@channel here @sales"),
        ("<!subteam^S1>", "@subteam"),
        ("<!date^1700000000^{date}|14 novembre>", "14 novembre"),
        ("<https://ex.fr/a?b=1&amp;c=2>", "https://ex.fr/a?b=1&c=2"),
        ("<https://ex.fr|ex.fr>", "ex.fr"),
        ("<https://evil.example|our offer>", "our offer (https://evil.example)"),
        ("<mailto:ana@ex.fr|ana@ex.fr>", "ana@ex.fr"),
        ("3 &lt; 4 &amp;&amp; 5 &gt; 4", "3 < 4 && 5 > 4"),
        ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
        ("&lt;!channel&gt;", "<!channel>"),
    ],
)
def test_what_slack_writes_is_made_plain(written: str, words: str) -> None:
    assert plain(written, NAMES) == words


@given(WORDS)
def test_what_somebody_typed_comes_back_as_typed(words: str) -> None:
    assert plain(as_slack_writes(words), {}) == words


def test_people_are_named_once_in_order() -> None:
    assert mentioned("<@U2> puis <@U1|ana> et <@U2>, <#C1>, <!here>") == ["U2", "U1"]


@pytest.mark.parametrize(
    "nothing",
    [None, "", "  \n\t ", "\u200f\u200e", "\u202e", "\ufeff", "\u2800\u3164", "\x00\x07", "\u0301"],
)
def test_what_nobody_can_see_is_nothing(nothing: str | None) -> None:
    assert tidy(nothing) == ""


@pytest.mark.parametrize(
    "something", ["🎉", ":tada:", "é", "?", "👩🏽\u200d🚀", "שלום", "a\u202ebc"]
)
def test_what_can_be_seen_is_kept(something: str) -> None:
    assert tidy(f"  {something}\r\n ") == something


@pytest.mark.parametrize("invisible", ["\u202e", "\x80\n", "\u200b \u2060", "\u00a0\ufeff"])
def test_nothing_invisible_comes_before_the_first_letter(invisible: str) -> None:
    assert tidy(f"{invisible}abc") == "abc"


def test_what_a_database_refuses_is_left_out() -> None:
    assert tidy("un\x00 deux\ud83d\r\ntrois\rquatre") == "un deux\ntrois\nquatre"


@given(text(max_size=300))
def test_tidying_twice_changes_nothing_more(typed: str) -> None:
    tidied = tidy(typed)
    assert tidy(tidied) == tidied
    assert tidied == tidied.strip()
    tidied.encode()


@pytest.mark.parametrize(
    "words, bare",
    [
        ("L’été à Œuvres", "ete a oeuvres"),
        ("qu’il s'agit d'une réponse", "il agit une reponse"),
        ("l\u02bce-mail", "e mail"),
        ("Straße", "strasse"),
        ("\uff53\uff4d\uff53", "sms"),
        ("NAI\u0308VE", "naive"),
        ("!?… « » 🎉", ""),
        ("100 %_", "100 _"),
    ],
)
def test_folding_forgets_how_words_are_written(words: str, bare: str) -> None:
    assert folded(words) == bare


@given(WORDS)
@example("\U0001d401éta")
@example("ŉ")
@example("ǰ")
def test_folding_twice_changes_nothing_more(words: str) -> None:
    once = folded(words)
    assert folded(once) == once


@given(WORDS | PROSE, integers(1, 120))
def test_shortening_keeps_to_its_length(words: str, longest: int) -> None:
    short = shortened(words, longest)
    assert len(short) <= longest
    if short != words:
        assert short.endswith("…")
        assert words.startswith(short[:-1])


@given(lists(sampled_from(["vendre", "un", "été", "client"]), min_size=12), integers(30, 60))
def test_shortening_cuts_between_words(words: list[str], longest: int) -> None:
    whole = " ".join(words)
    kept = shortened(whole, longest).removesuffix("…").split()
    assert kept == words[: len(kept)]


@given(PROSE, integers(1, 120))
def test_a_title_is_one_line(words: str, longest: int) -> None:
    title = first_sentence(words, longest)
    assert len(title) <= longest
    assert "\n" not in title


@pytest.mark.parametrize(
    "words, title",
    [
        ("Un SMS avant l’e-mail. Ils répondent.", "Un SMS avant l’e-mail."),
        ("Un SMS d'abord\nPuis l'e-mail", "Un SMS d'abord"),
        ("Et 3.5 % de plus ! Oui.", "Et 3.5 % de plus !"),
        ("", ""),
    ],
)
def test_a_title_is_the_first_sentence(words: str, title: str) -> None:
    assert first_sentence(words, 120) == title
