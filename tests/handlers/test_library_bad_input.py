"""Searches through Bolt: whatever is typed, and what was mistyped."""

import pytest

from tests.support.company import Company
from tests.support.tips import somebody, tip, titles


@pytest.mark.parametrize("method", ["users.info", "conversations.members"])
async def test_a_search_that_slack_holds_up_gives_the_words_back(
    company: Company, method: str
) -> None:
    await tip(company, company.ana, "Parler au directeur", company.projets)
    company.slack.will_delay(method, 6, times=20)
    outcome = await company.tom.command("/practices big director", company.marketing)
    assert "Slack is not answering me right now." in outcome.text
    assert "/practices big director" in outcome.text


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
