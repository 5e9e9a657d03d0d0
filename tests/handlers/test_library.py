"""Searches through Bolt: what is found, by whom, how it is shown, read and shared."""

import pytest
from sqlalchemy import select

from sandbox.gestures import Acting
from sandbox.nouns import Channel
from storage.tables import channel_questions
from tests.support.company import Company
from tests.support.rhythms import choose_rhythm
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
    await tip(company, company.ana, "Un SMS avant la réunion", company.ventes, tag="Prix d'été")
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
    "name, sentence, example",
    [
        ("ana", "Je ne vois aucun mot à chercher", "*/pratiques objection prix*"),
        ("tom", "I see no word to look for", "*/practices price objection*"),
    ],
)
async def test_a_search_without_a_word_says_how_to_search(
    company: Company, name: str, sentence: str, example: str
) -> None:
    await tip(company, company.ana, "Un SMS avant", company.ventes)
    for words in ("!?", "🎉", "« »", "...", "%", "\\", "de la", "the of"):
        outcome = await somebody(company, name).command(f"/practices {words}", company.marketing)
        assert outcome.text.startswith(sentence), words
        assert words in outcome.text
        assert example in outcome.text
        assert not titles(outcome)


async def test_an_endless_search_is_answered(company: Company) -> None:
    await tip(company, company.ana, "Un SMS avant", company.ventes)
    for words in ("a " * 2500, "é" * 5000, "&" * 5000, "sms🎉 " * 900):
        outcome = await company.tom.command(f"/practices {words}", company.marketing)
        assert len(outcome.text) < 3000
    outcome = await company.tom.command(f"/practices {'sms🎉 ' * 900}", company.marketing)
    assert titles(outcome) == ["Un SMS avant"]
    assert "That was a lot of words: I looked at the first ones." in outcome.text


BAD = [
    "sms OR",
    "NEAR(sms, 2)",
    "title:sms AND *",
    "{sms} : ^sms",
    "sms' OR '1'='1",
    "'; DROP TABLE practices; --",
    "sms \\x00",
    '"sms',
    "« sms",
    "“sms",
    "sms 🎉 :tada:",
    "tag: sms",
    "sms since:2026-13-45",
    "sms depuis:hier-matin",
    "@everyone sms",
    "<script>sms</script>",
    "t12_sms sms",
    "sms & <@U1> | sms:*",
]


@pytest.mark.parametrize("typed", BAD)
async def test_nothing_that_is_typed_breaks_a_search(company_on_both: Company, typed: str) -> None:
    company = company_on_both
    await tip(company, company.ana, "Un SMS avant", company.ventes)
    outcome = await company.tom.command(f"/practices {typed}", company.marketing)
    assert "Something went wrong" not in outcome.text
    assert titles(outcome) in ([], ["Un SMS avant"])
    mention = f"<@{company.slack.bot_user_id}> {typed}"
    asked = await company.mia.say(company.ventes, mention)
    await company.mia.write_to_bot(typed)
    await company.settle()
    assert len(company.slack.messages(company.ventes, asked)) == 1
    [_, offered] = company.slack.dm(company.mia)
    await company.mia.click(offered, "asking.look_up")
    [looked_up] = company.mia.ephemerals(company.slack.dm(company.mia)[0].channel)
    assert "Something went wrong" not in looked_up.text


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
    assert labels(outcome) == ["Read", "I tried it"]


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


# ------------------------------------------------------------------ wins


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
    [_, withdraw] = [o["value"] for o in card.blocks[0]["accessory"]["options"]]
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


# ------------------------------------------------------------------ sharing


async def test_what_is_ours_is_not_shared_with_another_organisation(company: Company) -> None:
    shared = company.slack.add_channel("partenaires", members=[company.tom], shared=True)
    await tip(company, company.ana, "Un SMS", company.ventes)
    outcome = await company.tom.command("/practices sms", shared)
    await company.tom.click(outcome.message, "practices.share_here")
    await company.settle()
    assert company.tom.ephemerals(shared)[-1].text == (
        "This channel is shared with another organisation: what was passed on elsewhere stays "
        "among us."
    )
    assert not company.slack.messages(shared)


async def test_a_colleague_may_show_a_guest_what_is_open(company: Company) -> None:
    guest = company.slack.add_person("Gus Guest", guest=True)
    company.slack.add_member(company.marketing, guest)
    await tip(company, company.ana, "Un SMS", company.ventes)
    outcome = await company.tom.command("/practices sms", company.marketing)
    await company.tom.click(outcome.message, "practices.share_here")
    await company.settle()
    assert company.last(company.marketing).text.startswith("Un SMS")


# ------------------------------------------------------------------ asking the channel


@pytest.mark.parametrize("french", [True, False])
async def test_what_nobody_has_told_is_asked_of_the_channel(
    company_on_both: Company, french: bool
) -> None:
    company = company_on_both
    await choose_rhythm(company, company.ventes, language="fr" if french else "en")
    outcome = await company.tom.command("/practices <fax> & pigeons", company.ventes)
    assert labels(outcome) == ["Ask the channel"]
    await company.tom.click(outcome.message, "library.ask_channel")
    await company.settle()
    asked = company.last(company.ventes)
    looked_for = f"<@{company.tom.id}> cherche\u00a0: *&lt;fax&gt; &amp; pigeons*"
    if not french:
        looked_for = f"<@{company.tom.id}> is looking for: *&lt;fax&gt; &amp; pigeons*"
    assert asked.text.startswith(looked_for)
    assert ":bulb:" in asked.text
    [told] = company.tom.ephemerals(company.ventes)
    assert told.text == "I am asking everybody here: the answers come in the thread."


async def test_a_channel_is_asked_the_same_once_a_day(company: Company) -> None:
    for _ in range(2):
        outcome = await company.tom.command("/practices fax", company.ventes)
        await company.tom.click(outcome.message, "library.ask_channel")
    await company.settle()
    assert len(company.slack.messages(company.ventes)) == 1
    assert company.tom.ephemerals(company.ventes)[-1].text == (
        "You have asked this channel that today: the answers come in the thread."
    )
    outcome = await company.mia.command("/practices FAX", company.ventes)
    await company.mia.click(outcome.message, "library.ask_channel")
    await company.let(days=1)
    outcome = await company.tom.command("/practices fax", company.ventes)
    await company.tom.click(outcome.message, "library.ask_channel")
    await company.settle()
    assert len(company.slack.messages(company.ventes)) == 3


async def test_what_is_answered_there_can_be_nominated(company: Company) -> None:
    outcome = await company.tom.command("/practices fax", company.ventes)
    await company.tom.click(outcome.message, "library.ask_channel")
    await company.settle()
    asked = company.last(company.ventes)
    reply = await company.mia.say(company.ventes, "A fax the day before.", thread=asked)
    await company.tom.react(reply, "bulb")
    await company.luc.react(reply, "bulb")
    await company.settle()
    [question] = company.slack.dm(company.mia)
    await company.mia.click(question, "nominations.publish")
    await company.settle()
    assert company.slack.messages(company.ventes, asked)[-1].text.startswith("A fax the day")
    found = await company.tom.command("/practices fax", company.ventes)
    assert titles(found) == ["A fax the day before."]


async def test_nobody_is_asked_where_nobody_would_answer(company: Company) -> None:
    message = await company.tom.write_to_bot("hello")
    outside = company.slack.add_channel("dehors", members=[company.tom], with_bot=False)
    for where in (message.channel, outside):
        outcome = await company.tom.command("/practices fax", where)
        assert labels(outcome) == []
    there = await company.tom.command("/practices fax", company.ventes)
    company.slack.remove_bot(company.ventes)
    await company.settle()
    await company.tom.click(there.message, "library.ask_channel")
    assert company.tom.ephemerals(company.ventes)[-1].text.startswith("I am not in this channel.")


async def test_an_empty_library_invites_and_asks_nobody(company: Company) -> None:
    outcome = await company.tom.command("/practices", company.ventes)
    assert labels(outcome) == []
    assert outcome.text.startswith("No practice has been passed on yet.")


async def test_a_question_that_was_asked_is_forgotten_after_a_month(company: Company) -> None:
    outcome = await company.tom.command("/practices fax", company.ventes)
    await company.tom.click(outcome.message, "library.ask_channel")
    await company.settle()
    await company.let(days=29)
    assert await asked_of_channels(company)
    await company.let(days=2)
    assert not await asked_of_channels(company)


async def asked_of_channels(company: Company) -> list[str]:
    async with company.cordee.services.outbox._database.engine.connect() as connection:
        return list((await connection.execute(select(channel_questions.c.words))).scalars())


# ------------------------------------------------------------------ typing errors


@pytest.mark.parametrize(
    "name, said",
    [("ana", "J’ai cherché «\u00a0négociation\u00a0»."), ("tom", "I looked for “négociation”.")],
)
async def test_what_was_looked_for_in_place_of_a_typing_error_is_said(
    company_on_both: Company, name: str, said: str
) -> None:
    company = company_on_both
    await tip(company, company.ana, "La Négociation se prépare", company.ventes)
    outcome = await somebody(company, name).command("/practices negociaton", company.marketing)
    assert titles(outcome) == ["La Négociation se prépare"]
    assert said in outcome.text
    right = await somebody(company, name).command("/practices négociation", company.marketing)
    assert said not in right.text


async def test_a_typing_error_finds_out_nothing_of_what_is_private(company: Company) -> None:
    await tip(company, company.ana, "Le projet Mirabelle avance", company.projets)
    await tip(company, company.ana, "Le calendrier avance", company.ventes)
    for typed in ("mirabolle", "mirabolle avance", "Mirabell"):
        theirs = await company.tom.command(f"/practices {typed}", company.ventes)
        assert "irabelle" not in theirs.text
    ours = await company.luc.command("/pratiques mirabolle", company.ventes)
    assert "J’ai cherché «\u00a0mirabelle\u00a0»." in ours.text
