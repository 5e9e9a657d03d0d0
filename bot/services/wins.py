"""Wins: tell one, add to it, withdraw it."""

from dataclasses import replace
from datetime import datetime

from bot.domain import wins as rules
from bot.domain.gestures import Gesture, receipt
from bot.domain.notices import Notice, NoticeKind
from bot.domain.wins import Win, WinForm
from bot.errors import CordeeError, N_
from bot.services.consents import settle_given
from bot.services.digests import tell_again
from bot.services.serving import check_serves, follow
from bot.services.visibility import Visibility
from storage.database import Database
from storage.transactions import TeamTransaction

LATEST = 5


class WinChangedMeanwhile(CordeeError):
    """Somebody else changed the win at the same moment."""

    message = N_("Somebody changed this win just now. Open it again, and add your words to theirs.")


class RetoldAlready(CordeeError):
    """The win was told again since this question was asked."""

    message = N_("I have taken care of that already: this question is settled.")


class WinUnknown(CordeeError):
    """There is no such win."""

    message = N_("I cannot find this win any more.")


class WinService:
    """What people do with wins."""

    def __init__(self, database: Database, visibility: Visibility) -> None:
        self._database = database
        self._visibility = visibility

    async def share(self, gesture: Gesture, form: WinForm) -> None:
        """Keep a win and plan its card, once however often the form is submitted."""
        win = rules.tell(gesture, form)
        if win.source is None and not win.objective_id:
            await self._database.add(receipt(gesture), win, card(win))
            return
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            await _check_serves(tx, win)
            if win.source is not None:
                await settle_given(tx, gesture, win)
            await tx.add(win, card(win))
            await follow(tx, win, gesture.at)

    async def get(self, team_id: str, win_id: str) -> Win:
        """Return a win, withdrawn or not, or raise WinUnknown."""
        async with self._database.read(team_id) as tx:
            return await existing(tx, win_id)

    async def read(self, gesture: Gesture, win_id: str) -> Win:
        """Return a win that this person may see, or raise WinUnknown."""
        win = await self.get(gesture.team_id, win_id)
        may_see = await self._visibility.may_see(
            gesture.team_id, gesture.user_id, win.audience, win.channel_id
        )
        if win.withdrawn_at is not None or not may_see:
            raise WinUnknown
        return win

    async def to_revise(self, gesture: Gesture, win_id: str) -> Win:
        """Return a win that this person may change, or raise why not."""
        win = await self.get(gesture.team_id, win_id)
        rules.check_may_change(win, gesture.user_id)
        return win

    async def revise(self, gesture: Gesture, win_id: str, form: WinForm) -> None:
        """Change the words or the people of a win; its card follows.

        Nobody overwrites words unseen: WinChangedMeanwhile when the form shows older ones.
        """
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            before = await existing(tx, win_id)
            win = rules.revise(before, gesture.user_id, form)
            if form.seen_version not in {None, before.version}:
                raise WinChangedMeanwhile
            if win.objective_id != before.objective_id:
                await _check_serves(tx, win)
                await follow(tx, replace(before, version=win.version), gesture.at)
            await keep(tx, win, gesture.at)

    async def withdraw(self, gesture: Gesture, win_id: str) -> None:
        """Withdraw a win: its words are forgotten and its card says so."""
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            before = await existing(tx, win_id)
            await withdraw(tx, rules.withdraw(before, gesture.user_id, gesture.at), gesture.at)

    async def keep_out(self, gesture: Gesture, win_id: str, *, kept_out: bool) -> bool:
        """Keep a win out of digests, or let it in again; tell whether one has told it already."""
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            before = await existing(tx, win_id)
            win = rules.keep_out(before, gesture.user_id, kept_out=kept_out)
            if before.kept_out != kept_out:
                await keep(tx, win, gesture.at)
            return bool(await tx.digests.showing(win_id))

    async def retell(
        self, gesture: Gesture, win_id: str, version: int, channel_id: str = ""
    ) -> str:
        """Tell a win again where it could not be told, or in another channel; return where.

        Once for each time that its author was asked, which `version` names.
        """
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            before = await existing(tx, win_id)
            win = rules.retell(before, gesture.user_id, channel_id or before.channel_id)
            if before.version != version or not await tx.wins.save(win):
                raise RetoldAlready
            await tx.library.index(win)
            card = _card(win, f"{win.subject}:card:{win.version}")
            await tx.add(replace(card, not_before=gesture.at))
        return win.channel_id

    async def latest(self, gesture: Gesture) -> list[Win]:
        """Return what was told lately where this person may read."""
        async with self._database.read(gesture.team_id) as tx:
            told_in = await tx.library.channels()
        sight = await self._visibility.of_person(gesture.team_id, gesture.user_id, told_in)
        async with self._database.read(gesture.team_id) as tx:
            return await tx.wins.latest(sight, LATEST)

    async def told_nowhere(self, notice: Notice, reason: str) -> Notice | None:
        """Return the private word to the author of a win whose card Slack refused."""
        win = await self.get(notice.team_id, notice.subject.removeprefix("win:"))
        if notice.edits or win.withdrawn_at is not None:
            return None
        return replace(
            _card(win, f"{notice.key}:untold"),
            kind=NoticeKind.WIN_UNTOLD,
            subject=f"untold:{win.win_id}",
            channel_id=None,
            user_id=win.author_id,
            payload={"win": win.win_id, "reason": reason},
        )


async def existing(tx: TeamTransaction, win_id: str) -> Win:
    """Return a win, withdrawn or not, or raise WinUnknown."""
    win = await tx.wins.get(win_id)
    if win is None:
        raise WinUnknown
    return win


async def _check_serves(tx: TeamTransaction, win: Win) -> None:
    """Raise ObjectiveElsewhere when a win names what its channel's team does not aim for."""
    if win.objective_id:
        await check_serves(tx, win.objective_id, win.channel_id)


async def keep(tx: TeamTransaction, win: Win, at: datetime) -> None:
    """Keep a changed win: it is found as it is now, and its cards follow.

    Raises WinChangedMeanwhile when somebody else was quicker.
    """
    if not await tx.wins.save(win):
        raise WinChangedMeanwhile
    await tx.library.index(win)
    update = _card(win, f"{win.subject}:v{win.version}")
    await tx.add(replace(update, edits=True, not_before=at))
    await follow(tx, win, at)


async def withdraw(tx: TeamTransaction, win: Win, at: datetime) -> None:
    """Keep a win that its people withdrew; the digests that told it follow too."""
    await keep(tx, win, at)
    await tell_again(tx, win.win_id, at, without=win.subject)


def card(win: Win) -> Notice:
    """Return the card that tells a win, in the channel that was chosen for it."""
    return _card(win, f"{win.subject}:card")


def _card(win: Win, key: str) -> Notice:
    return Notice(
        team_id=win.team_id,
        key=key,
        kind=NoticeKind.WIN_CARD,
        subject=win.subject,
        not_before=win.told_at,
        channel_id=win.channel_id,
        payload={"win": win.win_id},
    )
