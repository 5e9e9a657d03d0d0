"""Answers to an open question: who coaches, what a form offers, the closing, all that is read."""

from bot.domain.teams import Team
from sandbox.forms import places
from sandbox.gestures import Acting
from sandbox.nouns import Message
from tests.support.company import Company
from tests.support.questions import CLOSING, TUESDAY_10

TEXT, AUDIENCE = "checkins.answer.text", "checkins.answer.audience"
SINCE = "*Depuis\N{NO-BREAK SPACE}:*"


async def coached(company: Company, *coaches: Acting) -> None:
    """Let everybody be in one team with these coaches."""
    everybody = (company.ana, company.luc, company.tom, company.mia)
    team = Team(
        company.slack.team_id,
        "lyon",
        "Lyon",
        people=frozenset(person.id for person in everybody),
        coaches=frozenset(coach.id for coach in coaches),
    )
    async with company.cordee.services.teams._database.write(team.team_id) as tx:
        await tx.teams.forget(team.handle)
        await tx.add(team)


def offered(person: Acting) -> dict[str, str]:
    """Return the audiences in the form in front of somebody."""
    assert person.modal is not None
    found = [p.element for p in places(person.modal.blocks) if p.action_id == AUDIENCE]
    return {o["value"]: o["text"]["text"] for e in found for o in e["options"]}


def entered(person: Acting, name: str) -> str:
    """Return what stands in a field of the form in front of somebody."""
    assert person.modal is not None
    state = person.modal.values.get(name, {}).get(name, {})
    return str(state.get("value") or (state.get("selected_option") or {}).get("value") or "")


async def close(company: Company) -> Message:
    """Let the question be closed, and return what the channel was told last."""
    await company.move_to(TUESDAY_10 + CLOSING)
    return company.last(company.ventes)


def everything(company: Company) -> list[Message]:
    """Return every message anywhere."""
    return [message for channel in company.slack.channels for message in channel.messages.values()]


def whole(company: Company) -> str:
    """Return all that anybody can read anywhere."""
    return "\n".join(f"{message.text} {message.blocks}" for message in everything(company))
