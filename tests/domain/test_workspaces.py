"""What a workspace chooses: names of emoji as people type them, and what they propose."""

import pytest
from hypothesis import given, strategies as some

from bot.domain.nominations import Proposal
from bot.domain.workspaces import (
    EmojiMeansBoth,
    EmojiUnknown,
    PracticeEmojiUnknown,
    TooManyEmoji,
    WinEmojiUnknown,
    Workspace,
    WorkspaceForm,
    choose,
    emoji_named,
)


@pytest.mark.parametrize(
    "typed, names",
    [
        (":trophy:", ("trophy",)),
        ("trophy", ("trophy",)),
        (":trophy: :cup:", ("trophy", "cup")),
        (":trophy::cup:", ("trophy", "cup")),
        (" trophy,cup ;  :medal:\n", ("trophy", "cup", "medal")),
        (":Trophy: :TROPHY:", ("trophy",)),
        (":clap::skin-tone-3: :clap:", ("clap",)),
        (":+1::skin-tone-6:", ("+1",)),
        (":thumbsup:", ("+1",)),
        ("🏆 💡", ("trophy", "bulb")),
        ("🏆💡", ("trophy", "bulb")),
        ("👍🏽", ("+1",)),
        ("❤️", ("heart",)),
        (":our_cup: :e-mail: :bien-joué:", ("our_cup", "e-mail", "bien-joué")),
        (":bien-joue\u0301:", ("bien-joué",)),
        ("", ()),
        ("  \n ,; ::", ()),
    ],
)
def test_names_are_read_as_they_are_typed(typed: str, names: tuple[str, ...]) -> None:
    assert emoji_named(typed) == names


@pytest.mark.parametrize(
    "typed", ["🎈", ":trophy: 🎈", "trophy!", ":a.b:", "<script>", "a/b", "'; DROP", "x" * 101]
)
def test_what_is_no_name_is_refused_with_what_was_typed(typed: str) -> None:
    with pytest.raises(EmojiUnknown) as refused:
        emoji_named(typed)
    assert len(str(refused.value.params["typed"])) <= 41


def test_the_field_to_blame_is_named() -> None:
    assert (WinEmojiUnknown.field, PracticeEmojiUnknown.field) == ("win_emoji", "practice_emoji")
    with pytest.raises(WinEmojiUnknown):
        choose("T1", WorkspaceForm("🎈", "bulb", 2))
    with pytest.raises(PracticeEmojiUnknown):
        choose("T1", WorkspaceForm("trophy", "🎈", 2))


def test_ten_are_enough() -> None:
    with pytest.raises(TooManyEmoji):
        emoji_named(" ".join(f"cup{number}" for number in range(11)))


def test_one_emoji_says_one_thing() -> None:
    with pytest.raises(EmojiMeansBoth):
        choose("T1", WorkspaceForm(":star: :trophy:", "💡 ⭐", 2))


@given(some.text())
def test_anything_typed_is_read_or_refused(typed: str) -> None:
    try:
        names = emoji_named(typed)
    except (EmojiUnknown, TooManyEmoji):
        return
    assert emoji_named(" ".join(f":{name}:" for name in names)) == names


@pytest.mark.parametrize(
    "reaction, expected",
    [
        ("trophy", Proposal.WIN),
        ("bulb", Proposal.PRACTICE),
        ("bulb::skin-tone-2", Proposal.PRACTICE),
        ("trophy::skin-tone-6", Proposal.WIN),
        ("tada", None),
        ("bulb2", None),
        ("", None),
    ],
)
def test_the_usual_emoji(reaction: str, expected: Proposal | None) -> None:
    assert Workspace("T1").proposes(reaction) is expected


def test_with_none_no_reaction_proposes_anything() -> None:
    silent = choose("T1", WorkspaceForm("", " ", 1))
    assert silent == Workspace("T1", (), (), 1)
    assert silent.proposes("trophy") is silent.proposes("bulb") is None
