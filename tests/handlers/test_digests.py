"""Digests through Bolt: previewed, posted by hand or by the clock, once a week, whole."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from structlog.testing import capture_logs

from bot.i18n import translator
from bot.views.digest_words import OPENINGS, OPENINGS_SINCE, QUIET
from sandbox.gestures import Acting
from sandbox.nouns import Channel, Message
from tests.support.company import Company
from tests.support.rhythms import choose_rhythm

FRIDAY = 4
FRIDAY_1630 = datetime(2026, 11, 27, 15, 30, tzinfo=UTC)
"""Half past four in Paris."""
WEEK = timedelta(days=7)
STUCK = "Qu’est-ce qui reste flou pour toi dans notre cap\u00a0?"


async def tell(
    company: Company, words: str, channel: Channel | None = None, by: Acting | None = None
) -> None:
    """Let somebody tell a win, and let it be told."""
    person = by or company.ana
    await person.command("/reussite", channel or company.ventes)
    await person.submit({"wins.share.story": words})
    company.clock.advance(timedelta(minutes=1))


async def pass_on(company: Company, title: str, channel: Channel, **more: str) -> None:
    await company.ana.command("/astuce", channel)
    fields = {"title": title, "what": f"Voici comment : {title}", **more}
    await company.ana.submit({f"practices.share.{name}": v for name, v in fields.items()})
    company.clock.advance(timedelta(minutes=1))


async def digest_of(company: Company, channel: Channel) -> Message:
    """Let Friday come, and return what the channel is told."""
    await choose_rhythm(company, channel, digest=(FRIDAY, "16:30"))
    await company.move_to(FRIDAY_1630)
    return company.last(channel)


def in_french(ways: Sequence[str]) -> list[str]:
    return [translator("fr")(way) for way in ways]


def asked(line: str) -> str:
    """Return the question of a line, without what leads to it."""
    return line.split("*")[1]


async def preview(company: Company, channel: Channel, by: Acting | None = None) -> Message:
    outcome = await (by or company.ana).command("/cordee recap", channel)
    assert outcome.message is not None
    return outcome.message


# ------------------------------------------------------------------ what it tells


async def test_it_reads_as_a_story(company: Company) -> None:
    await company.ana.command(f"/reussite Béta a signé avec <@{company.mia.id}>", company.ventes)
    await company.ana.submit({"wins.share.customer": "commander sans ressaisie"})
    company.clock.advance(timedelta(minutes=1))
    await tell(company, "Gamma renouvelle", company.marketing, by=company.luc)
    await pass_on(
        company, "Un SMS avant d’appeler", company.ventes, situation="ceux qui ne décrochent pas"
    )
    digest = await digest_of(company, company.ventes)
    paragraphs = digest.text.split("\n\n")
    assert [paragraph.split("\n") for paragraph in paragraphs] == [
        ["Une semaine avec nos mots"],
        [
            ":trophy: Béta a signé avec @Mia Stone",
            "Pour le client\u00a0: commander sans ressaisie",
            "_Ana Morel et Mia Stone_",
        ],
        [":trophy: Gamma renouvelle", f"_Luc Petit_ · <#{company.marketing.id}>"],
        ["À reprendre à ta façon"],
        [
            ":bulb: *Un SMS avant d’appeler*",
            "Voici comment : Un SMS avant d’appeler",
            "Quand ça marche\u00a0: ceux qui ne décrochent pas",
            "_Transmise par Ana Morel_",
        ],
        [f":speech_balloon: Pour finir, une question\u00a0: *{STUCK}*"],
    ]
    assert digest.blocks[0]["type"] == "header"


async def test_a_quiet_week_is_a_line_and_a_question(company: Company) -> None:
    digest = await digest_of(company, company.ventes)
    line, question = digest.text.split("\n\n")
    assert line in in_french(QUIET)
    assert question.startswith(":speech_balloon:")
    await company.move_to(FRIDAY_1630 + WEEK)
    another_line, another_question = company.last(company.ventes).text.split("\n\n")
    assert another_line in in_french(QUIET)
    assert another_line != line
    assert asked(another_question) != asked(question), "another question every week"


async def test_what_a_person_wrote_calls_nobody_and_links_nowhere(company: Company) -> None:
    await tell(company, "<!channel> & <@U123> <https://example.com|clique>")
    digest = await digest_of(company, company.ventes)
    assert "&lt;!channel&gt; &amp; &lt;@U123&gt; &lt;https://example.com|clique&gt;" in digest.text
    assert f"<@{company.ana.id}>" not in digest.text, "people are named, not called"


async def test_a_withdrawn_win_is_not_told(company: Company) -> None:
    await tell(company, "on a signé Béta")
    await company.settle()
    await company.ana.click(company.last(company.ventes), "wins.menu", value="Withdraw it")
    await company.ana.submit()
    digest = await digest_of(company, company.ventes)
    assert "Béta" not in digest.text


async def test_each_thing_is_told_in_one_digest_only(company: Company) -> None:
    await tell(company, "la première semaine")
    first = await digest_of(company, company.ventes)
    await tell(company, "la deuxième semaine")
    await company.move_to(FRIDAY_1630 + WEEK)
    second = company.last(company.ventes)
    assert "première" in first.text
    assert "deuxième" in second.text
    assert "première" not in second.text


async def test_after_a_pause_it_tells_what_the_pause_left_untold(company: Company) -> None:
    await tell(company, "avant la pause")
    await digest_of(company, company.ventes)
    await choose_rhythm(company, company.ventes)
    await company.move_to(FRIDAY_1630 + timedelta(days=2))
    await tell(company, "pendant la pause")
    await company.move_to(FRIDAY_1630 + WEEK + timedelta(days=3))
    await choose_rhythm(company, company.ventes, digest=(FRIDAY, "16:30"))
    await company.move_to(FRIDAY_1630 + 2 * WEEK)
    digest = company.last(company.ventes)
    assert digest.text.startswith(tuple(in_french(OPENINGS_SINCE)))
    assert "pendant la pause" in digest.text
    assert "avant la pause" not in digest.text


# ------------------------------------------------------------------ who may read it


async def test_what_is_private_is_told_in_its_own_channel_only(company: Company) -> None:
    await tell(company, "le projet secret avance", company.projets)
    await pass_on(company, "Astuce de projet", company.projets)
    await tell(company, "on a signé Béta", company.ventes)
    elsewhere = await digest_of(company, company.ventes)
    own = await preview(company, company.projets)
    assert "secret" not in elsewhere.text
    assert "Astuce de projet" not in elsewhere.text
    assert "on a signé Béta" in elsewhere.text
    assert "secret" in own.text
    assert "Astuce de projet" in own.text


async def test_a_private_channel_is_told_its_own_and_what_is_public(company: Company) -> None:
    await tell(company, "le projet secret avance", company.projets)
    await tell(company, "on a signé Béta", company.ventes)
    digest = await digest_of(company, company.projets)
    assert "secret" in digest.text
    assert "Béta" in digest.text


async def test_a_shared_channel_shows_nothing_internal(company: Company) -> None:
    everybody = [company.ana, company.luc]
    shared = company.slack.add_channel("avec-acme", members=everybody, shared=True)
    await tell(company, "on a signé Béta", company.ventes)
    await pass_on(company, "Un SMS avant d’appeler", company.ventes)
    await tell(company, "la démo chez Acme", shared)
    digest = await digest_of(company, shared)
    assert "Acme" in digest.text
    assert "Béta" not in digest.text
    assert "SMS" not in digest.text


async def test_what_is_told_in_a_shared_channel_stays_there(company: Company) -> None:
    shared = company.slack.add_channel("avec-acme", members=[company.ana], shared=True)
    await tell(company, "la démo chez Acme", shared)
    digest = await digest_of(company, company.ventes)
    assert "Acme" not in digest.text


# ------------------------------------------------------------------ once a week


async def test_a_preview_is_private_and_posts_at_once(company_on_both: Company) -> None:
    company = company_on_both
    await tell(company, "on a signé Béta", company.ventes)
    await company.settle()
    shown = await preview(company, company.ventes)
    assert shown.visible_to == company.ana.id
    assert "Béta" in shown.text
    await company.ana.click(shown, "digests.send")
    await company.settle()
    digest = company.last(company.ventes)
    assert digest.text.startswith(OPENINGS), "in the language of the channel"
    assert company.ana.ephemerals(company.ventes)[-1].text == "Le récap part dans le canal."


async def test_what_is_sent_by_hand_is_not_sent_again_by_the_clock(company: Company) -> None:
    await choose_rhythm(company, company.ventes, digest=(FRIDAY, "16:30"))
    shown = await preview(company, company.ventes)
    await company.ana.click(shown, "digests.send")
    await company.settle()
    again = await preview(company, company.ventes)
    assert "déjà paru" in again.text
    assert not [block for block in again.blocks if block["type"] == "actions"]
    await company.move_to(FRIDAY_1630)
    assert len(company.slack.messages(company.ventes)) == 1
    await company.move_to(FRIDAY_1630 + WEEK)
    assert len(company.slack.messages(company.ventes)) == 2


async def test_two_people_who_post_at_once_post_one(company_on_both: Company) -> None:
    company = company_on_both
    await choose_rhythm(company, company.ventes, keepers=[company.luc])
    first = await preview(company, company.ventes)
    second = await preview(company, company.ventes, by=company.luc)
    await asyncio.gather(
        company.ana.click(first, "digests.send"), company.luc.click(second, "digests.send")
    )
    await company.settle()
    assert len(company.slack.messages(company.ventes)) == 1
    said = {person.ephemerals(company.ventes)[-1].text for person in (company.ana, company.luc)}
    assert len(said) == 2, "one is told that it is done already"


async def test_a_new_day_in_the_same_week_sends_no_second_one(company: Company) -> None:
    await choose_rhythm(company, company.ventes, digest=(0, "11:00"))
    await company.move_to(datetime(2026, 11, 23, 10, tzinfo=UTC))
    assert len(company.slack.messages(company.ventes)) == 1
    await choose_rhythm(company, company.ventes, digest=(FRIDAY, "16:30"))
    shown = await preview(company, company.ventes)
    assert "vendredi 4 décembre" in shown.text, "and it is said so"
    await company.move_to(FRIDAY_1630 + timedelta(hours=1))
    assert len(company.slack.messages(company.ventes)) == 1


async def test_what_slack_refused_can_be_posted_when_it_is_mended(company_on_both: Company) -> None:
    company = company_on_both
    shown = await preview(company, company.ventes)
    company.slack.restrict(company.ventes)
    await company.ana.click(shown, "digests.send")
    with capture_logs():
        await company.settle()
    [word] = company.slack.dm(company.ana)
    assert word.text.startswith("Je n’ai pas pu écrire dans")
    company.slack.restrict(company.ventes, restricted=False)
    shown = await preview(company, company.ventes)
    await company.ana.click(shown, "digests.send")
    await company.settle()
    assert len(company.slack.messages(company.ventes)) == 1


async def test_where_the_bot_is_not_nothing_is_posted(company: Company) -> None:
    elsewhere = company.slack.add_channel("autre", members=[company.ana], with_bot=False)
    shown = await preview(company, elsewhere)
    await company.ana.click(shown, "digests.send")
    assert "/invite" in company.ana.ephemerals(elsewhere)[-1].text
    await company.settle()
    assert company.slack.messages(elsewhere) == []
