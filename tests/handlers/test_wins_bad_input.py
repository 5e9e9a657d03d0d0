"""Wins tried hard: odd words, closed channels, a slow Slack, a broken database. Nothing is lost."""

import asyncio
from collections.abc import Callable

import pytest
from structlog.testing import capture_logs

from sandbox.errors import ClientRefused
from sandbox.gestures import Acting
from sandbox.nouns import Channel
from tests.support.breaking import Breaking
from tests.support.company import Company, small_company

STORY, PEOPLE = "wins.share.story", "wins.share.people"
NOTHING = {
    "ana": "Raconte en quelques mots\u00a0: que s’est-il passé\u00a0?",
    "tom": "Tell it in a few words: what happened?",
}
SPEAKERS = pytest.mark.parametrize("name, command", [("ana", "/reussite"), ("tom", "/win")])


def somebody(company: Company, name: str) -> Acting:
    person: Acting = getattr(company, name)
    return person


async def tell(company: Company, who: Acting, story: str, channel: Channel | None = None) -> None:
    await submit(who, story, channel or company.ventes)
    await company.let(seconds=2)  # a channel takes a message a second


async def submit(who: Acting, story: str, channel: Channel) -> None:
    await who.command("/win", channel)
    assert (await who.submit({STORY: story})).ok


def everything_in(company: Company, channel: Channel) -> str:
    """Return all words of a channel, threads included, as people see them."""
    words = [
        block["text"]["text"]
        for message in company.slack.messages(channel)
        for part in [message, *company.slack.messages(channel, message)]
        for block in part.blocks
        if block["type"] == "section"
    ]
    return "".join(words).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


@SPEAKERS
async def test_an_empty_win_asks_for_words_and_keeps_the_rest(
    company: Company, name: str, command: str
) -> None:
    person = somebody(company, name)
    await person.command(command, company.ventes)
    with pytest.raises(ClientRefused):
        await person.submit()
    refused = await person.submit({STORY: " \u200f\u2800 ", "wins.share.customer": "serenity"})
    assert refused.errors == {STORY: NOTHING[name]}
    assert (await person.submit({STORY: "Beta"})).ok
    await company.settle()
    assert "serenity" in everything_in(company, company.ventes)


async def test_emoji_tell_enough(company: Company) -> None:
    for story in ("🎉", ":tada: :trophy:", "👩🏽\u200d🚀"):
        await tell(company, company.ana, story)
        assert company.last(company.ventes).blocks[0]["text"]["text"] == f":trophy: {story}"


@SPEAKERS
async def test_words_that_no_form_holds_come_back(
    company: Company, name: str, command: str
) -> None:
    person = somebody(company, name)
    words = "été & hiver " * 300
    outcome = await person.command(f"{command} {words}", company.ventes)
    assert person.modal is None
    assert ("3000 caractères" if name == "ana" else "3000 characters") in outcome.text
    assert words.strip().replace("&", "&amp;") in outcome.text


async def test_just_three_thousand_characters_fit(company: Company) -> None:
    words = "a" * 3000
    await company.ana.command(f"/reussite {words}", company.ventes)
    assert company.ana.modal is not None
    assert (await company.ana.submit()).ok
    await company.settle()
    assert everything_in(company, company.ventes).count("a") == 3000


@pytest.mark.parametrize("character", ["&", "<", ">", "é", "🎉"])
async def test_characters_that_expand_lose_nothing(company: Company, character: str) -> None:
    story = f"{character * 9} " * 300
    await tell(company, company.ana, story)
    shown = everything_in(company, company.ventes).removeprefix(":trophy:")
    assert "".join(shown.split()) == "".join(story.split())
    for message in company.slack.messages(company.ventes):
        assert message.blocks, "sent as bare text: Slack refused the blocks"


async def test_a_win_in_full_is_one_message(company: Company) -> None:
    await company.ana.command("/reussite", company.ventes)
    fields = {STORY: "mot " * 749, "wins.share.enablers": "mot " * 374}
    await company.ana.submit({**fields, "wins.share.customer": "mot " * 374})
    await company.settle()
    [card] = company.slack.messages(company.ventes)
    assert not company.slack.messages(company.ventes, card)


async def test_a_long_message_begins_the_form_and_says_so(company: Company) -> None:
    message = await company.mia.say(company.ventes, "mot " * 2000)
    await company.ana.message_shortcut("wins.keep", message)
    assert company.ana.modal is not None
    assert "plus long" in company.ana.modal.blocks[0]["elements"][0]["text"]
    assert len(company.ana.modal.values[STORY][STORY]["value"]) == 3000
    assert (await company.ana.submit()).ok


async def test_a_message_whose_entities_expand_fits_as_it_is(company: Company) -> None:
    message = await company.mia.say(company.ventes, "&" * 3000)
    await company.ana.message_shortcut("wins.keep", message)
    assert company.ana.modal is not None
    assert company.ana.modal.values[STORY][STORY]["value"] == "&" * 3000


async def test_words_call_nobody_and_turn_nothing_round(company: Company) -> None:
    shown = {
        "<!channel> <!here>": "&lt;!channel&gt; &lt;!here&gt;",
        "<@U123> <#C123>": "&lt;@U123&gt; &lt;#C123&gt;",
        "<https://evil.example|our site>": "&lt;https://evil.example|our site&gt;",
        "a &amp; b &lt; c": "a &amp;amp; b &amp;lt; c",
        "\u202eevil\u202c \u2066good\u2069": "evil good",
        "שלום \u200fabc": "שלום \u200fabc",
        "@channel @here @everyone": "@channel @here @everyone",
    }
    for typed, words in shown.items():
        await tell(company, company.ana, typed)
        card = company.last(company.ventes)
        assert card.blocks[0]["text"] == {
            "type": "mrkdwn",
            "text": f":trophy: {words}",
            "verbatim": True,
        }
        assert "<!" not in card.text


async def test_a_command_that_calls_everybody_is_only_words(company: Company) -> None:
    await company.ana.command("/reussite bravo @channel & @here <3", company.ventes)
    assert company.ana.modal is not None
    assert company.ana.modal.values[STORY][STORY]["value"] == "bravo @channel & @here <3"


# ------------------------------------------------------------------ channels that refuse


def leave(company: Company, channel: Channel) -> None:
    company.slack.granted_scopes.discard("chat:write.public")
    company.slack.remove_bot(channel)


def archive(company: Company, channel: Channel) -> None:
    company.slack.archive(channel)


def restrict(company: Company, channel: Channel) -> None:
    company.slack.restrict(channel)


CLOSED = pytest.mark.parametrize(
    "close, why",
    [
        (leave, ("Je ne suis pas dans ce canal.", "I am not in that channel.")),
        (archive, ("Ce canal est archivé.", "That channel is archived.")),
        (restrict, ("Ce canal ne me laisse pas écrire.", "That channel does not let me post.")),
    ],
)
Close = Callable[[Company, Channel], None]


@CLOSED
@pytest.mark.parametrize("name", ["ana", "tom"])
async def test_where_it_cannot_be_told_its_author_has_their_words(
    company: Company, close: Close, why: tuple[str, str], name: str
) -> None:
    person = somebody(company, name)
    await submit(person, "Béta & co", company.marketing)
    close(company, company.marketing)
    await company.settle()
    assert not company.slack.messages(company.marketing)
    [word] = company.slack.dm(person)
    assert why[name == "tom"] in word.text
    assert f"<#{company.marketing.id}>" in word.text
    assert "Béta &amp; co" in word.text

    await person.click(word, "wins.retell.elsewhere", company.ventes)
    await company.settle()
    [card] = company.slack.messages(company.ventes)
    assert "Béta &amp; co" in card.text
    [word] = company.slack.dm(person)
    assert not [block for block in word.blocks if block["type"] == "actions"]
    assert f"<#{company.ventes.id}>" in word.text


async def test_after_an_invitation_it_is_told_where_it_was_meant(company: Company) -> None:
    await submit(company.ana, "Béta", company.marketing)
    leave(company, company.marketing)
    await company.settle()
    [word] = company.slack.dm(company.ana)
    company.slack.invite_bot(company.marketing)
    await asyncio.gather(
        company.ana.click(word, "wins.retell"), company.ana.click(word, "wins.retell")
    )
    await company.settle()
    assert len([m for m in company.slack.messages(company.marketing) if m.blocks]) == 1


async def test_still_closed_its_author_is_told_again(company: Company) -> None:
    await submit(company.ana, "Béta", company.marketing)
    archive(company, company.marketing)
    await company.settle()
    [first] = company.slack.dm(company.ana)
    await company.ana.click(first, "wins.retell")
    await company.settle()
    first, second = company.slack.dm(company.ana)
    assert "Béta" in second.text
    assert "Béta" not in first.text
    company.slack.unarchive(company.marketing)
    await company.ana.click(second, "wins.retell")
    await company.settle()
    assert len(company.slack.messages(company.marketing)) == 1


async def test_a_question_answered_already_is_settled(company: Company) -> None:
    await submit(company.ana, "Béta", company.marketing)
    archive(company, company.marketing)
    await company.settle()
    [word] = company.slack.dm(company.ana)
    stale = list(word.blocks)
    await company.ana.click(word, "wins.retell.elsewhere", company.ventes)
    word.blocks = stale  # as on a second screen that has not caught up
    await company.ana.click(word, "wins.retell.elsewhere", company.projets)
    await company.settle()
    assert len(company.slack.messages(company.ventes)) == 1
    assert not company.slack.messages(company.projets)
    assert [m.text for m in company.ana.ephemerals(word.channel)] == [
        "Je m’en suis déjà occupée\u00a0: cette question est réglée."
    ]


async def test_a_long_win_comes_back_whole(company: Company) -> None:
    await submit(company.ana, "&" * 3000, company.marketing)
    archive(company, company.marketing)
    await company.settle()
    word, *rest = company.slack.dm(company.ana)
    assert [block["type"] for block in word.blocks[:2]] == ["section", "actions"]
    channel = company.slack.channel(word.channel)
    assert everything_in(company, channel).count("&") == 3000
    assert not rest


# ------------------------------------------------------------------ cards that are gone


@SPEAKERS
async def test_a_click_on_a_withdrawn_win_says_so(
    company: Company, name: str, command: str
) -> None:
    person = somebody(company, name)
    await person.command(f"{command} Beta", company.ventes)
    await person.submit()
    await company.settle()
    card = company.last(company.ventes)
    stale = list(card.blocks)
    choices = [option["value"] for option in stale[0]["accessory"]["options"]]
    revise, withdraw, _ = choices
    await person.click(card, "wins.menu", revise)
    form = person.modal
    await person.click(card, "wins.menu", withdraw)
    await person.submit()
    await company.settle()

    sentence = {
        "ana": "Cette réussite a été retirée\u00a0: il n’y a plus rien à modifier.",
        "tom": "This win was withdrawn, so there is nothing left to change.",
    }[name]
    card.blocks = stale
    for choice in choices:
        await person.click(card, "wins.menu", choice)
    assert [m.text for m in person.ephemerals(company.ventes)] == [sentence] * len(choices)
    assert form is not None
    company.slack.workspace.set_modals(person, [form])
    late = await person.submit({"wins.revise.story": "still my words"})
    assert list(late.errors.values()) == [sentence]
    company.slack.workspace.set_modals(person, [])


# ------------------------------------------------------------------ a slow or closed Slack


@SPEAKERS
async def test_a_form_that_came_too_late_gives_the_words_back(
    company: Company, name: str, command: str
) -> None:
    person = somebody(company, name)
    company.slack.will_fail("views.open", "expired_trigger_id")
    outcome = await person.command(f"{command} won & <3 with @luc", company.ventes)
    assert f"{command} won &amp; &lt;3 with @luc" in outcome.text
    assert ("J’ai mis trop de temps" if name == "ana" else "took me too long") in outcome.text


async def test_a_shortcut_that_came_too_late_says_so(company: Company) -> None:
    message = await company.mia.say(company.ventes, "Acme")
    company.slack.will_fail("views.open", "trigger_exchanged")
    await company.tom.message_shortcut("wins.keep", message)
    [word] = company.tom.ephemerals(company.ventes)
    assert "took me too long" in word.text


@pytest.mark.parametrize("error", ["ratelimited", "http_500", "internal_error"])
async def test_slack_in_trouble_gives_the_words_back(company: Company, error: str) -> None:
    company.slack.will_fail("views.open", error)
    outcome = await company.ana.command("/reussite Béta", company.ventes)
    assert "/reussite Béta" in outcome.text
    assert "Slack ne me répond pas" in outcome.text


async def test_without_names_the_form_opens_all_the_same(company: Company) -> None:
    company.slack.will_fail("users.info", "http_500", times=20)
    await company.tom.command("/win with @luc", company.ventes)
    assert company.tom.modal is not None
    assert company.tom.modal.values[STORY][STORY]["value"] == "with @luc.petit"
    assert company.tom.modal.values[PEOPLE][PEOPLE]["selected_users"] == [
        company.tom.id,
        company.luc.id,
    ]


async def test_slow_names_do_not_keep_anybody_waiting(company: Company) -> None:
    company.slack.will_delay("users.info", 5, times=20)
    await company.tom.command("/win with @luc", company.ventes)
    assert company.tom.modal is not None
    assert company.tom.modal.values[STORY][STORY]["value"] == "with @luc.petit"


# ------------------------------------------------------------------ a broken database


@SPEAKERS
async def test_the_form_keeps_its_words_when_the_database_fails(
    sqlite_url: str, name: str, command: str
) -> None:
    breaking = Breaking(sqlite_url)
    async with small_company(sqlite_url) as company:
        person = somebody(company, name)
        await person.command(f"{command} Beta", company.ventes)
        breaking.take("outbox")
        with capture_logs() as logs:
            refused = await person.submit({"wins.share.customer": "serenity"})
        [sentence] = refused.errors.values()
        assert ("de mon côté" if name == "ana" else "on my side") in sentence
        [line] = [entry for entry in logs if entry["event"] == "failed"]
        assert line["reference"] in sentence
        assert person.modal is not None
        breaking.give_back("outbox")
        assert (await person.submit()).ok
        await company.settle()
        [card] = company.slack.messages(company.ventes)
        assert "serenity" in card.text


async def test_over_a_socket_it_is_all_the_same(sqlite_url: str) -> None:
    async with small_company(sqlite_url, socket_mode=True) as company:
        outcome = await company.ana.command(f"/reussite {'été ' * 1000}", company.ventes)
        assert "été été" in outcome.text
        company.slack.will_fail("views.open", "expired_trigger_id")
        outcome = await company.ana.command("/reussite Béta", company.ventes)
        assert "/reussite Béta" in outcome.text
        await company.ana.command("/reussite Béta", company.ventes)
        assert (await company.ana.submit({STORY: "\u200f"})).errors == {STORY: NOTHING["ana"]}
        company.ana.fill({STORY: "Béta"})
        await asyncio.gather(company.ana.submit(), company.ana.submit())
        payload = company.slack.deliveries[-1].payload
        await company.slack.backend.courier.ask("interactive", payload)
        await company.settle()
        assert len(company.slack.messages(company.ventes)) == 1
