"""One transaction, with the stores of one workspace; every query of theirs is bound to it."""

from collections.abc import Iterable
from contextlib import AbstractAsyncContextManager
from functools import cached_property

from sqlalchemy import ARRAY, String, func, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.gestures import Gesture, receipt
from bot.domain.notices import Notice
from storage.agreements import AgreementStore
from storage.answers import AnswerStore
from storage.asking import AskingStore
from storage.channels import ChannelStore
from storage.chapters import ChapterStore
from storage.checkins import CheckInStore
from storage.debriefs import DebriefStore, DueDebriefs
from storage.digests import DigestStore
from storage.due_checkins import DueCheckIns
from storage.due_digests import DueDigests
from storage.due_notices import DueNotices
from storage.echoes import EchoStore
from storage.follow_ups import FollowUpStore
from storage.freshness import StalePractices
from storage.indexing import OldDocuments
from storage.library import LibraryStore
from storage.nominations import NominationStore, OldQuestions
from storage.objectives import ObjectiveStore
from storage.outbox import OutboxStore
from storage.people import PeopleStore
from storage.personal import PersonalStore
from storage.practices import PracticeStore
from storage.progress import DueProgress
from storage.questions import QuestionStore
from storage.receipts import ReceiptStore
from storage.retention import OldRows
from storage.rows import insert_rows, to_rows
from storage.schedules import DueSchedules, ScheduleStore
from storage.tags import TagStore
from storage.teams import TeamStore
from storage.transfer import TransferStore, known_workspaces
from storage.trials import TrialStore
from storage.troubles import EveryTrouble, TroubleStore
from storage.wins import WinStore
from storage.workspaces import WorkspaceStore


class _Adding:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self.added_notices = False

    async def add(self, *things: object) -> None:
        """Add domain objects; AlreadyDone when a receipt among them is there."""
        rows = [row for thing in things for row in to_rows(thing)]
        await self._connection.run_sync(insert_rows, rows)
        if any(isinstance(thing, Notice) for thing in things):
            self.added_notices = True


class TeamTransaction(_Adding):
    """What one transaction may read and write of one workspace."""

    def __init__(self, connection: AsyncConnection, team_id: str) -> None:
        super().__init__(connection)
        self.team_id = team_id

    async def alone(self, name: str) -> None:
        """Wait until no other transaction does the thing of this name in this workspace.

        For what looks before it adds. SQLite has one writer: there everyone is alone.
        """
        if self._connection.dialect.name == "postgresql":
            lock = func.pg_advisory_xact_lock(func.hashtextextended(f"{self.team_id}:{name}", 0))
            await self._connection.execute(select(lock))

    async def record(self, gesture: Gesture) -> None:
        """Record that a gesture is being done, or raise AlreadyDone."""
        await self.add(receipt(gesture))

    @cached_property
    def wins(self) -> WinStore:
        """Wins of this workspace."""
        return WinStore(self._connection, self.team_id)

    @cached_property
    def practices(self) -> PracticeStore:
        """Practices of this workspace."""
        return PracticeStore(self._connection, self.team_id)

    @cached_property
    def echoes(self) -> EchoStore:
        """What became of the practices of this workspace when somebody tried them."""
        return EchoStore(self._connection, self.team_id)

    @cached_property
    def library(self) -> LibraryStore:
        """The index of the practices and wins of this workspace."""
        return LibraryStore(self._connection, self.team_id)

    @cached_property
    def nominations(self) -> NominationStore:
        """Nominated messages of this workspace, and who points at them."""
        return NominationStore(self._connection, self.team_id)

    @cached_property
    def workspaces(self) -> WorkspaceStore:
        """What this workspace has chosen."""
        return WorkspaceStore(self._connection, self.team_id)

    @cached_property
    def checkins(self) -> CheckInStore:
        """Check-ins of this workspace."""
        return CheckInStore(self._connection, self.team_id)

    @cached_property
    def answers(self) -> AnswerStore:
        """Answers to the check-ins of this workspace."""
        return AnswerStore(self._connection, self.team_id)

    @cached_property
    def questions(self) -> QuestionStore:
        """Own questions of this workspace, and those that its channels set aside."""
        return QuestionStore(self._connection, self.team_id)

    @cached_property
    def follow_ups(self) -> FollowUpStore:
        """What the channels of this workspace have taken up, and what came of it."""
        return FollowUpStore(self._connection, self.team_id)

    @cached_property
    def digests(self) -> DigestStore:
        """What the digests of this workspace showed, and what they may show."""
        return DigestStore(self._connection, self.team_id)

    @cached_property
    def asking(self) -> AskingStore:
        """What the channels of this workspace were asked."""
        return AskingStore(self._connection, self.team_id)

    @cached_property
    def channels(self) -> ChannelStore:
        """How the channels of this workspace want things."""
        return ChannelStore(self._connection, self.team_id)

    @cached_property
    def schedules(self) -> ScheduleStore:
        """What recurs in this workspace."""
        return ScheduleStore(self._connection, self.team_id)

    @cached_property
    def troubles(self) -> TroubleStore:
        """What Slack has against the bot in this workspace, if anything."""
        return TroubleStore(self._connection, self.team_id)

    @cached_property
    def teams(self) -> TeamStore:
        """Teams of this workspace, and who is in them."""
        return TeamStore(self._connection, self.team_id)

    @cached_property
    def tags(self) -> TagStore:
        """Tags of this workspace, and what they became."""
        return TagStore(self._connection, self.team_id)

    @cached_property
    def transfer(self) -> TransferStore:
        """What this workspace brought from elsewhere, and may take away."""
        return TransferStore(self._connection, self.team_id)

    @cached_property
    def trials(self) -> TrialStore:
        """Trials of this workspace."""
        return TrialStore(self._connection, self.team_id)

    @cached_property
    def agreements(self) -> AgreementStore:
        """What people of this workspace say of what is proposed."""
        return AgreementStore(self._connection, self.team_id)

    @cached_property
    def chapters(self) -> ChapterStore:
        """What happened to the trials and objectives of this workspace."""
        return ChapterStore(self._connection, self.team_id)

    @cached_property
    def debriefs(self) -> DebriefStore:
        """Debriefs of this workspace."""
        return DebriefStore(self._connection, self.team_id)

    @cached_property
    def objectives(self) -> ObjectiveStore:
        """Directions and objectives of this workspace."""
        return ObjectiveStore(self._connection, self.team_id)

    @cached_property
    def receipts(self) -> ReceiptStore:
        """What was done in this workspace."""
        return ReceiptStore(self._connection, self.team_id)

    @cached_property
    def people(self) -> PeopleStore:
        """When the people of this workspace may be written to."""
        return PeopleStore(self._connection, self.team_id)

    @cached_property
    def personal(self) -> PersonalStore:
        """What is kept of each person of this workspace, wherever it is."""
        return PersonalStore(self._connection, self.team_id)

    @cached_property
    def outbox(self) -> OutboxStore:
        """What is to be said in this workspace, and what was."""
        return OutboxStore(self._connection, self.team_id)


class EveryTeam(_Adding):
    """What the workers may do across workspaces: claim what is due, and settle it."""

    @cached_property
    def outbox(self) -> DueNotices:
        """Notices that are due, in any workspace."""
        return DueNotices(self._connection)

    @cached_property
    def nominations(self) -> OldQuestions:
        """Questions to authors that have waited for long, in any workspace."""
        return OldQuestions(self._connection)

    @cached_property
    def old(self) -> OldRows:
        """Rows that nothing needs any more, in any workspace."""
        return OldRows(self._connection)

    @cached_property
    def old_documents(self) -> OldDocuments:
        """Texts to index anew, in any workspace."""
        return OldDocuments(self._connection)

    @cached_property
    def schedules(self) -> DueSchedules:
        """Schedules that are due, in any workspace."""
        return DueSchedules(self._connection)

    async def alone(self, names: Iterable[tuple[str, str]]) -> None:
        """Wait until no other transaction does these things, each of a workspace and a name."""
        if self._connection.dialect.name == "postgresql":
            # In one order, so that nobody waits for somebody who waits for them.
            held = sorted(f"{team_id}:{name}" for team_id, name in names)
            name = func.unnest(literal(held, ARRAY(String))).column_valued("name")
            lock = func.pg_advisory_xact_lock(func.hashtextextended(name, 0))
            await self._connection.execute(select(lock))

    @cached_property
    def checkins(self) -> DueCheckIns:
        """The check-ins that have come due, in any workspace."""
        return DueCheckIns(self._connection)

    @cached_property
    def digests(self) -> DueDigests:
        """The digests that have come due, in any workspace."""
        return DueDigests(self._connection)

    @cached_property
    def troubles(self) -> EveryTrouble:
        """Which workspaces are in trouble."""
        return EveryTrouble(self._connection)

    async def team_ids(self) -> set[str]:
        """Return the workspaces of which anything is kept."""
        return await known_workspaces(self._connection)

    @cached_property
    def stale(self) -> StalePractices:
        """Practices that nobody has confirmed for long, in any workspace."""
        return StalePractices(self._connection)

    @cached_property
    def progress(self) -> DueProgress:
        """Trials and objectives that the clock is to look at, in any workspace."""
        return DueProgress(self._connection)

    @cached_property
    def debriefs(self) -> DueDebriefs:
        """Debriefs whose window has closed, in any workspace."""
        return DueDebriefs(self._connection)

    def part(self) -> AbstractAsyncContextManager[object]:
        """Begin a part of the transaction that may fail without the rest."""
        return self._connection.begin_nested()

    def of_team(self, team_id: str) -> TeamTransaction:
        """Return the same transaction, bound to one workspace."""
        return TeamTransaction(self._connection, team_id)
