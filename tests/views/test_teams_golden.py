"""What people see of teams and tags, in both languages, as files to read."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.digests import Digest, Reach
from bot.domain.questions import Question
from bot.domain.tags import MOST_MERGED, Merge, Suggestions
from bot.domain.teams import MOST_COACHES, MOST_PEOPLE, Team, carried_by
from bot.i18n import Translator, translator
from bot.services.teams import MOST_TEAMS
from bot.views import digests, kit, tags, teams, wins
from bot.views.submissions import Submission
from sandbox.blocks import check_message
from sandbox.views import check_view
from tests.support.golden import Golden
from tests.views.shown import NAMES, NOW, WIN, pasted

SALES = Team("T1", "ventes lyon", "Ventes & <Lyon>", frozenset({"U2", "U1"}), frozenset({"U1"}))
MARKETING = Team("T1", "marketing", "Marketing", frozenset({"U3"}), frozenset({"U3", "U4"}))
MERGE = Merge(("tarif", "grille & <prix>"), "prix")
CARRIED = ["Marketing", "Ventes & <Lyon>"]


def digest(t: Translator) -> kit.Message:
    """Return the digest of a week in which two teams carried a win together."""
    shared = replace(WIN, people=("U1", "U3"))
    names = tuple(team.name for team in carried_by(shared.people, [MARKETING, SALES]))
    told = Digest(
        channel_id="C1",
        week="2026-W48",
        reach=Reach(NOW, NOW, NOW),
        wins=(shared,),
        practices=(),
        question=Question("thanks-to"),
        shared={shared.win_id: names},
    )
    return digests.digest_message(t, told, {**NAMES, "U3": "Inès Caron"})


SHOWN: dict[str, Callable[[Translator], Any]] = {
    "teams/list": lambda t: teams.teams_modal(t, [MARKETING, SALES], NAMES),
    "teams/list-empty": lambda t: teams.teams_modal(t, [], {}),
    "teams/form": teams.team_modal,
    "teams/form-to-change": lambda t: teams.team_modal(t, SALES),
    "teams/remove": lambda t: teams.remove_team_modal(t, SALES),
    "teams/shared-win": lambda t: wins.win_card(t, WIN, teams=CARRIED),
    "teams/digest": digest,
    "tags/merge": tags.merge_modal,
    "tags/confirm": lambda t: tags.confirm_merge_modal(t, MERGE),
    "tags/merged": lambda t: tags.merged_modal(t, MERGE),
}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", SHOWN)
def test_what_is_seen(golden: Golden, name: str, language: str) -> None:
    golden(f"{name}-{language}", pasted(SHOWN[name](translator(language))))


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", SHOWN)
def test_slack_takes_it(name: str, language: str) -> None:
    made = SHOWN[name](translator(language))
    if isinstance(made, kit.Message):
        check_message(json.loads(json.dumps(made.blocks)))
    else:
        check_view(made, made["type"])


@pytest.mark.parametrize("language", ["fr", "en"])
def test_slack_takes_as_many_and_as_large_teams_as_there_may_be(language: str) -> None:
    people = frozenset(f"U{number:010}" for number in range(MOST_PEOPLE))
    coaches = frozenset(sorted(people)[:MOST_COACHES])
    named = [
        Team("T1", f"{'x' * 60} {number}", "&" * 40, people, coaches)
        for number in range(MOST_TEAMS)
    ]
    t = translator(language)
    shown = teams.teams_modal(t, named, {})
    check_view(shown, "modal")
    assert len(json.dumps(shown)) < 250_000
    check_view(teams.team_modal(t, named[0]), "modal")
    check_view(teams.remove_team_modal(t, named[0]), "modal")


@pytest.mark.parametrize("character", ["x", "&", "é", "日", "😀"])
def test_slack_takes_the_longest_tags(character: str) -> None:
    merge = Merge(tuple(character * 38 + f"{number:02}" for number in range(MOST_MERGED)), "é" * 40)
    for language in ("fr", "en"):
        t = translator(language)
        asked = tags.confirm_merge_modal(t, merge)
        check_view(asked, "modal")
        assert tags.read_confirmed({**asked, "state": {"values": {}}}) == merge
        check_view(tags.merged_modal(t, merge), "modal")


def test_a_field_shows_the_tags_that_are_there() -> None:
    field = tags.tags_input(translator("fr"), "any.form", ["prix", "remise"])
    shown = [option["value"] for option in field["element"]["initial_options"]]
    assert shown == ["prix", "remise"]
    chosen = {"selected_options": field["element"]["initial_options"]}
    values = {"any.form.tags": {"any.form.tags": chosen}}
    view = {"callback_id": "any.form", "state": {"values": values}}
    assert tags.read_tags(Submission(view)) == ("prix", "remise")


def test_a_new_tag_is_offered_as_one() -> None:
    found = tags.suggested(translator("fr"), Suggestions(("prix",), ("prix ferme",)))
    assert [option.get("description", {}).get("text") for option in found] == [
        None,
        "Nouvelle étiquette",
    ]
