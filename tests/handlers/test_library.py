"""Searches through Bolt: what is found and read, by whom."""

import pytest

from sandbox.gestures import Acting
from sandbox.nouns import Channel
from tests.support.company import Company
from tests.support.tips import labels, somebody, tip, titles


async def test_words_are_found_without_accents_or_capitals(company_on_both: Company) -> None:
    company = company_on_both
    await tip(company, company.ana, "Un SMS avant la réunion", company.ventes, tag="Prix d'été")
    for words in ("sms", "REUNION", "réunion SMS", "ete", "l'été", "« prix »"):
        found = await company.mia.command(f"/practices {words}", company.marketing)
        assert titles(found) == ["Un SMS avant la réunion"], words


@pytest.mark.parametrize(
    "name, command, sentence",
    [
        ("ana", "/pratiques fax", "Rien encore sur «\u00a0fax\u00a0»."),
        ("tom", "/practices fax", "Nothing on “fax” yet."),
        ("ana", "/pratiques", "Aucune pratique n’a encore été transmise."),
        ("tom", "/practices", "No practice has been passed on yet."),
    ],
)
async def test_nothing_found_is_said_kindly(
    company: Company, name: str, command: str, sentence: str
) -> None:
    outcome = await somebody(company, name).command(command, company.ventes)
    assert outcome.text.startswith(sentence)
    assert outcome.message is not None
    assert outcome.message.visible_to == somebody(company, name).id


async def test_more_than_a_page_is_turned_and_turned_back(company: Company) -> None:
    for letter in "abcdefg":
        await tip(company, company.ana, f"Astuce {letter} été", company.ventes)
        await company.let(minutes=1)
    outcome = await company.tom.command("/practices été", company.marketing)
    assert titles(outcome) == [f"Astuce {letter} été" for letter in "gfedc"]
    assert labels(outcome)[-1] == "More"
    await company.tom.click(outcome.message, "library.more")
    [page] = company.tom.ephemerals(company.marketing)
    assert titles(page) == ["Astuce b été", "Astuce a été"]
    assert labels(page)[-1] == "Back"
    await company.tom.click(page, "library.back")
    [page] = company.tom.ephemerals(company.marketing)
    assert titles(page) == [f"Astuce {letter} été" for letter in "gfedc"]


@pytest.mark.parametrize(
    "name, understood",
    [
        ("ana", "étiquette prix · pratiques seulement · depuis le 1 septembre 2026"),
        ("tom", "tag prix · practices only · since September 1, 2026"),
    ],
)
async def test_filters_are_said_as_they_were_understood(
    company: Company, name: str, understood: str
) -> None:
    await tip(company, company.ana, "Un SMS avant", company.ventes, tag="Prix")
    for typed in (
        "sms #prix kind:practice since:2026-09",
        "type:astuce sms tag:PRIX depuis:2026-09",
    ):
        outcome = await somebody(company, name).command(f"/practices {typed}", company.marketing)
        assert understood in outcome.text
        assert titles(outcome) == ["Un SMS avant"]


async def test_a_line_shows_what_answers_who_passes_it_on_and_when(company: Company) -> None:
    await tip(
        company,
        company.ana,
        "Relancer",
        company.ventes,
        "Commencer par un mot aimable. " * 10 + "Puis proposer deux dates au client & attendre.",
        situation="Devis sans réponse",
    )
    outcome = await company.tom.command("/practices dates", company.marketing)
    assert "Puis proposer deux dates au client &amp; attendre." in outcome.text
    assert "_Ana Morel · November 23, 2026_" in outcome.text
    outcome = await company.luc.command("/pratiques relance", company.marketing)
    assert "Devis sans réponse\n_Ana Morel · 23 novembre 2026_" in outcome.text


async def test_what_is_found_can_be_read(company: Company) -> None:
    await tip(
        company, company.ana, "Un SMS", company.ventes, "Écrire & attendre", situation="Devis"
    )
    outcome = await company.tom.command("/practices sms", company.marketing)
    await company.tom.click(outcome.message, "practices.read")
    page = company.tom.modal
    assert page is not None
    assert page.title == "A practice"
    told = "\n".join(b["text"]["text"] for b in page.blocks if b["type"] == "section")
    assert ":bulb: *Un SMS*\nÉcrire &amp; attendre\n*When it works*\nDevis" in told


async def test_a_practice_that_is_gone_says_so_from_home_too(company: Company) -> None:
    await tip(company, company.ana, "Un SMS", company.projets)
    home = await company.luc.open_home()
    assert home is not None
    company.slack.remove_member(company.projets, company.luc)
    await company.settle()
    await company.luc.click(home, "practices.read")
    assert company.luc.modal is None
    assert company.slack.dm(company.luc)[-1].text == "Je ne retrouve plus cette pratique."


async def test_what_is_private_is_found_by_members_only(company_on_both: Company) -> None:
    company = company_on_both
    await tip(company, company.ana, "Parler au directeur", company.projets)
    for words in ("", "directeur"):
        ours = await company.luc.command(f"/pratiques {words}", company.ventes)
        assert titles(ours) == ["Parler au directeur"]
        theirs = await company.tom.command(f"/practices {words}", company.ventes)
        assert titles(theirs) == []
        assert "Parler au directeur" not in theirs.text


async def test_what_is_private_is_read_and_shared_at_home_only(company: Company) -> None:
    await tip(company, company.ana, "Parler au directeur", company.projets)
    ours = await company.luc.command("/pratiques directeur", company.ventes)
    await company.luc.click(ours.message, "practices.share_here")
    assert company.luc.ephemerals(company.ventes)[-1].text == (
        "Cette pratique vient d’un canal privé, et elle y reste."
    )
    # Somebody else who learnt its id finds nothing either.
    payload = dict(company.slack.deliveries[-1].payload)
    payload["user"] = {**payload["user"], "id": company.tom.id}
    for number, action_id in enumerate(("practices.read", "practices.share_here")):
        [action] = payload["actions"]
        forged = {
            **payload,
            "actions": [{**action, "action_id": action_id}],
            "trigger_id": f"1.2.{number}",
        }
        await company.slack.backend.courier.ask("interactive", forged)
    await company.settle()
    assert company.tom.modal is None
    assert not company.slack.messages(company.ventes)

    here = await company.luc.command("/pratiques directeur", company.projets)
    await company.luc.click(here.message, "practices.share_here")
    await company.settle()
    assert len(company.slack.messages(company.projets)) == 2


async def test_whoever_leaves_a_private_channel_finds_its_practices_no_more(
    company: Company,
) -> None:
    await tip(company, company.ana, "Parler au directeur", company.projets)
    assert titles(await company.luc.command("/pratiques", company.ventes))
    company.slack.remove_member(company.projets, company.luc)
    await company.settle()
    assert not titles(await company.luc.command("/pratiques", company.ventes))


async def test_a_guest_finds_what_is_told_in_their_channels(company: Company) -> None:
    guest = company.slack.add_person("Gus Guest", guest=True)
    company.slack.add_member(company.marketing, guest)
    await tip(company, company.ana, "Un SMS", company.ventes)
    await tip(company, company.ana, "Un appel", company.marketing)
    outcome = await guest.command("/practices", company.marketing)
    assert titles(outcome) == ["Un appel"]
    home = await guest.open_home()
    assert home is not None
    assert "Un SMS" not in str(home.blocks)
    assert "Un appel" in str(home.blocks)


async def tell(company: Company, story: str, channel: Channel) -> None:
    await company.ana.command(f"/reussite {story}", channel)
    fields = {"wins.share.people": [company.ana, company.luc], "wins.share.customer": "Du temps"}
    assert (await company.ana.submit(fields)).ok
    await company.settle()


async def test_wins_are_found_and_read(company_on_both: Company) -> None:
    company = company_on_both
    await tell(company, "Béta a signé & reste. Trois mois de silence, puis un SMS.", company.ventes)
    outcome = await company.tom.command("/practices silence", company.marketing)
    assert titles(outcome, ":trophy:") == ["Béta a signé &amp; reste."]
    assert "Trois mois de silence, puis un SMS." in outcome.text
    assert "Ana Morel and Luc Petit · November 23, 2026" in outcome.text
    assert labels(outcome) == ["Read"]
    await company.tom.click(outcome.message, "wins.read")
    page = company.tom.modal
    assert page is not None
    told = str(page.blocks)
    assert "Béta a signé &amp; reste." in told
    assert "*What it changed for the customer*\\nDu temps" in told
    card = company.slack.messages(company.ventes)[0]
    assert f"/archives/{company.ventes.id}/p{card.ts.replace('.', '')}|See where" in told


async def test_a_win_told_in_private_is_found_and_read_by_members_only(company: Company) -> None:
    await tell(company, "Le contrat secret est signé", company.projets)
    ours = await company.luc.command("/pratiques secret", company.ventes)
    assert titles(ours, ":trophy:") == ["Le contrat secret est signé"]
    theirs = await company.tom.command("/practices secret", company.ventes)
    assert "contrat" not in theirs.text
    await company.luc.click(ours.message, "wins.read")
    await forge(company, company.tom)
    assert company.tom.modal is None
    # What Slack was told goes to whoever clicked: here the payload says where.
    assert company.luc.ephemerals(company.ventes)[-1].text == "I cannot find this win any more."


async def test_a_withdrawn_win_is_neither_found_nor_read(company: Company) -> None:
    await tell(company, "Béta a signé", company.ventes)
    outcome = await company.tom.command("/practices Béta", company.ventes)
    card = company.last(company.ventes)
    [_, withdraw, _] = [o["value"] for o in card.blocks[0]["accessory"]["options"]]
    await company.ana.click(card, "wins.menu", withdraw)
    await company.ana.submit()
    await company.tom.click(outcome.message, "wins.read")
    assert company.tom.modal is None
    again = await company.tom.command("/practices Béta", company.ventes)
    assert not titles(again, ":trophy:")


async def forge(company: Company, person: Acting) -> None:
    """Let somebody do what another did last, as one who learnt an id would."""
    payload = dict(company.slack.deliveries[-1].payload)
    payload["user"] = {**payload["user"], "id": person.id}
    payload["trigger_id"] = "1.2.3"
    await company.slack.forge("interactive", payload)
