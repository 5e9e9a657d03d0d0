"""The composition root: the only place that knows every layer."""

import asyncio
import logging
import os
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta

import structlog
import uvicorn
from pydantic import SecretStr
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult

import handlers
from bot.clock import Clock, SystemClock
from bot.config import Config
from bot.domain.people import Language
from bot.errors import ConfigurationError
from bot.jobs.notices import Notices
from bot.jobs.outbox import OutboxWorker
from bot.jobs.recurring import Recurring
from bot.jobs.renderers import Sources
from bot.jobs.scheduler import TICK_SECONDS, Job, Ticker
from bot.services import Services
from bot.services.agreements import AgreementService
from bot.services.answers import AnswerService
from bot.services.asking import AskingService
from bot.services.channels import ChannelService
from bot.services.checkins import CheckInService
from bot.services.conclusions import ConclusionService
from bot.services.debriefs import DebriefService
from bot.services.digests import DigestService
from bot.services.directions import DirectionService
from bot.services.echoes import EchoService
from bot.services.endings import EndingService
from bot.services.follow_ups import FollowUpService
from bot.services.freshness import FreshnessService
from bot.services.gatherings import GatheringService
from bot.services.home import HomeService
from bot.services.hours import HourService
from bot.services.indexing import IndexingService
from bot.services.installations import InstallationService
from bot.services.library import LibraryService
from bot.services.needs import NeedService
from bot.services.nominations import NominationService
from bot.services.nudges import NudgeService
from bot.services.objectives import ObjectiveService
from bot.services.outbox import OutboxService
from bot.services.places import PlaceService
from bot.services.practices import PracticeService
from bot.services.privacy import PrivacyService
from bot.services.progress import ProgressService
from bot.services.proposals import ProposalService
from bot.services.questions import QuestionService
from bot.services.retention import RetentionService
from bot.services.rhythms import RhythmService
from bot.services.rounds import RoundService
from bot.services.schedules import ScheduleService
from bot.services.sources import SourceService
from bot.services.staleness import StalenessService
from bot.services.stories import StoryService
from bot.services.tags import TagService
from bot.services.teams import TeamService
from bot.services.trials import TrialService
from bot.services.visibility import Visibility
from bot.services.wins import WinService
from bot.services.workspaces import WorkspaceService
from bot.slack.client import Identity, SlackClient, socket_url
from bot.slack.delivery import Delivery
from bot.slack.directory import Directory
from bot.slack.messages import Messages
from bot.slack.silence import Silence
from bot.web.http import http_app
from bot.web.socket_mode import SocketMode
from handlers.binding import Binding
from handlers.gate import Gate
from storage.database import Database
from storage.schema import check_ready

HTTP_PORT = 3000
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
TEN_MINUTES = 10 * MINUTE
UNAUTHORIZED = (
    "Cordée is not connected to this workspace any more: ask an admin to reinstall it. / "
    "Cordée n'est plus reliée à cet espace : demande à un admin de la réinstaller."
)

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Cordee:
    """The assembled product: Bolt to receive, services to decide, workers to send."""

    config: Config
    identity: Identity
    slack: SlackClient
    bolt: AsyncApp
    services: Services
    directory: Directory
    worker: OutboxWorker
    ticker: Ticker


@asynccontextmanager
async def assemble(
    config: Config, clock: Clock | None = None, *, tick_seconds: float = TICK_SECONDS
) -> AsyncIterator[Cordee]:
    """Put the product together around one database and one workspace, and take it apart after.

    Raises ConfigurationError, in one line, when it cannot start.
    """
    clock = clock or SystemClock()
    check_ready(config.database_url)
    async with AsyncExitStack() as stack:
        slack = SlackClient(config)
        stack.push_async_callback(slack.close)
        identity = await slack.identify()
        database = Database(config.database_url)
        stack.push_async_callback(database.close)
        language = Language(config.cordee_language)
        declared = [Language(code) for code in config.declared_commands()]
        directory = Directory(slack, clock, language)
        messages = Messages(slack, directory)
        silence = Silence(slack, clock)
        services = _services(database, directory, silence, messages, clock, language)
        binding = Binding(services, directory, clock, language, declared)
        notices = Notices(Sources(services, directory, messages, clock, declared))
        yield Cordee(
            config=config,
            identity=identity,
            slack=slack,
            bolt=_bolt(config, slack, identity, binding),
            services=services,
            directory=directory,
            worker=OutboxWorker(services, notices, Delivery(slack)),
            ticker=Ticker(services.schedules, _jobs(services, clock), tick_seconds),
        )


@asynccontextmanager
async def working(cordee: Cordee) -> AsyncIterator[None]:
    """Send what is planned and fire what is due, in the background."""
    sending = asyncio.create_task(cordee.worker.run())
    cordee.ticker.start()
    try:
        yield
    finally:
        await cordee.ticker.stop()
        sending.cancel()
        with suppress(asyncio.CancelledError):
            await sending


@asynccontextmanager
async def receiving(cordee: Cordee) -> AsyncIterator[int | None]:
    """Receive from Slack in the background, and yield the HTTP server's port where there is one.

    With an app token it is by Socket Mode, and HTTP serves `/health` when a port is set; without,
    it is by signed HTTP.
    """
    config = cordee.config
    async with AsyncExitStack() as stack:
        if config.slack_app_token is not None:
            await stack.enter_async_context(_socket_mode(cordee, config.slack_app_token))
        elif config.slack_signing_secret is None:
            raise ConfigurationError(
                "SLACK_APP_TOKEN is missing (Socket Mode), or SLACK_SIGNING_SECRET (HTTP)."
            )
        port = config.cordee_port
        if port is None and config.slack_app_token is None:
            port = HTTP_PORT
        yield None if port is None else await stack.enter_async_context(_http(cordee, port))


@asynccontextmanager
async def _socket_mode(cordee: Cordee, app_token: SecretStr) -> AsyncIterator[None]:
    # Asked for first, to fail at once on a bad token: the client would retry for ever.
    url = await socket_url(cordee.config)
    socket_mode = SocketMode(cordee.bolt, app_token.get_secret_value(), url)
    await socket_mode.connect()
    log.info("connected", mode="socket", workspace=cordee.identity.team_name)
    try:
        yield
    finally:
        await socket_mode.close()


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to the command line, which stops everything in order."""
        yield


@asynccontextmanager
async def _http(cordee: Cordee, port: int) -> AsyncIterator[int]:
    config = cordee.config
    try:
        listening = socket.create_server((config.cordee_host, port))
    except OSError as error:
        raise ConfigurationError(
            f"The HTTP server cannot listen on {config.cordee_host}:{port}: {error.strerror}."
        ) from error
    # Without a signing secret nobody could tell Slack's requests from others: none are taken.
    app = http_app(cordee.bolt if config.slack_signing_secret is not None else None)
    server = _Server(uvicorn.Config(app, log_config=None, lifespan="off"))
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        chosen = int(listening.getsockname()[1])
        log.info("listening", host=config.cordee_host, port=chosen)
        yield chosen
    finally:
        server.should_exit = True
        await serving


def _services(
    database: Database,
    directory: Directory,
    silence: Silence,
    messages: Messages,
    clock: Clock,
    language: Language,
) -> Services:
    channels = ChannelService(database, directory, language)
    visibility = Visibility(directory)
    practices = PracticeService(database, directory, visibility)
    wins = WinService(database, visibility)
    library = LibraryService(database, visibility, clock)
    places = PlaceService(database, messages)
    agreements = AgreementService(database, channels, visibility)
    trials = TrialService(database, channels, visibility)
    objectives = ObjectiveService(database, channels, visibility)
    proposals = ProposalService(database, channels, visibility, trials, practices, library, places)
    return Services(
        wins=wins,
        homes=HomeService(database, visibility, channels, wins, practices),
        nominations=NominationService(database, directory, messages),
        privacy=PrivacyService(database),
        practices=practices,
        echoes=EchoService(database, visibility),
        freshness=FreshnessService(database, directory, visibility),
        staleness=StalenessService(database, directory, visibility, clock),
        library=library,
        indexing=IndexingService(database),
        asking=AskingService(database, directory, visibility, messages),
        places=places,
        sources=SourceService(database, directory, visibility, messages),
        questions=QuestionService(database, directory),
        agreements=agreements,
        stories=StoryService(database, agreements, places),
        trials=trials,
        needs=NeedService(database),
        proposals=proposals,
        directions=DirectionService(database, channels, visibility),
        objectives=objectives,
        debriefs=DebriefService(database, directory, channels, visibility, clock),
        progress=ProgressService(database, directory, channels, clock),
        endings=EndingService(database, directory, channels, visibility),
        checkins=CheckInService(database, channels),
        answers=AnswerService(database, directory),
        gatherings=GatheringService(database, directory),
        follow_ups=FollowUpService(database, directory, visibility, messages),
        conclusions=ConclusionService(database, directory, visibility, trials, objectives),
        digests=DigestService(database, channels, visibility, clock),
        channels=channels,
        workspaces=WorkspaceService(database, channels),
        teams=TeamService(database, directory, channels),
        tags=TagService(database, visibility, channels),
        schedules=ScheduleService(database, clock),
        rhythms=RhythmService(database, channels),
        hours=HourService(database, directory, silence, clock),
        rounds=RoundService(database, directory, clock),
        nudges=NudgeService(database, directory),
        installations=InstallationService(database, clock),
        outbox=OutboxService(database, clock),
        retention=RetentionService(database, clock),
    )


def _jobs(services: Services, clock: Clock) -> list[Job]:
    """Return what is done now and then besides what channels have set."""
    return [
        Recurring("realigning", services.schedules.realign, DAY, clock),
        Recurring("retention", services.retention.forget_old, DAY, clock),
        Recurring("indexing", services.indexing.index_old, DAY, clock),
        Recurring("expiry", lambda: services.nominations.expire(clock.now()), TEN_MINUTES, clock),
        # At each tick: what all have answered is not to wait.
        Recurring("progress", services.progress.move_due, MINUTE, clock),
        Recurring("progress of people", services.progress.look_after, HOUR, clock),
        Recurring("debriefs", services.debriefs.reveal_due, timedelta(), clock),
        Recurring("freshness", services.staleness.ask_stale, HOUR, clock, batches=1),
    ]


def _bolt(config: Config, slack: SlackClient, identity: Identity, binding: Binding) -> AsyncApp:
    # With these two in the environment Bolt would switch to OAuth and ignore our token.
    os.environ.pop("SLACK_CLIENT_ID", None)
    os.environ.pop("SLACK_CLIENT_SECRET", None)
    secret = config.slack_signing_secret

    async def authorize(team_id: str | None) -> AuthorizeResult | None:
        if team_id != identity.team_id:
            return None
        return AuthorizeResult(
            enterprise_id=None,
            team_id=identity.team_id,
            bot_id=identity.bot_id,
            bot_user_id=identity.bot_user_id,
            bot_token=slack.posting.token,
        )

    app = AsyncApp(
        name="cordee",
        # Its level counts for every logger of Bolt, which would otherwise log what nobody handles.
        logger=logging.getLogger("slack_bolt"),
        client=slack.without_token,
        signing_secret=secret.get_secret_value() if secret else "",
        process_before_response=True,
        before_authorize=Gate(),
        # None means: not installed there; Bolt's annotation forgets it.
        authorize=authorize,  # type: ignore[arg-type]
        user_facing_authorize_error_message=UNAUTHORIZED,
    )
    app.use(binding)
    handlers.register(app)
    return app
