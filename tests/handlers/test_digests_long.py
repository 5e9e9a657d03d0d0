"""Long digests: whole, in order, within what Slack takes, in the channel and in its thread."""

from datetime import timedelta

from bot.domain.gestures import Gesture
from bot.domain.wins import WinForm
from sandbox.nouns import Message
from tests.handlers.test_digests import FRIDAY, FRIDAY_1630, digest_of, pass_on, preview
from tests.support.company import Company
from tests.support.rhythms import choose_rhythm

WINS = range(6)
"""As many as a digest shows."""
HEAVY = "& " * 300
"""Words that grow when they are escaped."""


async def tell_many(company: Company) -> None:
    """Tell as many wins as a digest shows, as long as they come; their forms are no matter here."""
    for number in WINS:
        company.clock.advance(timedelta(minutes=1))
        gesture = Gesture(
            f"many:{number}", company.slack.team_id, company.ana.id, company.clock.now()
        )
        story, customer = f"n{number} {HEAVY}", f"c{number} {HEAVY}"
        form = WinForm(story, (company.ana.id,), "", customer, company.ventes.id)
        await company.cordee.services.wins.share(gesture, form)


async def all_told(company: Company) -> None:
    """Let every card be posted, at the pace that a channel takes."""
    for _ in range(15):
        await company.let(seconds=5)


def lines_with(sign: str, *parts: Message) -> list[str]:
    return [line for part in parts for line in part.text.split("\n") if line.startswith(sign)]


async def test_a_long_one_goes_on_in_its_thread_whole_and_in_order(company: Company) -> None:
    await tell_many(company)
    for letter in "abcd":
        await pass_on(company, f"{letter} {HEAVY}"[:110], company.ventes, what=HEAVY)
    await all_told(company)
    digest = await digest_of(company, company.ventes)
    parts = [digest, *company.slack.messages(company.ventes, digest)]
    assert len(parts) > 1
    sizes = [sum(len(str(b.get("text", {}).get("text", ""))) for b in p.blocks) for p in parts]
    assert max(sizes) <= 9000
    assert all(len(part.blocks) <= 50 for part in parts)
    told = lines_with(":trophy:", *parts)
    assert [line.split()[1] for line in told] == [f"n{number}" for number in WINS]
    paragraphs = [paragraph for part in parts for paragraph in part.text.split("\n\n")]
    wins = [p for p in paragraphs if p.startswith(":trophy:")]
    assert all(p.endswith("_Ana Morel_") for p in wins), "none is cut in two"
    passed_on = [line.removeprefix(":bulb: *")[0] for line in lines_with(":bulb:", *parts)]
    assert passed_on == list("abcd")
    assert paragraphs[-1].startswith(":speech_balloon:")
    ends = [part.blocks[-1] for part in parts]
    assert not [e for e in ends if str(e["text"]["text"]).startswith("*")], "no lead stands alone"


async def test_its_parts_keep_their_order_when_one_is_held_up(company: Company) -> None:
    await tell_many(company)
    for letter in "abcd":
        await pass_on(company, f"{letter} {HEAVY}"[:110], company.ventes, what=HEAVY)
    await all_told(company)
    await choose_rhythm(company, company.ventes, digest=(FRIDAY, "16:30"))
    company.clock.move_to(FRIDAY_1630)
    company.slack.will_drop("chat.postMessage")
    await company.settle()
    company.slack.will_fail("chat.postMessage", "ratelimited", retry_after=30)
    for _ in range(10):
        await company.let(seconds=30)
    digest = company.last(company.ventes)
    parts = [digest, *company.slack.messages(company.ventes, digest)]
    assert len(parts) > 2
    told = lines_with(":trophy:", *parts)
    assert [line.split()[1] for line in told] == [f"n{number}" for number in WINS]


async def test_a_long_preview_is_one_that_slack_takes(company: Company) -> None:
    await tell_many(company)
    shown = await preview(company, company.ventes)
    assert len(shown.blocks) <= 50
    assert shown.blocks[-1]["type"] == "actions"
    assert "fil" in str(shown.blocks[-2])
