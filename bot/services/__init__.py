"""What happens: one class per feature, one public method per use case."""

from dataclasses import dataclass

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
from bot.services.wins import WinService
from bot.services.workspaces import WorkspaceService


@dataclass(frozen=True, slots=True)
class Services:
    """Every service, by the name under which handlers and jobs ask for it."""

    wins: WinService
    homes: HomeService
    nominations: NominationService
    practices: PracticeService
    privacy: PrivacyService
    echoes: EchoService
    freshness: FreshnessService
    staleness: StalenessService
    library: LibraryService
    indexing: IndexingService
    asking: AskingService
    places: PlaceService
    sources: SourceService
    checkins: CheckInService
    questions: QuestionService
    answers: AnswerService
    gatherings: GatheringService
    follow_ups: FollowUpService
    agreements: AgreementService
    stories: StoryService
    trials: TrialService
    needs: NeedService
    proposals: ProposalService
    directions: DirectionService
    objectives: ObjectiveService
    debriefs: DebriefService
    progress: ProgressService
    endings: EndingService
    conclusions: ConclusionService
    digests: DigestService
    channels: ChannelService
    workspaces: WorkspaceService
    teams: TeamService
    tags: TagService
    schedules: ScheduleService
    rhythms: RhythmService
    hours: HourService
    rounds: RoundService
    nudges: NudgeService
    installations: InstallationService
    outbox: OutboxService
    retention: RetentionService
