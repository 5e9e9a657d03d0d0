"""The question to the author of a nominated message: asked, changed and settled."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain import nominations as rules
from bot.domain.gestures import Gesture
from bot.domain.nominations import Consent, NominatedMessage, Nomination, Proposal, Proposed
from bot.domain.notices import Notice, NoticeKind, NoticeState
from bot.domain.practices import Practice
from bot.domain.wins import Win
from bot.errors import CordeeError, N_
from storage.transactions import TeamTransaction


class MessageUnknown(CordeeError):
    """Nobody nominated this message."""

    message = N_("I cannot find this message any more.")


async def is_balanced(tx: TeamTransaction, proposed: Proposed, threshold: int) -> bool:
    """Tell whether one more reaction changes nothing: too few people yet, or asked already."""
    message = known(await tx.nominations.get(proposed))
    if message.consent is not Consent.GATHERING:
        return message.is_open
    people = await tx.nominations.nominated_by(proposed)
    return rules.weigh(message, people, threshold) is Consent.GATHERING


async def weigh(
    tx: TeamTransaction, message: NominatedMessage, threshold: int, gesture: Gesture
) -> None:
    """Ask the author once enough people point at a message; withdraw the question with too few.

    The message is held, so that two who point at it together ask once.
    """
    if not message.is_open:
        await tx.nominations.forget_people(message.proposed)
        return
    people = await tx.nominations.nominated_by(message.proposed)
    consent = rules.weigh(message, people, threshold)
    if consent is message.consent:
        return
    if consent is Consent.ASKED:
        await ask(tx, message, gesture)
    else:
        await settle(tx, replace(message, consent=consent), gesture.key, gesture.at)


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


async def propose(
    tx: TeamTransaction, message: NominatedMessage, people: Sequence[Nomination], at: datetime
) -> bool:
    """Ask the author of a message that was nominated elsewhere; False when it is known already."""
    if await tx.nominations.get(message.proposed) is not None:
        return False
    asked = rules.ask(message, at)
    await tx.add(asked, *people, question(asked, at))
    return True


async def give(tx: TeamTransaction, gesture: Gesture, proposed: Proposed) -> None:
    """Settle the question: the author has given the message in their own words."""
    message = rules.give(known(await tx.nominations.hold(proposed)), gesture.user_id)
    await settle(tx, replace(message, source=proposed.source), gesture.key, gesture.at)


async def settle_given(tx: TeamTransaction, gesture: Gesture, given: Win | Practice) -> None:
    """Settle the question about a message that was given in another way, with its author."""
    if given.source is None:
        return
    proposes = Proposal.WIN if isinstance(given, Win) else Proposal.PRACTICE
    message = await tx.nominations.hold(Proposed(given.source, proposes))
    if message is not None and message.may_be_given and message.author_id in given.people:
        await settle(tx, replace(message, consent=Consent.PUBLISHED), gesture.key, gesture.at)


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
