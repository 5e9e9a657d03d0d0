"""Tags: what people type, how it is suggested, what becomes what."""

import pytest
from hypothesis import given
from hypothesis.strategies import text

from bot.domain.tags import (
    LONGEST_KEY,
    LONGEST_TAG,
    MOST_SUGGESTED,
    MOST_TAGS,
    Merge,
    MergedIntoItself,
    MergedMeanwhile,
    NoTagToBecome,
    NothingToMerge,
    Suggestions,
    Tag,
    canonical,
    check_merge,
    key_of,
    suggest,
    tags_of,
    written,
)


def tag(name: str, merged_into: str | None = None) -> Tag:
    return Tag("T1", key_of(name), name, merged_into)


def known(*tags: Tag) -> dict[str, Tag]:
    return {tag.key: tag for tag in tags}


@pytest.mark.parametrize(
    "typed, tags",
    [
        (None, ()),
        ("", ()),
        ("   ", ()),
        ("prix, objection", ("prix", "objection")),
        ("#prix #objection", ("prix", "objection")),
        ("Prix; prix,  PRIX\nSMS", ("Prix", "SMS")),
        ("prix  ferme, prix_ferme", ("prix ferme",)),
        (" , !!, 🎉, ,\u2060", ()),
        ("🎉 fête", ("🎉 fête",)),
        ("é" * 200, ("é" * LONGEST_TAG,)),
        (", ".join(f"tag{i}" for i in range(100)), tuple(f"tag{i}" for i in range(MOST_TAGS))),
    ],
)
def test_tags_are_plain_and_each_once(typed: str | None, tags: tuple[str, ...]) -> None:
    assert tags_of(typed) == tags


@given(text(max_size=400))
def test_tags_keep_to_their_limits(typed: str) -> None:
    tags = tags_of(typed)
    assert len(tags) <= MOST_TAGS
    assert all(0 < len(tag) <= LONGEST_TAG and "#" not in tag for tag in tags)
    assert len({key_of(tag) for tag in tags}) == len(tags)
    assert tags_of(", ".join(tags)) == tags
    assert all(0 < len(key_of(tag)) <= LONGEST_KEY for tag in tags)


# ------------------------------------------------------------------ as the workspace writes them


def test_a_tag_is_written_as_whoever_used_it_first_wrote_it() -> None:
    there = known(tag("Prix ferme"))
    assert canonical(["prix fermé", "neuf"], there) == ("Prix ferme", "neuf")


def test_a_merged_tag_is_what_it_became_and_stands_once() -> None:
    there = known(tag("rabais", "remise"), tag("Remise"))
    assert canonical(["Rabais", "remise"], there) == ("Remise",)


# ------------------------------------------------------------------ while somebody types


NAMES = ["Relance", "Prix ferme", "Prix", "Grille de prix", "Démo"]


def test_what_begins_so_comes_before_what_holds_it() -> None:
    found = suggest("PRI", NAMES)
    assert found == Suggestions(("Prix", "Prix ferme", "Grille de prix"), ("PRI",))


def test_what_is_a_tag_already_is_not_offered_as_new() -> None:
    assert suggest("#démo ", NAMES) == Suggestions(("Démo",))
    assert suggest("demo", NAMES) == Suggestions(("Démo",))


@pytest.mark.parametrize("typed", ["", " ", "#", "🎉", "!!", ",,,"])
def test_what_has_no_letter_suggests_nothing(typed: str) -> None:
    assert suggest(typed, NAMES) == Suggestions()


def test_several_can_be_typed_at_once() -> None:
    assert suggest("démo, prix ferme, fax", NAMES) == Suggestions(("Démo", "Prix ferme"), ("fax",))


def test_no_more_is_offered_than_a_select_takes() -> None:
    names = [f"prix {i}" for i in range(300)]
    found = suggest("prix, remise", names)
    assert len(found.known) + len(found.new) == MOST_SUGGESTED
    assert found.new == ("prix", "remise")


# ------------------------------------------------------------------ merging


THERE = known(tag("Prix"), tag("Tarif"), tag("Remise"), tag("rabais", "remise"))


def test_tags_become_one_that_is_there_or_a_new_one() -> None:
    check_merge(Merge(("tarif",), "PRIX"), THERE)
    check_merge(Merge(("tarif", "Prix"), "Argent"), THERE)


def test_a_merge_names_tags_as_they_are_written() -> None:
    assert written(Merge(("TARIF",), "prix"), THERE) == Merge(("Tarif",), "Prix")
    assert written(Merge(("TARIF",), "Argent"), THERE).into == "Argent"


def test_a_tag_does_not_become_itself() -> None:
    with pytest.raises(MergedIntoItself):
        check_merge(Merge(("Prix", "Tarif"), "prix"), THERE)


def test_what_was_merged_is_merged_no_more() -> None:
    """Nor does anything become it: that would be a cycle, or a surprise."""
    with pytest.raises(MergedMeanwhile) as refused:
        check_merge(Merge(("rabais",), "Prix"), THERE)
    assert refused.value.params == {"tag": "rabais", "into": "Remise"}
    with pytest.raises(MergedMeanwhile):
        check_merge(Merge(("remise",), "rabais"), THERE)


@pytest.mark.parametrize("merged", [(), ("inconnu",), ("Prix", "inconnu"), ("🎉",)])
def test_only_tags_that_exist_are_merged(merged: tuple[str, ...]) -> None:
    with pytest.raises(NothingToMerge):
        check_merge(Merge(merged, "Tarif"), THERE)


@pytest.mark.parametrize("into", ["", " ", "🎉", "#"])
def test_tags_become_something_that_can_be_looked_for(into: str) -> None:
    with pytest.raises(NoTagToBecome):
        check_merge(Merge(("Prix",), into), THERE)
