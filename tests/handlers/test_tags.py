"""Tags through Bolt: what is suggested to whom, how they are kept, what merging them changes."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.visibility import Sight
from sandbox.errors import ClientRefused
from sandbox.gestures import Acting
from sandbox.nouns import Channel, View
from tests.support.breaking import Breaking
from tests.support.company import Company
from tests.support.rhythms import choose_rhythm

FIELD = "practices.share.tags"
MERGED, INTO = "tags.merge.merged", "tags.merge.into"
EVERYTHING = Sight(everywhere=True)


def front(person: Acting) -> View:
    assert person.modal is not None
    return person.modal


def said(person: Acting) -> str:
    """Return the words of the modal in front of somebody."""
    blocks = front(person).blocks
    return "\n".join(str(block.get("text", {}).get("text", "")) for block in blocks)


async def offered(person: Acting, typed: str, field: str = FIELD) -> list[str]:
    """Return what a field suggests; what it would make anew is marked."""
    options = await person.suggestions(None, field, typed)
    return [("+" if "description" in one else "") + one["value"] for one in options]


async def choose(person: Acting, *typed: str, field: str = FIELD) -> list[Any]:
    """Type each tag and take what is offered for it; return the choices."""
    chosen = []
    for one in typed:
        options = await person.suggestions(None, field, one)
        chosen.append(next(o for o in options if o["value"].casefold() == one.casefold()))
    return chosen


async def pass_on(
    company: Company,
    title: str,
    *tags: str,
    by: Acting | None = None,
    channel: Channel | None = None,
    audience: str = "everyone",
) -> None:
    """Pass on a practice under tags that are typed one after another."""
    person = by or company.ana
    await person.command(f"/tip {title}", channel or company.ventes)
    chosen = await choose(person, *tags)
    outcome = await person.submit({FIELD: chosen, "practices.share.audience": audience})
    assert outcome.ok


async def tags_of(company: Company) -> dict[str, tuple[str, ...]]:
    """Return the tags of every practice, by title."""
    database = company.cordee.services.tags._database
    async with database.read(company.slack.team_id) as tx:
        found = await tx.practices.latest(EVERYTHING, 99)
    return {practice.title: practice.tags for practice in found}


async def found(company: Company, typed: str, by: Acting | None = None) -> str:
    """Return what a search answers to somebody."""
    outcome = await (by or company.tom).command(f"/practices {typed}", company.ventes)
    return outcome.text


async def open_merging(company: Company, by: Acting | None = None) -> Acting:
    """Open the merging of tags, from the settings of a channel."""
    person = by or company.ana
    await person.command("/cordee settings", company.ventes)
    await person.click(None, "tags.open")
    return person


async def merge(company: Company, *merged: str, into: str, by: Acting | None = None) -> Acting:
    """Merge tags as their owner does it, up to the last question."""
    person = await open_merging(company, by)
    chosen = await choose(person, *merged, field=MERGED)
    [target] = await choose(person, into, field=INTO)
    await person.submit({MERGED: chosen, INTO: target})
    return person


# ------------------------------------------------------------------ while somebody types


async def test_tags_are_suggested_and_new_ones_can_be_made(company_on_both: Company) -> None:
    company = company_on_both
    await pass_on(company, "Un devis court", "prix ferme", "Relance")
    await pass_on(company, "Une grille", "grille de prix")
    await company.tom.command("/tip Call twice", company.ventes)
    assert await offered(company.tom, "PRI") == ["prix ferme", "grille de prix", "+PRI"]
    assert await offered(company.tom, "relance") == ["Relance"]
    assert await offered(company.tom, "#démo, prix ferme") == ["prix ferme", "+démo"]
    assert await offered(company.tom, "p") == ["prix ferme", "grille de prix", "+p"]


@pytest.mark.parametrize("typed", [" ", "#", "🎉", ", ,", "\u2800"])
async def test_what_has_no_letter_is_no_tag(company: Company, typed: str) -> None:
    await company.ana.command("/astuce Un SMS avant", company.ventes)
    assert await offered(company.ana, typed) == []


async def test_a_long_word_is_cut_and_a_hundred_are_ten(company: Company) -> None:
    await company.ana.command("/astuce Un SMS avant", company.ventes)
    assert await offered(company.ana, "é" * 200) == ["+" + "é" * 40]
    many = await offered(company.ana, ", ".join(f"tag{i}" for i in range(100)))
    assert many == [f"+tag{i}" for i in range(10)]
    eleven = [
        {"text": {"type": "plain_text", "text": f"t{i}"}, "value": f"t{i}"} for i in range(11)
    ]
    with pytest.raises(ClientRefused):
        await company.ana.submit({FIELD: eleven})
    [hint] = [b["hint"]["text"] for b in front(company.ana).blocks if b.get("block_id") == FIELD]
    assert "Dix au plus" in hint


async def test_more_tags_than_a_select_shows(company: Company) -> None:
    for page in range(12):
        tags = [f"prix {page:02}{i}" for i in range(10)]
        await pass_on(company, f"Astuce {page}", *tags)
    await company.tom.command("/tip Call twice", company.ventes)
    assert len(await offered(company.tom, "prix")) == 100


async def test_tags_of_what_one_may_not_see_are_not_suggested(company_on_both: Company) -> None:
    company = company_on_both
    await pass_on(
        company, "Le rachat", "projet aurore", channel=company.projets, audience="channel"
    )
    await company.luc.command("/astuce Une idée", company.ventes)
    assert await offered(company.luc, "aurore") == ["projet aurore", "+aurore"]
    guest = company.slack.add_person("Gus Invité", guest=True)
    company.slack.add_member(company.ventes, guest, by=company.ana)
    await company.slack.quiet()
    for person in (company.tom, company.mia, guest):
        await person.command("/tip An idea", company.ventes)
        assert await offered(person, "aurore") == ["+aurore"]
        assert await offered(person, "projet") == ["+projet"]


async def test_who_leaves_a_private_channel_sees_its_tags_no_more(company: Company) -> None:
    await pass_on(company, "Le rachat", "aurore", channel=company.projets, audience="channel")
    await company.luc.command("/astuce Une idée", company.ventes)
    assert await offered(company.luc, "auro") == ["aurore", "+auro"]
    company.slack.remove_member(company.projets, company.luc)
    await company.slack.quiet()
    assert await offered(company.luc, "auro") == ["+auro"]


async def test_when_slack_is_slow_what_is_typed_can_be_chosen(company: Company) -> None:
    await pass_on(company, "Un devis court", "prix ferme")
    await company.tom.command("/tip Call twice", company.ventes)
    company.clock.advance(timedelta(hours=2))  # nothing of the channel is remembered any more
    company.slack.will_fail("conversations.info", "internal_error", times=50)
    assert await offered(company.tom, "prix") == ["+prix"]


async def test_tags_are_suggested_in_the_form_of_a_nominated_message(company: Company) -> None:
    await pass_on(company, "Un devis court", "prix ferme")
    message = await company.luc.say(company.ventes, "J’envoie un SMS avant chaque devis")
    for person in (company.ana, company.tom):
        await person.react(message, "bulb")
    await company.settle()
    [question] = company.slack.dm(company.luc)
    await company.luc.click(question, "nominations.edit_first")
    options = await choose(company.luc, "PRIX FERME", field="nominations.edit.tags")
    await company.luc.submit({"nominations.edit.tags": options})
    assert [*(await tags_of(company)).values()] == [("prix ferme",), ("prix ferme",)]


async def test_while_something_is_broken_nothing_interrupts_who_types(
    company: Company, sqlite_url: str
) -> None:
    await pass_on(company, "Un devis court", "prix ferme")
    await open_merging(company)
    broken = Breaking(sqlite_url)
    broken.take("tags")
    assert await offered(company.ana, "prix", INTO) == []
    assert company.slack.dm(company.ana) == []
    broken.give_back("tags")
    assert await offered(company.ana, "prix", INTO) == ["prix ferme", "+prix"]


# ------------------------------------------------------------------ how they are kept


async def test_a_tag_is_kept_as_whoever_used_it_first_wrote_it(company_on_both: Company) -> None:
    company = company_on_both
    await pass_on(company, "Un devis court", "Prix Ferme")
    await company.tom.command("/tip Call twice", company.ventes)
    typed = [
        {"text": {"type": "plain_text", "text": "x"}, "value": v} for v in ("prix ferme", "SMS")
    ]
    await company.tom.submit({FIELD: typed})
    assert (await tags_of(company))["Call twice"] == ("Prix Ferme", "SMS")


@pytest.mark.parametrize(
    "value, kept",
    [
        ("   ", ()),
        ("#", ()),
        ("🎉", ()),
        ("prix, #remise", ("prix", "remise")),
        ("x" * 150, ("x" * 40,)),
    ],
)
async def test_whatever_comes_back_is_made_a_tag_or_none(
    company: Company, value: str, kept: tuple[str, ...]
) -> None:
    await company.tom.command("/tip Call twice", company.ventes)
    await company.tom.submit(
        {FIELD: [{"text": {"type": "plain_text", "text": "x"}, "value": value}]}
    )
    assert (await tags_of(company))["Call twice"] == kept


async def test_a_form_with_tags_sent_twice_is_kept_once(company_on_both: Company) -> None:
    company = company_on_both
    await company.tom.command("/tip Call twice", company.ventes)
    company.tom.fill({FIELD: await choose(company.tom, "prix")})
    payload = company.tom.backend.interactions.submission(company.tom, front(company.tom))
    sent = [company.tom.backend.courier.ask("interactive", payload) for _ in range(2)]
    first, second = await asyncio.gather(*sent)
    assert (first.status, second.status) == ("acked", "acked")
    assert await tags_of(company) == {"Call twice": ("prix",)}


async def test_two_people_who_make_a_tag_at_once_make_one(company_on_both: Company) -> None:
    company = company_on_both
    for person, tag in ((company.ana, "Prix"), (company.tom, "PRIX")):
        await person.command(f"/tip From {person.name}", company.ventes)
        person.fill({FIELD: await choose(person, tag)})
    await asyncio.gather(company.ana.submit(), company.tom.submit())
    assert len(set((await tags_of(company)).values())) == 1


# ------------------------------------------------------------------ merging


async def test_tags_that_mean_the_same_become_one(company_on_both: Company) -> None:
    company = company_on_both
    await pass_on(company, "Un devis court", "tarif", "devis")
    await pass_on(company, "Une remise", "Prix", "tarif")
    await company.settle()
    card = company.slack.messages(company.ventes)[0]
    await merge(company, "tarif", into="prix")
    assert "*#tarif*" in said(company.ana)
    assert "*#Prix*" in said(company.ana)
    await company.ana.submit()
    assert "*#Prix*" in said(company.ana)
    assert await tags_of(company) == {"Un devis court": ("Prix", "devis"), "Une remise": ("Prix",)}
    for typed in ("tag:prix", "#tarif", "tag:TARIF"):
        answer = await found(company, typed)
        assert "Un devis court" in answer
        assert "Une remise" in answer
    await company.settle()
    assert "#Prix #devis" in str(company.slack.messages(company.ventes)[0].blocks)
    assert company.slack.messages(company.ventes)[0].ts == card.ts
    await pass_on(company, "Encore", "Tarif")
    assert (await tags_of(company))["Encore"] == ("Prix",), "for good, whoever types it"
    assert await offered(await open_merging(company), "tarif", MERGED) == []


async def test_tags_become_a_new_one(company: Company) -> None:
    await pass_on(company, "Un devis court", "prx", "tarif")
    await merge(company, "prx", "tarif", into="Argent")
    await company.ana.submit()
    assert await tags_of(company) == {"Un devis court": ("Argent",)}


async def test_a_chain_of_merges_ends_where_it_ends(company_on_both: Company) -> None:
    company = company_on_both
    await pass_on(company, "Un devis court", "a1")
    await pass_on(company, "Une remise", "b2")
    await pass_on(company, "Un SMS", "c3")
    for one, other in (("a1", "b2"), ("b2", "c3")):
        await merge(company, one, into=other)
        await company.ana.submit()
    assert set((await tags_of(company)).values()) == {("c3",)}
    await pass_on(company, "Encore", "a1", "b2")
    assert (await tags_of(company))["Encore"] == ("c3",)
    assert "Un devis court" in await found(company, "tag:a1")


async def test_merging_reaches_what_is_private_and_shows_it_to_nobody(company: Company) -> None:
    await pass_on(company, "Le rachat", "aurore", channel=company.projets, audience="channel")
    company.slack.change_person(company.tom, admin=True)
    await company.slack.quiet()
    await pass_on(company, "Un devis court", "prix")
    await merge(company, "aurore", into="prix", by=company.tom)
    await company.tom.submit()
    assert "Le rachat" not in said(company.tom)
    assert "Le rachat" not in await found(company, "#prix")
    assert "Le rachat" in await found(company, "#prix", company.luc)


async def test_what_cannot_be_merged_is_said_beside_its_field(company: Company) -> None:
    await pass_on(company, "Un devis court", "prix", "tarif")
    person = await open_merging(company)
    chosen = await choose(person, "prix", "tarif", field=MERGED)
    outcome = await person.submit({MERGED: chosen, INTO: chosen[0]})
    assert "elle-même" in outcome.errors[INTO]
    fake = {"text": {"type": "plain_text", "text": "x"}, "value": "inconnu"}
    outcome = await person.submit({MERGED: [fake], INTO: chosen[0]})
    assert MERGED in outcome.errors
    outcome = await person.submit({MERGED: chosen[1:], INTO: {**fake, "value": "🎉"}})
    assert INTO in outcome.errors


async def test_two_people_who_merge_at_once_surprise_nobody(company_on_both: Company) -> None:
    """A into B and B into A: one is done, the other one is told."""
    company = company_on_both
    await pass_on(company, "Un devis court", "prix")
    await pass_on(company, "Une remise", "tarif")
    company.slack.change_person(company.tom, admin=True)
    await company.slack.quiet()
    await merge(company, "prix", into="tarif")
    await merge(company, "tarif", into="prix", by=company.tom)
    await asyncio.gather(company.ana.submit(), company.tom.submit())
    assert len(set((await tags_of(company)).values())) == 1
    told = [said(company.ana), said(company.tom)]
    assert [("entre-temps" in one or "meanwhile" in one) for one in told].count(True) == 1


async def test_a_merge_submitted_twice_is_done_once(company_on_both: Company) -> None:
    company = company_on_both
    await pass_on(company, "Un devis court", "prix")
    await pass_on(company, "Une remise", "tarif")
    await merge(company, "prix", into="tarif")
    payload = company.ana.backend.interactions.submission(company.ana, front(company.ana))
    sent = [company.ana.backend.courier.ask("interactive", payload) for _ in range(2)]
    answers = await asyncio.gather(*sent)
    assert [one.status for one in answers] == ["acked", "acked"]
    assert set((await tags_of(company)).values()) == {("tarif",)}


# ------------------------------------------------------------------ who may


async def test_tags_are_merged_by_settings_owners_only(company: Company) -> None:
    await pass_on(company, "Un devis court", "prix", "tarif")
    await choose_rhythm(company, company.ventes, keepers=[company.luc])
    await merge(company, "prix", into="tarif", by=company.luc)
    await choose_rhythm(company, company.ventes, keepers=[])
    await company.luc.submit()
    assert "admin" in said(company.luc)
    assert await tags_of(company) == {"Un devis court": ("prix", "tarif")}


async def test_every_tag_is_suggested_to_owners_only(company: Company) -> None:
    await pass_on(company, "Un devis court", "prix", "tarif")
    await choose_rhythm(company, company.ventes, keepers=[company.luc])
    await open_merging(company, company.luc)
    assert await offered(company.luc, "pri", MERGED) == ["prix"]
    assert await offered(company.luc, "pri", INTO) == ["prix", "+pri"]
    await choose_rhythm(company, company.ventes, keepers=[])
    assert await offered(company.luc, "pri", MERGED) == []
    assert await offered(company.luc, "pri", INTO) == []
