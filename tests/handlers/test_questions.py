"""A channel's questions through Bolt: its own, those set aside, closed ones opened."""

from datetime import timedelta

import pytest

from bot.domain.own_questions import Veto
from bot.domain.questions import BANK
from bot.i18n import translator
from sandbox.gestures import Acting
from sandbox.nouns import Channel
from sandbox.submissions import Submission
from storage.tables import metadata, outbox, receipts, vetoes
from tests.support.company import Company
from tests.support.questions import TUESDAY, TUESDAY_10, asked
from tests.support.rhythms import choose_rhythm

OURS = "Que nous disent les gîtes & les <campings> ?"
SHOWN = "Que nous disent les gîtes &amp; les &lt;campings&gt; ?"


async def page(person: Acting, channel: Channel) -> list[str]:
    """Open the questions of a channel, and return its paragraphs."""
    outcome = await person.command("/cordee point", channel)
    assert outcome.message is not None
    await person.click(outcome.message, "questions.open")
    return paragraphs(person)


def paragraphs(person: Acting) -> list[str]:
    assert person.modal is not None
    return [b["text"]["text"] for b in person.modal.blocks if b["type"] == "section"]


async def add(person: Acting, words: str, field: str = "words") -> Submission:
    await person.click(None, "questions.new")
    return await person.submit({f"questions.write.{field}": words})


async def write(person: Acting, channel: Channel, words: str) -> Submission:
    await page(person, channel)
    return await add(person, words)


def suggestion(person: Acting, turn: int = 1) -> str:
    assert person.modal is not None
    name = f"questions.write.words{turn}"
    return str(person.modal.values[name][name]["value"])


async def ask_now(company: Company, by: Acting) -> str:
    outcome = await by.command("/cordee point", company.ventes)
    assert outcome.message is not None
    await by.click(outcome.message, "checkins.ask_now")
    await company.settle()
    return company.last(company.ventes).text.split("\n")[0]


async def test_a_team_asks_its_own_question_and_sets_others_aside(
    company_on_both: Company,
) -> None:
    company = company_on_both
    ana, luc = company.ana, company.luc
    [said, first] = await page(ana, company.ventes)
    assert "personne" in said
    await ana.click(None, "questions.set_aside")
    [_, second] = paragraphs(ana)
    assert second != first
    assert (await add(ana, OURS)).ok
    shown = paragraphs(ana)
    assert SHOWN in shown[1], "one's own comes before the bank goes on"
    assert shown[-1] == SHOWN
    await ana.close_modal()
    assert await ask_now(company, luc) == SHOWN
    prompt = company.last(company.ventes)
    # The answers say what was asked, in every language, even once it is removed.
    await luc.click(prompt, "checkins.open_answer")
    await luc.submit({"checkins.answer.text": "qu’ils rappellent le soir"})
    await page(ana, company.ventes)
    await ana.click(None, "Retirer la question")
    assert OURS not in str(paragraphs(ana))
    await ana.close_modal()
    await company.let(days=3)
    assert SHOWN in company.last(company.ventes).text
    t = translator("fr")
    english = {t(words): words for words in BANK.values()}
    assert await ask_now(company, luc) == english[second.split("*")[1]]


async def test_not_for_us_on_the_prompt_leaves_no_trace_of_whom(company: Company) -> None:
    prompt = await asked(company)
    question = prompt.text.split("\n")[0]
    database = company.cordee.services.outbox._database

    async def rows() -> dict[str, set[str]]:
        async with database.engine.connect() as connection:
            return {
                name: {repr(row) for row in (await connection.execute(table.select())).all()}
                for name, table in metadata.tables.items()
            }

    before = await rows()
    for _ in range(2):
        await company.mia.click(prompt, "Pas pour nous\u00a0: ne la pose plus")
    after = await rows()
    new = {name: after[name] - before[name] for name in after if after[name] - before[name]}
    assert new.keys() == {vetoes.name, receipts.name}
    assert company.mia.id not in str(new)
    assert outbox.name not in new
    [_, word] = company.mia.ephemerals(company.ventes)
    assert "will not come back" in word.text
    assert prompt.text.startswith(question), "this time it stays open"
    await company.mia.click(prompt, "checkins.open_answer")
    assert (await company.mia.submit({"checkins.answer.text": "still"})).ok


async def test_what_is_let_back_in_may_come_again(company: Company) -> None:
    [_, first] = await page(company.ana, company.ventes)
    await company.ana.click(None, "questions.set_aside")
    await company.luc.command("/cordee point", company.ventes)
    await page(company.luc, company.ventes)
    await company.luc.click(None, "questions.back")
    assert company.luc.modal is not None
    [option] = company.luc.modal.blocks[0]["element"]["options"]
    assert option["text"]["text"] in first
    await company.luc.submit({"questions.let_back.question": option["value"]})
    assert paragraphs(company.luc)[1] == first
    # Somebody else had the list open: nothing is left to let back in.
    await company.ana.click(None, "questions.back")
    assert "Plus rien" in paragraphs(company.ana)[0]


# ------------------------------------------------------------------ closed ones


async def test_a_scale_comes_back_as_an_open_question(company: Company) -> None:
    ana = company.ana
    await write(ana, company.ventes, "De 1 à 10, quelle est ta motivation ?")
    assert "_De 1 à 10, quelle est ta motivation ?_" in paragraphs(ana)[0]
    opened = "Qu’est-ce qui te motive en ce moment, et qu’est-ce qui te manque\u00a0?"
    assert suggestion(ana) == opened
    # Another closed one is opened too; then it is one click to take what is offered.
    await ana.submit({"questions.write.words1": "Combien d’appels as-tu passés ?"})
    assert "appels" in suggestion(ana, 2)
    offered = suggestion(ana, 2)
    assert (await ana.submit({})).ok
    assert paragraphs(ana)[-1] == offered


async def test_a_scale_in_english_is_opened_in_english(company: Company) -> None:
    await write(company.ana, company.ventes, "From 1 to 10, how motivated are you?")
    assert suggestion(company.ana).startswith("What motivates you")


async def test_a_yes_or_no_question_gets_a_remark_and_is_kept(company: Company) -> None:
    ana = company.ana
    await write(ana, company.ventes, "As-tu essayé la nouvelle page ?")
    assert "oui ou par non" in paragraphs(ana)[0]
    await ana.click(None, "questions.correct")
    await ana.submit({"questions.write.words": "Qu’a donné la nouvelle page ?"})
    assert paragraphs(ana)[-1] == "Qu’a donné la nouvelle page ?"
    assert "As-tu essayé" not in str(paragraphs(ana))


@pytest.mark.parametrize(
    "words, sentence",
    [
        (" \u200b ", "aimerais"),
        ("?", "aimerais"),
        ("Qu’est-ce qui a avancé, grâce à quelqu’un", "toute seule"),
        ("What moved forward thanks to someone else?", "toute seule"),
    ],
)
async def test_a_question_that_cannot_be_added_says_why(
    company: Company, words: str, sentence: str
) -> None:
    outcome = await write(company.ana, company.ventes, words)
    assert sentence in outcome.errors["questions.write.words"]


async def test_a_question_is_added_once(company: Company) -> None:
    assert (await write(company.ana, company.ventes, OURS)).ok
    outcome = await write(company.tom, company.ventes, OURS.upper())
    assert "already" in outcome.errors["questions.write.words"]
    await company.ana.click(None, "Corriger la question")
    assert (await company.ana.submit({"questions.write.words": OURS})).ok


# ------------------------------------------------------------------ who may


async def test_only_its_author_corrects_and_anybody_sets_it_aside(company: Company) -> None:
    await write(company.ana, company.ventes, OURS)
    await page(company.luc, company.ventes)
    assert company.luc.modal is not None
    [menu] = [
        b["accessory"]["options"]
        for b in company.luc.modal.blocks
        if b.get("accessory", {}).get("type") == "overflow"
    ]
    assert [option["text"]["text"] for option in menu] == ["Pas pour nous"]
    await company.luc.click(None, "Pas pour nous")
    assert SHOWN not in str(paragraphs(company.luc))
    outcome = await write(company.tom, company.ventes, OURS)
    assert "set aside" in outcome.errors["questions.write.words"]


async def test_whoever_left_the_channel_changes_nothing_there(company: Company) -> None:
    await page(company.luc, company.projets)
    await company.luc.click(None, "questions.new")
    company.slack.remove_member(company.projets, company.luc)
    await company.slack.quiet()
    outcome = await company.luc.submit({"questions.write.words": OURS})
    assert "rejoins-le" in outcome.errors["questions.write.words"]
    assert not [words for words in await page(company.ana, company.projets) if words == SHOWN]


async def test_where_all_is_set_aside_that_is_said_once(company: Company) -> None:
    questions = company.cordee.services.questions
    database = company.cordee.services.outbox._database
    await database.add(*(Veto(company.slack.team_id, company.ventes.id, key) for key in BANK))
    await choose_rhythm(company, company.ventes, checkin=(TUESDAY, "10:00"))
    await company.move_to(TUESDAY_10 - timedelta(days=7))
    outcome = await company.ana.command("/cordee point", company.ventes)
    assert outcome.message is not None
    await company.ana.click(outcome.message, "checkins.ask_now")
    assert "mises de côté" in company.ana.ephemerals(company.ventes)[-1].text
    await company.move_to(TUESDAY_10)
    [word] = company.slack.messages(company.ventes)
    assert "mises de côté" in word.text
    assert not await questions.has_one(company.slack.team_id, company.ventes.id)
    assert "je ne demanderai rien" in (await page(company.ana, company.ventes))[1]
