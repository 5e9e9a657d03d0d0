"""Objectives: their moves, when they may end, and the remark on numbers."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain import objectives as rules
from bot.domain.agreements import Stance, Voice
from bot.domain.gestures import Gesture
from bot.domain.objectives import (
    EmptyAim,
    EmptyAsking,
    EndsBeforeToday,
    EndsInYears,
    NotItsProposer,
    Objective,
    ObjectiveForm,
    Outcome,
)
from bot.domain.stages import MovedOn, Stage

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DECIDES = NOW + timedelta(days=2)
AGREED_ON = date(2026, 11, 25)
GESTURE = Gesture("g", "T1", "U1", NOW)
FORM = ObjectiveForm(" Que chacun\nsache. ", "", "", date(2027, 2, 26), "C1", "d1")


def proposed(form: ObjectiveForm = FORM) -> Objective:
    return rules.propose(GESTURE, form, DECIDES, AGREED_ON)


def test_it_goes_from_a_proposal_to_what_became_of_it() -> None:
    objective = proposed()
    assert (objective.stage, objective.aim, objective.due_at) == (
        Stage.PROPOSED,
        "Que chacun\nsache.",
        DECIDES,
    )
    running = rules.agree(objective, DECIDES, NOW + timedelta(days=90))
    concluding = rules.reveal(rules.end(running), NOW + timedelta(days=95))
    over = rules.conclude(concluding, Outcome.KEPT, " Le prénom. ", NOW)
    assert (over.outcome, over.lesson, over.is_over, over.due_at) == (
        Outcome.KEPT,
        "Le prénom.",
        True,
        None,
    )


def test_what_was_agreed_is_revised_and_agreed_anew() -> None:
    running = rules.agree(proposed(), DECIDES, NOW + timedelta(days=90))
    rules.check_revisable(running)
    revised = rules.amend(running, replace(FORM, aim="Autrement."), DECIDES, AGREED_ON)
    assert (revised.stage, revised.version) == (Stage.PROPOSED, running.version + 1)
    assert rules.changed(running, revised) == ("aim",)


@pytest.mark.parametrize("stage", [Stage.DEBRIEFING, Stage.CONCLUDING, Stage.CONCLUDED])
def test_what_is_over_is_not_revised(stage: Stage) -> None:
    over = replace(proposed(), stage=stage)
    with pytest.raises(MovedOn):
        rules.check_revisable(over)
    with pytest.raises(MovedOn):
        rules.withdraw(over, "U1")


@pytest.mark.parametrize(
    "ends_on, refused",
    [
        (date.min, EndsBeforeToday),
        (AGREED_ON, EndsBeforeToday),
        (AGREED_ON + timedelta(days=367), EndsInYears),
        (date.max, EndsInYears),
    ],
)
def test_it_ends_after_it_is_agreed_and_within_a_year(
    ends_on: date, refused: type[Exception]
) -> None:
    with pytest.raises(refused):
        proposed(replace(FORM, ends_on=ends_on))
    first = AGREED_ON + timedelta(days=1)
    assert proposed(replace(FORM, ends_on=first)).ends_on == first


def test_it_says_something() -> None:
    with pytest.raises(EmptyAim):
        proposed(replace(FORM, aim=" \n "))
    with pytest.raises(EmptyAsking):
        rules.question(proposed(), "  ")
    assert rules.question(proposed(), " Et la nuit ? ") == "Et la nuit ?"
    with pytest.raises(MovedOn):
        rules.question(replace(proposed(), stage=Stage.CONCLUDED), "Et la nuit ?")


def test_only_whoever_proposed_it_takes_it_back() -> None:
    with pytest.raises(NotItsProposer):
        rules.withdraw(proposed(), "U2")
    assert rules.withdraw(proposed(), "U1").is_over


def test_who_is_in_it_stands_together_once() -> None:
    voices = [Voice(who, Stance.IN, NOW) for who in ("U2", "U1")]
    voices.append(Voice("U3", Stance.HELPS, NOW))
    assert rules.people_of(proposed(), voices) == ("U1", "U2")
    assert rules.people_of(replace(proposed(), owner_id=""), voices) == ("U2", "U1")


@pytest.mark.parametrize(
    "aim, remarked",
    [
        ("Que chaque client sache qui appeler.", False),
        ("Dix clients qui restent.", False),
        ("30 clients qui restent.", False),
        ("1 200 clients, ou 1.200,50 €.", True),
        ("1\u202f200 clients qui restent.", False),
        ("30 appels et 12 rendez-vous par jour.", True),
        ("Un client en B2B, 24/7, en 2027.", False),
        ("10 % en 2026, 20 % en 2027.", True),
    ],
)
def test_more_than_one_number_earns_a_remark(aim: str, remarked: bool) -> None:
    assert rules.has_many_numbers(replace(FORM, aim=aim)) is remarked
