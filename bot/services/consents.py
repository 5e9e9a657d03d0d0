"""The question to the author of a nominated message: asked, changed and settled."""

from dataclasses import replace
from datetime import datetime

from bot.domain import nominations as rules
from bot.domain.gestures import Gesture
from bot.domain.nominations import Consent, NominatedMessage, Proposed
from bot.domain.notices import Notice, NoticeKind, NoticeState
from bot.errors import CordeeError, N_
from storage.transactions import TeamTransaction


class MessageUnknown(CordeeError):
    """Nobody nominated this message."""

    message = N_("I cannot find this message any more.")


async def weigh(tx: TeamTransaction, proposed: Proposed, threshold: int, gesture: Gesture) -> None:
    """Ask the author, once enough people point at the message."""
    message = known(await tx.nominations.hold(proposed))
    if not message.is_open:
        await tx.nominations.forget_people(proposed)
    elif message.consent is Consent.GATHERING:
        people = await tx.nominations.nominated_by(proposed)
        if rules.is_enough(message, people, threshold):
            await ask(tx, message, gesture)


async def weigh_again(
    tx: TeamTransaction, message: NominatedMessage, threshold: int, gesture: Gesture
) -> None:
    """Withdraw the question when too few people are left who point at the message."""
    if message.consent is Consent.ASKED:
        people = await tx.nominations.nominated_by(message.proposed)
        if not rules.is_enough(message, people, threshold):
            await settle(tx, replace(message, consent=Consent.GATHERING), gesture.key, gesture.at)


async def ask(tx: TeamTransaction, message: NominatedMessage, gesture: Gesture) -> None:
    """Ask the author; a question that was withdrawn within its week stands again as it was."""
    earlier = await tx.outbox.state(question(message, gesture.at).key) if message.asked else None
    if earlier is NoticeState.PENDING:
        await tx.nominations.save(rules.ask_again(message))  # it is worded when it is sent
    elif earlier is NoticeState.SENT and not rules.has_expired(message, gesture.at):
        await settle(tx, rules.ask_again(message), gesture.key, gesture.at)
    else:
        asked = rules.ask(message, gesture.at)
        await tx.nominations.save(asked)
        await tx.add(question(asked, gesture.at))


async def give(tx: TeamTransaction, gesture: Gesture, proposed: Proposed) -> None:
    """Settle the question: the author has given the message in their own words."""
    message = rules.give(known(await tx.nominations.hold(proposed)), gesture.user_id)
    await settle(tx, replace(message, source=proposed.source), gesture.key, gesture.at)


async def settle(tx: TeamTransaction, message: NominatedMessage, cause: str, at: datetime) -> None:
    """Keep where a message stands, and change the question that its author sees."""
    await tx.nominations.save(message)
    if not message.is_open:
        await tx.nominations.forget_people(message.proposed)
    if message.asked:
        asked = question(message, at)
        await tx.add(replace(asked, edits=True, key=f"{asked.key}:{cause}"))


def known(message: NominatedMessage | None) -> NominatedMessage:
    """Return the message, or raise MessageUnknown."""
    if message is None:
        raise MessageUnknown
    return message


def question(message: NominatedMessage, at: datetime) -> Notice:
    """Return the private question to the author of a nominated message."""
    subject = f"{message.subject}:{message.asked}"
    return Notice(
        team_id=message.team_id,
        key=f"{subject}:ask",
        kind=NoticeKind.NOMINATION_CONSENT,
        subject=subject,
        not_before=at,
        user_id=message.author_id,
        payload=_payload(message),
    )


def publication(message: NominatedMessage, at: datetime) -> Notice:
    """Return what publishes a message whose author agreed."""
    return Notice(
        team_id=message.team_id,
        key=f"{message.subject}:publish",
        kind=NoticeKind.NOMINATION_PUBLISH,
        subject=message.subject,
        not_before=at,
        channel_id=message.source.channel_id,
        payload=_payload(message),
    )


def _payload(message: NominatedMessage) -> dict[str, str]:
    source = message.source
    return {
        "channel": source.channel_id,
        "ts": source.message_ts,
        "proposes": message.proposes.value,
    }
