"""What a workspace chooses, through Bolt: which reactions nominate, and how many it takes."""

from typing import Any

import pytest

from sandbox.gestures import Acting
from sandbox.submissions import Submission
from tests.support.company import Company
from tests.support.nominated import (
    PUBLISH,
    TELL,
    asked,
    asked_for_a_win,
    buttons,
    point_at,
    question,
)
from tests.support.rhythms import choose_rhythm

FORM = "workspaces.change"


async def choose(company: Company, *, by: Acting | None = None, **values: Any) -> Submission:
    """Choose as an admin does, from the settings of a channel; leave the rest as it was."""
    admin = by or company.ana
    await admin.command("/cordee settings", company.ventes)
    await admin.click(None, "workspaces.open")
    outcome = await admin.submit({f"{FORM}.{name}": value for name, value in values.items()})
    if outcome.ok:
        await admin.close_modal()
        await admin.close_modal()
    return outcome


def shown(person: Acting, name: str) -> Any:
    """Return what a field shows at first."""
    assert person.modal is not None
    [block] = [block for block in person.modal.blocks if block.get("block_id") == f"{FORM}.{name}"]
    element = block["element"]
    return element.get("initial_value") or element.get("initial_option", {}).get("value")


async def nominated(company: Company, emoji: str, people: int = 2) -> bool:
    """Tell whether Mia is asked when so many colleagues use an emoji."""
    before = company.slack.dm(company.mia)
    message = await company.mia.say(company.ventes, f"Text first, says {emoji}.")
    colleagues = (company.luc, company.tom, company.ana)[:people]
    await point_at(company, message, *colleagues, emoji=emoji)
    return len(company.slack.dm(company.mia)) > len(before)


async def test_it_begins_with_the_usual_and_says_back_what_was_chosen(
    company_on_both: Company,
) -> None:
    company = company_on_both
    await company.ana.command("/cordee reglages", company.ventes)
    await company.ana.click(None, "workspaces.open")
    assert company.ana.modal is not None
    assert company.ana.modal.title == "Réactions"
    assert [shown(company.ana, name) for name in ("win_emoji", "practice_emoji", "threshold")] == [
        ":trophy:",
        ":bulb:",
        "2",
    ]
    chosen = {"win_emoji": "🏆 :notre_coupe:", "practice_emoji": "", "threshold": "3"}
    await company.ana.submit({f"{FORM}.{name}": value for name, value in chosen.items()})
    said = str(company.ana.modal.blocks)
    assert ":trophy: / :notre_coupe: sur un message" in said
    assert "Aucune réaction ne propose de pratique." in said
    await company.ana.close_modal()
    assert company.ana.modal.callback_id == "settings.open", "back to the channel's settings"
    await company.ana.click(None, "workspaces.open")
    assert shown(company.ana, "win_emoji") == ":trophy: :notre_coupe:"
    assert shown(company.ana, "threshold") == "3"


async def test_the_workspaces_own_emoji_nominate(company: Company) -> None:
    company.slack.add_emoji("our_cup")
    await choose(company, win_emoji=":our_cup: :medal:", practice_emoji=":raised_hands: star")
    assert await nominated(company, "our_cup", 1)
    assert TELL in buttons(question(company, company.mia))
    assert await nominated(company, "raised_hands::skin-tone-4")
    assert PUBLISH in buttons(question(company, company.mia))
    assert await nominated(company, "star")
    assert not await nominated(company, "bulb", 3)
    assert not await nominated(company, "trophy", 3)


@pytest.mark.parametrize("threshold", [1, 3])
async def test_it_takes_as_many_people_as_was_chosen(company: Company, threshold: int) -> None:
    await choose(company, threshold=str(threshold))
    assert not await nominated(company, "bulb", threshold - 1)
    assert await nominated(company, "bulb", threshold)


async def test_none_means_none(company: Company) -> None:
    await choose(company, win_emoji="", practice_emoji="")
    assert not await nominated(company, "bulb", 3)
    assert not await nominated(company, "trophy", 3)


@pytest.mark.parametrize(
    "values, field, sentence",
    [
        ({"win_emoji": "🎈"}, "win_emoji", "Je ne reconnais pas «\u00a0🎈\u00a0»"),
        ({"practice_emoji": "<!channel>"}, "practice_emoji", "Je ne reconnais pas"),
        ({"practice_emoji": ":trophy:"}, "practice_emoji", "L’émoji :trophy: propose déjà"),
        (
            {"win_emoji": " ".join(f"c{number}" for number in range(11))},
            "win_emoji",
            "Choisis dix émojis",
        ),
    ],
)
async def test_what_cannot_be_read_is_said_beside_its_field(
    company: Company, values: dict[str, Any], field: str, sentence: str
) -> None:
    outcome = await choose(company, **values)
    assert list(outcome.errors) == [f"{FORM}.{field}"]
    assert outcome.errors[f"{FORM}.{field}"].startswith(sentence)
    chosen = await company.cordee.services.workspaces.chosen(company.slack.team_id)
    assert (chosen.win_emoji, chosen.practice_emoji) == (("trophy",), ("bulb",))


async def test_it_is_for_those_who_may_change_settings(company: Company) -> None:
    await choose_rhythm(company, company.ventes, keepers=[company.luc])
    await choose(company, by=company.luc, threshold="1")
    await company.luc.command("/cordee settings", company.ventes)
    await company.luc.click(None, "workspaces.open")
    await choose_rhythm(company, company.ventes, keepers=[])
    outcome = await company.luc.submit({f"{FORM}.threshold": "5"})
    assert "admin" in str(outcome.errors)
    chosen = await company.cordee.services.workspaces.chosen(company.slack.team_id)
    assert chosen.threshold == 1


async def test_questions_stay_open_whatever_is_chosen_meanwhile(company: Company) -> None:
    practice = await asked(company, company.ventes)
    win = await asked_for_a_win(company)
    ask, tell = company.slack.dm(company.mia)
    await choose(company, win_emoji="star", practice_emoji="", threshold="5")
    await company.settle()
    assert PUBLISH in buttons(ask)
    assert TELL in buttons(tell)
    # What was given with the former emoji is taken back with it.
    await company.luc.unreact(win, "trophy")
    await company.luc.unreact(practice, "bulb")
    await company.settle()
    assert not buttons(ask)
    assert not buttons(tell)


async def test_an_emoji_that_changes_its_meaning_is_taken_back_as_it_was_given(
    company: Company,
) -> None:
    message = await asked(company, company.ventes)
    await choose(company, win_emoji="bulb", practice_emoji="trophy")
    await company.tom.unreact(message, "bulb")
    await company.settle()
    assert not buttons(question(company, company.mia))
    await point_at(company, message, company.tom, emoji="bulb")
    assert TELL in buttons(question(company, company.mia))
