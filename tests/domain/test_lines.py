"""A line of a library's file is read with care, and says what is wrong with it."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, strategies as st

from bot.domain.lines import Line, WrongLine, read_line, written
from bot.domain.transfer import Known, bring, told
from bot.domain.visibility import Audience

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
LEAST = {"kind": "practice", "title": "Call before noon", "text": "People answer."}


def line(**more: Any) -> Line:
    return read_line(json.dumps(LEAST | more))


def test_three_fields_are_enough() -> None:
    read = line()
    assert (read.kind, read.title, read.text) == ("practice", "Call before noon", "People answer.")
    assert read.id == line().id != line(title="Call after noon").id


@pytest.mark.parametrize(
    "said, reason",
    [
        ("{", "this is not JSON"),
        ("[1]", "one object"),
        ("[" * 100_000, "this is not JSON"),
        (json.dumps(LEAST | {"kind": "trial"}), "practice or win, not “trial”"),
        (json.dumps(LEAST | {"title": " \u200b "}), "title is empty"),
        (json.dumps({"kind": "win", "title": "x"}), "text is missing"),
        (json.dumps(LEAST | {"text": 3}), "text must be text"),
        (json.dumps(LEAST | {"text": "x" * 30_001}), "longer than 30,000 characters"),
        (json.dumps(LEAST | {"id": "x" * 256}), "id is longer than 255"),
        (json.dumps(LEAST | {"id": ""}), "not empty"),
        (json.dumps(LEAST | {"id": "a\x00b"}), "nobody can type"),
        (json.dumps(LEAST | {"tags": {"a": 1}}), "tags must be text"),
        (json.dumps(LEAST | {"language": "french"}), "language must be a code"),
        (json.dumps(LEAST | {"created_at": "2026-13-45"}), "created_at is no date"),
        (json.dumps(LEAST | {"created_at": "0001-01-01T00:00+14:00"}), "created_at is no date"),
        (json.dumps(LEAST | {"audience": "friends"}), "audience must be one of"),
        (json.dumps(LEAST | {"echoes": [{"author": "U1"}]}), "happened is missing"),
        (json.dumps(LEAST | {"source": {"ts": "1.0"}}), "source must say"),
    ],
)
def test_what_is_wrong_is_said(said: str, reason: str) -> None:
    with pytest.raises(WrongLine) as refusal:
        read_line(said)
    assert reason in str(refusal.value)


def test_what_is_given_loosely_is_taken() -> None:
    read = line(
        id=12,
        tags="prix, objection",
        language="fr-FR",
        channel="#ventes",
        created_at="2026-03-31",
        author=None,
    )
    assert (read.id, read.tags, read.language) == ("12", ("prix", "objection"), "fr")
    assert (read.channel, read.author) == ("ventes", "")
    assert read.created_at == datetime(2026, 3, 31, tzinfo=UTC)


def test_a_long_title_opens_the_text() -> None:
    title = "word " * 40
    brought = bring(line(title=title), Known("", Audience.EVERYONE, ""), "T1", NOW)
    again = bring(read_line(told(brought.item)), Known("", Audience.EVERYONE, ""), "T1", NOW)
    said = json.loads(told(brought.item))
    assert said["title"].endswith("word…")
    assert len(said["title"]) <= 120
    assert said["text"] == f"{title.strip()}\n\nPeople answer."
    assert told(again.item) == told(brought.item)


@given(st.text(min_size=1), st.text(min_size=1), st.sampled_from(["win", "practice"]))
def test_what_is_taken_out_comes_back_as_it_was(title: str, text: str, kind: str) -> None:
    said = json.dumps({"kind": kind, "id": "1", "title": title, "text": text})
    known = Known("C01", Audience.EVERYONE, "U01", ("U01",))
    try:
        first = told(bring(read_line(said), known, "T1", NOW).item)
    except WrongLine:
        return
    assert told(bring(read_line(first), known, "T1", NOW).item) == first


@given(st.text())
def test_nothing_that_is_no_line_is_taken(said: str) -> None:
    with pytest.raises(WrongLine):
        read_line(said)


def test_a_line_is_written_as_it_is_read() -> None:
    read = line(id="1", source={"channel": "C1", "ts": "1.0"}, people=["U01"], customer="glad")
    assert read_line(written(read)) == read
