"""What people type is read as words, phrases and filters; nothing that they type is refused."""

from datetime import date

import pytest
from hypothesis import given, strategies as st

from bot.domain.library import EVERY_KIND, LONGEST_SEARCH, Kind, Query, about, parse

TODAY = date(2026, 11, 24)


def read(typed: str) -> Query:
    return parse(typed, TODAY)


@pytest.mark.parametrize(
    "typed, words",
    [
        ("price objection", ("price", "objection")),
        ("L’Objection  SUR le Prix", ("objection", "sur", "le", "prix")),
        ("l'œuvre", ("oeuvre",)),
        ("first_call", ("first", "call")),
        ("prix 🎯 -sms* (été)", ("prix", "sms", "ete")),
        ("", ()),
        ("  \u200b ", ()),
        ("🎉", ()),
        ("https://acme.example 14:30", ("https", "acme", "example", "14", "30")),
        ("' OR 1=1 -- \x00", ("or", "1", "1")),
    ],
)
def test_words_are_folded(typed: str, words: tuple[str, ...]) -> None:
    assert read(typed).words == words


@pytest.mark.parametrize(
    "typed",
    [
        'avant "objection de prix" après',
        "avant “objection de prix” après",
        "avant «\u00a0objection de prix\u00a0» après",
        "avant „Objection de Prix“ après",
    ],
)
def test_quoted_words_are_a_phrase_and_words_too(typed: str) -> None:
    query = read(typed)
    assert query.phrases == ("objection de prix",)
    assert query.words == ("avant", "objection", "de", "prix", "apres")


@pytest.mark.parametrize(
    "typed", ['"objection de prix', "« objection de prix", "objection” de prix"]
)
def test_quotes_left_open_are_no_phrase(typed: str) -> None:
    query = read(typed)
    assert query.phrases == ()
    assert query.words == ("objection", "de", "prix")


@pytest.mark.parametrize(
    "typed, tags",
    [
        ("#prix", ("prix",)),
        ("tag:Été relance", ("ete",)),
        ('tag:"first contact"', ("first contact",)),
        ("#“first contact” #prix", ("first contact", "prix")),
        ("étiquette:prix", ("prix",)),
        ("e\u0301tiquette:prix", ("prix",)),
        ("tag:#prix", ("prix",)),
        ("tag: prix", ("prix",)),
    ],
)
def test_tags(typed: str, tags: tuple[str, ...]) -> None:
    assert read(typed).tags == tags


@pytest.mark.parametrize(
    "typed", ["team:Ventes", "équipe:ventes", "Equipe:VENTES", "TEAM:“ventes”"]
)
def test_a_team(typed: str) -> None:
    query = read(typed)
    assert (query.team, query.words) == ("ventes", ())


@pytest.mark.parametrize(
    "typed, kinds",
    [
        ("kind:win", {Kind.WIN}),
        ("type:réussite", {Kind.WIN}),
        ("type:pratiques", {Kind.PRACTICE}),
        ("type:astuce", {Kind.PRACTICE}),
        ("kind:tip", {Kind.PRACTICE}),
        ("kind:trial", {Kind.TRIAL}),
        ("type:essais", {Kind.TRIAL}),
        ("win", EVERY_KIND),
    ],
)
def test_kinds(typed: str, kinds: set[Kind]) -> None:
    assert read(typed).kinds == kinds


@pytest.mark.parametrize(
    "typed, since, until",
    [
        ("since:2026-09-01", date(2026, 9, 1), None),
        ("depuis:2026-09", date(2026, 9, 1), None),
        ("depuis:2026", date(2026, 1, 1), None),
        ("until:2026-09", None, date(2026, 9, 30)),
        ("until:2028-02", None, date(2028, 2, 29)),
        ("until:2026", None, date(2026, 12, 31)),
        ("avant:2026-09-01", None, date(2026, 8, 31)),
        ("before:2026-09", None, date(2026, 8, 31)),
        ("après:2026-09", date(2026, 10, 1), None),
        ("since:2026-9-1 until:2026-9-3", date(2026, 9, 1), date(2026, 9, 3)),
        ("depuis:hier", date(2026, 11, 23), None),
        ("since:week", date(2026, 11, 17), None),
        ("depuis:aujourd’hui", TODAY, None),
    ],
)
def test_dates(typed: str, since: date | None, until: date | None) -> None:
    query = read(typed)
    assert (query.since, query.until, query.words) == (since, until, ())


@pytest.mark.parametrize(
    "typed",
    [
        "since:2026-13-45",
        "since:2026-02-30",
        "until:0000",
        "before:0001-01-01",
        "after:9999",
        "depuis:bientôt",
        "kind:objective",
        "colour:red",
        "since:\uff12\uff10\uff12\uff16",
    ],
)
def test_what_cannot_be_read_as_a_filter_is_looked_for(typed: str) -> None:
    query = read(typed)
    assert query.words
    assert not query.is_filtered


@pytest.mark.parametrize(
    "typed, is_open",
    [("obj", True), ("obj ", True), ("obj?", False), ('"obj"', False), ("obj #prix", False)],
)
def test_the_last_word_may_be_the_beginning_of_one(typed: str, is_open: bool) -> None:
    assert read(typed).is_open is is_open


def test_only_the_beginning_of_a_long_search_is_looked_at() -> None:
    query = read("prix " * 1000)
    assert len(query.typed) <= LONGEST_SEARCH
    assert set(query.words) <= {"prix"}


@given(st.text(max_size=5000) | st.text(alphabet='":#«»“”taginceuv 2026-', max_size=80))
def test_nothing_raises(typed: str) -> None:
    query = read(typed)
    assert all(word and "_" not in word and not word.isspace() for word in query.words)


def test_what_is_near_a_text_is_looked_for_by_its_words_alone() -> None:
    near = about('Un SMS, pas un "e-mail" #prix kind:win un sms ! ' + "très " * 99, {Kind.TRIAL})
    assert near.words[:7] == ("un", "sms", "pas", "e", "mail", "prix", "kind")
    assert near.words.count("sms") == 1
    plain = Query(near.typed, near.typed, near.words, kinds={Kind.TRIAL})
    assert near == plain
    assert len(near.typed) <= LONGEST_SEARCH
