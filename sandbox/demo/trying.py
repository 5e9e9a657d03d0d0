"""What the company aims for and tries together: its direction, an objective, a trial."""

from datetime import date

from bot.views import ids
from sandbox.demo.company import submit
from sandbox.errors import NotAllowed
from sandbox.gestures import Acting
from sandbox.nouns import Channel, Message

DIRECTION = "Que chaque gérant de petit camping se sente connu de nous."
HOW = "Comment nous y prenons, chez qui nous commençons, et ce que nous arrêtons."
AIM = "Que chaque gérant sache qui appeler ici, et par son prénom."
CHANGE = "Ouvrir chaque démo par une question sur leur saison, puis ne montrer que trois écrans."
WHY = "Les gérants décrochent au quatrième écran. D’abord les petits campings."
SIGNS = "Ils nous coupent pour raconter. Ils sortent leur propre calendrier."
NEEDS = "Une matinée pour choisir les trois écrans."
GIVEN = "Jeudi matin est libre pour ça. Je prends vos appels."


async def name_leader(admin: Acting, leader: Acting, channel: Channel) -> None:
    """Let an admin say, in the settings, who gives the direction."""
    await admin.command(f"{ids.CORDEE_COMMAND} réglages", channel)
    await admin.click(None, ids.DIRECTIONS_LEADERS_OPEN)
    await submit(admin, ids.DIRECTIONS_LEADERS, {"leaders": [leader]})
    await admin.close_modal(whole_stack=True)


async def give_direction(leader: Acting, channel: Channel) -> None:
    """Write the direction of a channel: why, and what the team decides."""
    await leader.click(await _direction_shown(leader, channel), ids.DIRECTION_GIVE)
    await submit(leader, ids.DIRECTIONS_GIVE, {"why": DIRECTION, "is_open": HOW})


async def propose_objective(who: Acting, channel: Channel, ends_on: date) -> None:
    """Propose an objective under the direction of a channel."""
    await who.click(await _direction_shown(who, channel), ids.OBJECTIVE_PROPOSE)
    said = {"aim": AIM, "ends_on": ends_on.isoformat()}
    await submit(who, ids.OBJECTIVES_PROPOSE, said)


async def propose_trial(who: Acting, channel: Channel, ends_on: date) -> None:
    """Propose a trial, whatever was tried before."""
    await who.command(f"/essai {CHANGE}", channel)
    said = {"why": WHY, "ends_on": ends_on.isoformat(), "signs": SIGNS, "needs": NEEDS}
    await submit(who, ids.TRIALS_PROPOSE, said)


async def join(who: Acting, card: Message) -> None:
    """Say *I'm in* on a card."""
    await who.click(card, ids.AGREEMENT_JOIN)


async def answer_need(coach: Acting, word: Message) -> None:
    """Answer in words what a trial needs."""
    await coach.click(word, ids.NEED_ANSWER)
    await submit(coach, ids.NEEDS_ANSWER, {"words": GIVEN})


async def _direction_shown(who: Acting, channel: Channel) -> Message:
    shown = (await who.command(f"{ids.CORDEE_COMMAND} cap", channel)).message
    if shown is None:
        raise NotAllowed("The direction is not shown.")
    return shown
