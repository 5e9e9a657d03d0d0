"""The Home tab through Bolt: what each person sees there, and what they begin there."""

import re

import pytest

from sandbox.gestures import Acting
from sandbox.nouns import Channel, View
from tests.support.company import Company


async def home_of(company: Company, person: Acting) -> View:
    home = await person.open_home()
    await company.slack.quiet()
    assert home is not None
    return home


def shown(home: View) -> str:
    texts = [block.get("text", {}).get("text", "") for block in home.blocks]
    return "\n".join(texts)


async def tell(
    company: Company, who: Acting, story: str, channel: Channel, *people: Acting
) -> None:
    await who.command("/win", channel)
    fields = {"wins.share.story": story, "wins.share.people": [who, *people]}
    assert (await who.submit(fields)).ok
    await company.settle()


@pytest.mark.parametrize(
    "name, title, nothing",
    [
        ("ana", "Que garde-t-on aujourd’hui\u00a0?", "Rien encore."),
        ("tom", "What shall we keep today?", "Nothing yet."),
    ],
)
async def test_an_empty_home_invites(company: Company, name: str, title: str, nothing: str) -> None:
    home = await home_of(company, getattr(company, name))
    assert home.blocks[0]["text"]["text"] == title
    assert shown(home).count(nothing) == 2


async def test_home_tells_what_the_team_told_and_counts_nothing(company: Company) -> None:
    await tell(company, company.ana, "Béta a signé", company.ventes, company.luc, company.tom)
    await company.mia.command("/tip Text first", company.marketing)
    await company.mia.submit()
    await company.settle()
    home = await home_of(company, company.tom)
    assert "Béta a signé\n_Ana Morel, Luc Petit, and Tom Hill_" in shown(home)
    assert "*Text first*" in shown(home)
    assert not re.search(r"\d", shown(home))


async def test_names_at_home_call_nobody(company: Company) -> None:
    await tell(company, company.ana, "Béta a signé", company.ventes, company.tom)
    assert "<@" not in shown(await home_of(company, company.luc))


async def test_what_is_private_is_at_home_with_its_members_only(company: Company) -> None:
    await tell(company, company.ana, "Le contrat secret", company.projets)
    await company.ana.command("/astuce Parler au directeur", company.projets)
    await company.ana.submit()
    await company.settle()
    ours = shown(await home_of(company, company.luc))
    theirs = shown(await home_of(company, company.tom))
    assert "Le contrat secret" in ours
    assert "Parler au directeur" in ours
    assert "secret" not in theirs
    assert "directeur" not in theirs


async def test_a_guest_sees_what_is_told_where_they_are(company: Company) -> None:
    guest = company.slack.add_person("Gus Guest", guest=True)
    company.slack.add_member(company.marketing, guest)
    await tell(company, company.ana, "Béta a signé", company.ventes)
    await tell(company, company.ana, "Gamma aussi", company.marketing)
    home = shown(await home_of(company, guest))
    assert "Gamma aussi" in home
    assert "Béta" not in home


async def test_a_withdrawn_win_is_told_no_more(company: Company) -> None:
    await tell(company, company.ana, "Béta a signé", company.ventes)
    card = company.last(company.ventes)
    [_, withdraw, _] = [o["value"] for o in card.blocks[0]["accessory"]["options"]]
    await company.ana.click(card, "wins.menu", withdraw)
    await company.ana.submit()
    await company.settle()
    assert "Béta" not in shown(await home_of(company, company.luc))


@pytest.mark.parametrize("character", ["&", "<", "🎉", "é"])
async def test_long_stories_fit(company: Company, character: str) -> None:
    await company.ana.command("/win", company.ventes)
    fields = {"wins.share.story": character * 3000, "wins.share.customer": character * 1500}
    await company.ana.submit(fields)
    await company.settle()
    assert character in shown(await home_of(company, company.luc)).replace("&lt;", "<")


async def test_a_win_and_a_tip_begin_at_home(company: Company) -> None:
    home = await home_of(company, company.luc)
    await company.luc.click(home, "home.win")
    assert company.luc.modal is not None
    await company.luc.submit({"wins.share.story": "Béta", "wins.share.channel": company.ventes})
    await company.luc.click(home, "home.tip")
    assert company.luc.modal is not None
    fields = {"practices.share.title": "Un SMS", "practices.share.what": "Avant l'e-mail"}
    await company.luc.submit({**fields, "practices.share.channel": company.marketing})
    await company.settle()
    assert company.last(company.ventes).text.startswith("Béta")
    assert company.last(company.marketing).text.startswith("Un SMS")


@pytest.mark.parametrize("button", ["home.win", "home.tip"])
async def test_a_form_that_came_too_late_is_explained_in_private(
    company: Company, button: str
) -> None:
    home = await home_of(company, company.luc)
    company.slack.will_fail("views.open", "expired_trigger_id")
    await company.luc.click(home, button)
    assert company.slack.dm(company.luc)[-1].text.startswith("J’ai mis trop de temps")


async def test_when_slack_does_not_answer_home_comes_a_moment_later(company: Company) -> None:
    company.slack.will_fail("users.info", "ratelimited")
    await company.tom.open_home()
    await company.settle()
    assert company.tom.home is not None
