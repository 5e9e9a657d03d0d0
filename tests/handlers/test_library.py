"""Searches through Bolt: what is found, by whom, how it is shown, read and shared."""

import pytest

from sandbox.gestures import CommandOutcome
from tests.support.company import Company
from tests.support.tips import labels, somebody, tip, titles


@pytest.mark.parametrize("method", ["users.info", "conversations.members"])
async def test_a_search_that_slack_holds_up_gives_the_words_back(
    company: Company, method: str
) -> None:
    await tip(company, company.ana, "Parler au directeur", company.projets)
    company.slack.will_delay(method, 6, times=20)
    outcome = await company.tom.command("/practices big director", company.marketing)
    assert "Slack is not answering me right now." in outcome.text
    assert "/practices big director" in outcome.text


async def test_words_are_found_without_accents_or_capitals(company_on_both: Company) -> None:
    company = company_on_both
    await tip(company, company.ana, "Un SMS avant la réunion", company.ventes, tags="Prix, Été")
    for words in ("sms", "REUNION", "réunion SMS", "ete", "l'été", "« prix »"):
        found = await company.mia.command(f"/practices {words}", company.marketing)
        assert titles(found) == ["Un SMS avant la réunion"], words


async def test_marks_are_no_magic(company: Company) -> None:
    await tip(company, company.ana, "Un SMS avant", company.ventes)
    nothing = ["fax", "s_s", "_", "' OR 1=1 --", "<@U1> & <b>", "sms; DROP TABLE practices"]
    for words in nothing:
        outcome = await company.tom.command(f"/practices {words}", company.marketing)
        assert titles(outcome) == [], words
    for words in ("%sms%", '"sms"', "(SMS)", "sms*", "-sms"):
        outcome = await company.tom.command(f"/practices {words}", company.marketing)
        assert titles(outcome) == ["Un SMS avant"], words


@pytest.mark.parametrize(
    "name, sentence",
    [("ana", "Je ne vois aucun mot à chercher"), ("tom", "I see no word to look for")],
)
async def test_a_search_without_a_word_says_so_and_shows_the_latest(
    company: Company, name: str, sentence: str
) -> None:
    await tip(company, company.ana, "Un SMS avant", company.ventes)
    for words in ("!?", "🎉", "« »", "...", "%", "\\"):
        outcome = await somebody(company, name).command(f"/practices {words}", company.marketing)
        assert outcome.text.startswith(sentence), words
        assert words in outcome.text
        assert titles(outcome) == ["Un SMS avant"]


async def test_an_endless_search_is_answered(company: Company) -> None:
    await tip(company, company.ana, "Un SMS avant", company.ventes)
    for words in ("a " * 2500, "é" * 5000, "&" * 5000, "sms🎉 " * 900):
        outcome = await company.tom.command(f"/practices {words}", company.marketing)
        assert len(outcome.text) < 3000
        assert "…" in outcome.text


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


async def test_more_than_a_page_is_turned(company: Company) -> None:
    for number in range(7):
        await tip(company, company.ana, f"Astuce {'abcdefg'[number]} été", company.ventes)
        await company.let(minutes=1)
    outcome = await company.tom.command("/practices été", company.marketing)
    assert titles(outcome) == [f"Astuce {letter} été" for letter in "gfedc"]
    assert labels(outcome)[-1] == "More"
    assert outcome.message is not None
    await company.tom.click(outcome.message, "practices.more")
    [page] = company.tom.ephemerals(company.marketing)
    shown = CommandOutcome(page.text, page.blocks)
    assert titles(shown) == ["Astuce b été", "Astuce a été"]
    assert "More" not in labels(shown)


async def test_what_is_found_can_be_read(company: Company) -> None:
    await tip(
        company, company.ana, "Un SMS", company.ventes, "Écrire & attendre", situation="Devis"
    )
    outcome = await company.tom.command("/practices sms", company.marketing)
    await company.tom.click(outcome.message, "practices.read")
    page = form(company.tom)
    assert page.title == "A practice"
    told = "\n".join(b["text"]["text"] for b in page.blocks if b["type"] == "section")
    assert ":bulb: *Un SMS*\nÉcrire &amp; attendre\n*When it works*\nDevis" in told


async def test_what_is_found_can_be_shared_once_a_day(company: Company) -> None:
    await tip(company, company.ana, "Un SMS", company.ventes)
    outcome = await company.tom.command("/practices sms", company.marketing)
    await company.tom.click(outcome.message, "practices.share_here")
    await company.tom.click(outcome.message, "practices.share_here")
    await company.settle()
    assert [m.text[:6] for m in company.slack.messages(company.marketing)] == ["Un SMS"]
    assert company.tom.ephemerals(company.marketing)[-1].text == (
        "This practice was shared here today already."
    )
    await company.let(days=1)
    await company.tom.click(outcome.message, "practices.share_here")
    await company.settle()
    assert len(company.slack.messages(company.marketing)) == 2


@pytest.mark.parametrize(
    "name, sentence",
    [("ana", "Je ne suis pas dans ce canal."), ("tom", "I am not in this channel.")],
)
async def test_what_cannot_be_shared_here_says_so(
    company: Company, name: str, sentence: str
) -> None:
    person = somebody(company, name)
    outside = company.slack.add_channel("dehors", members=[person], with_bot=False)
    await tip(company, company.ana, "Un SMS", company.ventes)
    outcome = await person.command("/practices sms", outside)
    await person.click(outcome.message, "practices.share_here")
    assert person.ephemerals(outside)[-1].text.startswith(sentence)


async def test_in_a_direct_message_there_is_nobody_to_share_with(company: Company) -> None:
    await tip(company, company.ana, "Un SMS", company.ventes)
    message = await company.tom.write_to_bot("hello")
    outcome = await company.tom.command("/practices sms", message.channel)
    assert labels(outcome) == ["Read"]


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
    await company.ana.command("/astuce Parler au directeur", company.projets)
    assert entered(company.ana, AUDIENCE)["selected_option"]["value"] == "channel"
    await company.ana.submit()
    await company.settle()
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
