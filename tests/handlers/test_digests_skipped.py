"""A week without a digest: skipped by those who may, and not after all; one a week all the same."""

from datetime import UTC, datetime, timedelta

from sandbox.gestures import Acting
from sandbox.nouns import Message
from tests.handlers.test_digests import FRIDAY, FRIDAY_1630, WEEK, preview
from tests.support.company import Company
from tests.support.rhythms import choose_rhythm

MONDAY_1100 = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def buttons(message: Message) -> list[str]:
    rows = [block["elements"] for block in message.blocks if block["type"] == "actions"]
    return [element["action_id"] for row in rows for element in row]


def digests(company: Company) -> int:
    return len(company.slack.messages(company.ventes))


async def rhythm(company: Company) -> None:
    await choose_rhythm(company, company.ventes, digest=(FRIDAY, "16:30"))


async def skip(company: Company, by: Acting | None = None) -> Message:
    """Skip the week of a preview; return what it becomes."""
    person = by or company.ana
    await person.click(await preview(company, company.ventes, by=person), "digests.skip")
    return person.ephemerals(company.ventes)[-1]


async def test_a_skipped_week_has_none_and_the_next_one_has(company_on_both: Company) -> None:
    company = company_on_both
    await rhythm(company)
    said = await skip(company)
    assert said.text == (
        "Pas de récap cette semaine. Le prochain part tout seul vendredi 4 décembre à 16:30."
    )
    await company.move_to(FRIDAY_1630)
    assert digests(company) == 0
    await company.move_to(FRIDAY_1630 + WEEK)
    assert digests(company) == 1
    await company.move_to(FRIDAY_1630 + 2 * WEEK)
    assert digests(company) == 2


async def test_not_after_all(company: Company) -> None:
    await rhythm(company)
    said = await skip(company)
    await company.ana.click(said, "digests.resume")
    heard = company.ana.ephemerals(company.ventes)[-1].text
    assert "vendredi 27 novembre à 16:30" in heard
    await company.move_to(FRIDAY_1630)
    assert digests(company) == 1


async def test_not_after_all_too_late_makes_nothing_up(company: Company) -> None:
    await rhythm(company)
    said = await skip(company)
    await company.move_to(FRIDAY_1630 + timedelta(hours=1))
    await company.ana.click(said, "digests.resume")
    assert "4 décembre" in company.ana.ephemerals(company.ventes)[-1].text
    await company.let(minutes=1)
    assert digests(company) == 0


async def test_a_skipped_week_then_by_hand(company: Company) -> None:
    await rhythm(company)
    said = await skip(company)
    shown = await preview(company, company.ventes)
    assert buttons(shown) == ["digests.send"], "there is nothing left to skip"
    assert "4 décembre" in shown.text
    await company.ana.click(shown, "digests.send")
    await company.settle()
    assert digests(company) == 1
    await company.ana.click(said, "digests.resume")
    heard = [message.text for message in company.ana.ephemerals(company.ventes)]
    assert any("rien n’est sauté" in text and "4 décembre" in text for text in heard), "one a week"
    await company.move_to(FRIDAY_1630)
    assert digests(company) == 1
    await company.move_to(FRIDAY_1630 + WEEK)
    assert digests(company) == 2


async def test_two_people_skip_one_week(company_on_both: Company) -> None:
    company = company_on_both
    await choose_rhythm(company, company.ventes, digest=(FRIDAY, "16:30"), keepers=[company.luc])
    first = await preview(company, company.ventes)
    second = await preview(company, company.ventes, by=company.luc)
    await company.ana.click(first, "digests.skip")
    await company.luc.click(second, "digests.skip")
    said = company.luc.ephemerals(company.ventes)[-1]
    assert said.text.startswith("Pas de récap cette semaine."), "it is skipped, whoever did it"
    await company.luc.click(said, "digests.resume")
    assert "27 novembre" in company.luc.ephemerals(company.ventes)[-1].text
    await company.ana.click(company.ana.ephemerals(company.ventes)[-1], "digests.resume")
    assert "entre-temps" in company.ana.ephemerals(company.ventes)[-1].text
    await company.luc.click(await preview(company, company.ventes, by=company.luc), "digests.skip")
    await company.move_to(FRIDAY_1630 + WEEK)
    assert digests(company) == 1


async def test_it_is_for_those_who_may_change_settings(company: Company) -> None:
    await choose_rhythm(company, company.ventes, digest=(FRIDAY, "16:30"), keepers=[company.luc])
    read = await preview(company, company.ventes, by=company.tom)
    assert buttons(read) == []
    assert "post it now" in read.text
    shown = await preview(company, company.ventes, by=company.luc)
    assert buttons(shown) == ["digests.send", "digests.skip"]
    await choose_rhythm(company, company.ventes, digest=(FRIDAY, "16:30"), keepers=[])
    await company.luc.click(shown, "digests.skip")
    await company.luc.click(shown, "digests.send")
    await company.settle()
    assert digests(company) == 0
    await company.move_to(FRIDAY_1630)
    assert digests(company) == 1, "and it is looked at again at the click"


async def test_where_none_is_planned_none_is_skipped(company: Company) -> None:
    assert buttons(await preview(company, company.ventes)) == ["digests.send"]
    await rhythm(company)
    shown = await preview(company, company.ventes)
    await choose_rhythm(company, company.ventes)
    await company.ana.click(shown, "digests.skip")
    assert company.ana.ephemerals(company.ventes)[-1].text.startswith("Aucun récap n’est prévu")


async def test_a_changed_schedule_sends_no_second_one(company: Company) -> None:
    await choose_rhythm(company, company.ventes, digest=(0, "11:00"))
    await company.move_to(MONDAY_1100)
    assert digests(company) == 1
    await rhythm(company)
    assert buttons(await preview(company, company.ventes)) == []
    await company.move_to(FRIDAY_1630 + timedelta(days=2))
    assert digests(company) == 1
    await company.move_to(FRIDAY_1630 + WEEK)
    assert digests(company) == 2
