"""A small company to meet Cordée in: six people, three channels, and what they do there.

Altitude sells online booking to campsites and mountain lodges. Half of its people speak French.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.views import ids
from sandbox.errors import NotAllowed
from sandbox.gestures import Acting
from sandbox.nouns import Channel, Message
from sandbox.server import Sandbox

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = range(5)


@dataclass(frozen=True, slots=True)
class Company:
    """Six people of sales and marketing, and the three channels where they meet."""

    slack: Sandbox
    camille: Acting
    """Leads sales, in Lyon; the workspace's admin; French."""
    karim: Acting
    """Sales, in Marseille; French."""
    ines: Acting
    """Marketing, in Montréal; French."""
    tom: Acting
    """Sales, in London; English."""
    priya: Acting
    """Marketing, in London; English."""
    sam: Acting
    """Sales, in New York; English."""
    ventes: Channel
    """In French; everybody is in it."""
    marketing: Channel
    """In English; everybody is in it."""
    grands_comptes: Channel
    """In French, private: Camille, Karim and Tom."""


def found(slack: Sandbox) -> Company:
    """Bring the people of the company and its channels into a workspace."""
    camille = slack.add_person("Camille Roux", "fr-FR", "Europe/Paris", admin=True)
    karim = slack.add_person("Karim Benali", "fr-FR", "Europe/Paris")
    ines = slack.add_person("Inès Fabre", "fr-FR", "America/Toronto")
    tom = slack.add_person("Tom Hughes", "en-GB", "Europe/London")
    priya = slack.add_person("Priya Nair", "en-GB", "Europe/London")
    sam = slack.add_person("Sam Rivera", "en-US", "America/New_York")
    everybody = [camille, karim, ines, tom, priya, sam]
    slack.page_titles = {
        camille.id: "Ventes · Lyon",
        karim.id: "Ventes · Marseille",
        ines.id: "Marketing · Montréal",
        tom.id: "Sales · London",
        priya.id: "Marketing · London",
        sam.id: "Sales · New York",
    }
    return Company(
        slack=slack,
        camille=camille,
        karim=karim,
        ines=ines,
        tom=tom,
        priya=priya,
        sam=sam,
        ventes=slack.add_channel("ventes", everybody),
        marketing=slack.add_channel("marketing", everybody),
        grands_comptes=slack.add_channel("grands-comptes", [camille, karim, tom], private=True),
    )


async def agree_on_rhythms(company: Company) -> None:
    """Let Camille choose the language and the rhythm of each channel, in the settings form."""
    digest = {"weekday": str(FRIDAY), "at": "16:30"}
    french = {"language": "fr", "zone": "Europe/Paris", "country": "FR"}
    english = {"language": "en", "zone": "Europe/London", "country": "GB"}
    tuesday = {"weekdays": [str(TUESDAY)], "at": "10:00"}
    wednesday = {"weekdays": [str(WEDNESDAY)], "at": "10:00"}
    await _set(company, company.ventes, french, {"digest": digest, "checkin": tuesday})
    await _set(company, company.marketing, english, {"digest": digest, "checkin": wednesday})
    await _set(company, company.grands_comptes, french, {"digest": digest})


async def name_teams(company: Company) -> None:
    """Let Camille say who is of which team, so that what both carried is marked as theirs."""
    c = company
    await c.camille.command(f"{ids.CORDEE_COMMAND} réglages", c.ventes)
    await c.camille.click(None, ids.TEAMS_OPEN)
    for name, people, coach in (
        ("Ventes", [c.camille, c.karim, c.tom, c.sam], c.camille),
        ("Marketing", [c.ines, c.priya], c.priya),
    ):
        await c.camille.click(None, ids.TEAMS_NEW)
        said = {"name": name, "people": people, "coaches": [coach]}
        await submit(c.camille, ids.TEAMS_CHANGE, said)
    await c.camille.close_modal(whole_stack=True)


async def _set(
    company: Company, channel: Channel, place: dict[str, str], rhythms: dict[str, dict[str, Any]]
) -> None:
    camille = company.camille
    await camille.command(f"{ids.CORDEE_COMMAND} réglages", channel)
    await camille.click(None, ids.SETTINGS_PLACE_OPEN)
    await submit(camille, ids.SETTINGS_PLACE, place)
    await camille.close_modal()
    for kind, rhythm in rhythms.items():
        await camille.click(None, ids.RHYTHMS_OPEN, f"{kind}:{channel.id}")
        await submit(camille, ids.RHYTHMS_CHANGE, rhythm)
        await camille.close_modal()
    await camille.close_modal()


# What people do, in one line each.


async def tell_win(
    who: Acting,
    typed: str,
    channel: Channel,
    *,
    together: list[Acting],
    enablers: str = "",
    customer: str = "",
) -> None:
    """Tell a win: the command with its words, then the form."""
    await who.command(typed, channel)
    said = {"people": [who, *together], "enablers": enablers, "customer": customer}
    await submit(who, ids.WINS_SHARE, said)


async def pass_on(
    who: Acting, typed: str, channel: Channel, *, title: str, situation: str, tags: Sequence[str]
) -> None:
    """Pass on a tip: the command with its words, then the form."""
    await who.command(typed, channel)
    await who.pick(ids.field(ids.PRACTICES_SHARE, "tags"), *tags)
    said = {"title": title, "situation": situation}
    await submit(who, ids.PRACTICES_SHARE, said)


async def answer(who: Acting, question: Message, words: str, audience: str = "team") -> None:
    """Answer an open question by its form, and say who may read it."""
    await who.click(question, ids.CHECKIN_ANSWER)
    await submit(who, ids.CHECKINS_ANSWER, {"text": words, "audience": audience})
    await who.close_modal()


async def add_question(who: Acting, channel: Channel, words: str) -> None:
    """Add a question of the team's own to those that a channel is asked."""
    standing = await who.command(f"{ids.CORDEE_COMMAND} point", channel)
    await who.click(standing.message, ids.QUESTIONS_OPEN)
    await who.click(None, ids.QUESTION_NEW)
    await submit(who, ids.QUESTIONS_WRITE, {"words": words})
    await who.close_modal()


async def follow_up(who: Acting, gathering: Message, words: str) -> None:
    """Take up an answer from those that were gathered."""
    said = (block for block in gathering.blocks if words in block.get("text", {}).get("text", ""))
    await who.click(gathering, next(said)["accessory"]["options"][0]["value"])


async def say_what_came(who: Acting, card: Message, outcome: str) -> None:
    """Write what came of something that was followed up."""
    await who.click(card, ids.FOLLOW_UP_SAY)
    await submit(who, ids.FOLLOW_UPS_CLOSE, {"became": "something", "outcome": outcome})


def form(callback_id: str, fields: dict[str, Any]) -> dict[str, Any]:
    """Return what is entered in a form, by the addresses of its fields."""
    return {ids.field(callback_id, name): value for name, value in fields.items()}


async def submit(who: Acting, callback_id: str, fields: dict[str, Any]) -> None:
    """Fill in a form and submit it; raise NotAllowed when the bot does not take it."""
    submission = await who.submit(form(callback_id, fields))
    if not submission.ok:
        raise NotAllowed(f"{callback_id} was not taken: {submission.errors}")
