"""The address of everything that can be typed, clicked or submitted; declared here only.

A form field is `<callback_id>.<field>`: block and action have the same id.
"""

from collections.abc import Collection
from dataclasses import dataclass

from bot.domain.people import Language


@dataclass(frozen=True, slots=True)
class Commands:
    """The slash commands of one language."""

    win: str
    tip: str
    practices: str
    trial: str


COMMANDS = {
    Language.ENGLISH: Commands(win="/win", tip="/tip", practices="/practices", trial="/trial"),
    Language.FRENCH: Commands(
        win="/reussite", tip="/astuce", practices="/pratiques", trial="/essai"
    ),
}
"""The code listens to all of them; a workspace has those that its manifest declares."""


def commands_for(language: str, declared: Collection[Language]) -> Commands:
    """Return the commands to name to a reader: their language's, where the workspace has them."""
    named = Language(language) if language in declared else next(iter(declared))
    return COMMANDS[named]


CORDEE_COMMAND = "/cordee"

# Words after /cordee, in both languages.
DIGEST_WORDS = ("digest", "recap", "récap")
CHECKIN_WORDS = ("checkin", "check-in", "point")
DIRECTION_WORDS = ("direction", "cap")
SETTINGS_WORDS = ("settings", "reglages", "réglages")
PRIVACY_WORDS = ("privacy", "confidentialite", "confidentialité")
DEBRIEF_WORDS = ("debrief", "débrief")
HELP_WORDS = ("help", "aide")

# Message shortcuts.
KEEP_AS_WIN = "wins.keep"
PASS_IT_ON = "practices.pass_on"

# Modals.
WINS_SHARE = "wins.share"
WINS_REVISE = "wins.revise"
WINS_WITHDRAW = "wins.withdraw"
PRACTICES_SHARE = "practices.share"
PRACTICES_REVISE = "practices.revise"
PRACTICES_WITHDRAW = "practices.withdraw"
PRACTICES_SHOW = "practices.show"
ECHOES_TELL = "echoes.tell"
ECHOES_TAKE_BACK = "echoes.take_back"
NOMINATIONS_EDIT = "nominations.edit"
NOMINATIONS_TELL = "nominations.tell"
WORKSPACES_CHANGE = "workspaces.change"
NEEDS_ANSWER = "needs.answer"
NEEDS_ASK = "needs.ask"
AGREEMENTS_OBJECT = "agreements.object_to"
TRIALS_AMEND = "trials.amend_it"
TRIALS_EXTEND = "trials.extend"
TRIALS_END = "trials.end"
DIRECTIONS_GIVE = "directions.give"
DIRECTIONS_LEADERS = "directions.leaders"
OBJECTIVES_PROPOSE = "objectives.propose"
OBJECTIVES_REVISE = "objectives.revise"
OBJECTIVES_ASK = "objectives.ask"
DEBRIEFS_ASK = "debriefs.ask"
DEBRIEFS_ANSWER = "debriefs.answer"
TRIALS_PROPOSE = "trials.propose"
CONCLUSIONS_SAY = "conclusions.say"
CONCLUSIONS_KEEP = "conclusions.keep"
CONCLUSIONS_ADAPT = "conclusions.adapt"
CONCLUSIONS_CHANGE = "conclusions.change"
CHECKINS_ANSWER = "checkins.answer"
QUESTIONS_WRITE = "questions.write"
QUESTIONS_LET_BACK = "questions.let_back"
FOLLOW_UPS_CLOSE = "follow_ups.close"
FOLLOW_UPS_WAITING = "follow_ups.waiting"
SETTINGS_PLACE = "settings.place"
SETTINGS_KEEPERS = "settings.keepers"
RHYTHMS_CHANGE = "rhythms.change"
HOURS_CHANGE = "hours.change"
TEAMS_CHANGE = "teams.change"
TEAMS_REMOVE = "teams.remove"
TAGS_MERGE = "tags.merge"
TAGS_CONFIRM = "tags.confirm"
PRIVACY_ERASED = "privacy.erased"

# Buttons and menus.
WIN_MENU = "wins.menu"
WIN_RETELL = "wins.retell"
PRACTICE_MENU = "practices.menu"
PRACTICE_READ = "practices.read"
WIN_READ = "wins.read"
PRACTICE_SHARE_HERE = "practices.share_here"
ECHO_TRY = "echoes.try"
ECHO_MENU = "echoes.menu"
ECHO_EARLIER = "echoes.earlier"
ECHO_LATEST = "echoes.latest"
FRESHNESS_HOLDS = "freshness.holds"
FRESHNESS_UPDATE = "freshness.update"
FRESHNESS_RETIRE = "freshness.retire"
LIBRARY_MORE = "library.more"
LIBRARY_BACK = "library.back"
LIBRARY_ASK_CHANNEL = "library.ask_channel"
HANDED_WIN = "asking.tell"
HANDED_PRACTICE = "asking.pass_on"
HANDED_SEARCH = "asking.look_up"
SOURCE_TAKE = "sources.take"
SOURCE_LEAVE = "sources.leave"
SOURCE_WITHDRAW = "sources.withdraw"
NEED_ANSWER = "needs.open_answer"
NEED_ASK = "needs.open_ask"
AGREEMENT_JOIN = "agreements.join"
AGREEMENT_HELP = "agreements.help"
AGREEMENT_OBJECT = "agreements.object"
AGREEMENT_OBJECT_AGAIN = "agreements.object_again"
TRIAL_AGAIN = "trials.again"
TRIAL_OF_PRACTICE = "trials.of_practice"
TRIAL_MENU = "trials.menu"
TRIAL_AMEND = "trials.amend"
STORY_OPEN = "stories.open"
STORY_EARLIER = "stories.earlier"
STORY_LATER = "stories.later"
DIRECTION_GIVE = "directions.open_give"
DIRECTIONS_LEADERS_OPEN = "directions.open_leaders"
OBJECTIVE_PROPOSE = "objectives.open_propose"
OBJECTIVE_REVISE = "objectives.open_revise"
OBJECTIVE_ASK = "objectives.open_ask"
DEBRIEF_ANSWER = "debriefs.open_answer"
CONCLUSION_OPEN = "conclusions.open"
CONCLUSION_KEEP = "conclusions.keep_it"
CONCLUSION_ADAPT = "conclusions.adapt_it"
CONCLUSION_STOP = "conclusions.stop_it"
NOMINATION_PUBLISH = "nominations.publish"
NOMINATION_EDIT = "nominations.edit_first"
NOMINATION_TELL = "nominations.tell_it"
NOMINATION_NOT_NOW = "nominations.not_now"
NOMINATION_NEVER = "nominations.never"
DIGEST_SEND = "digests.send"
DIGEST_SKIP = "digests.skip"
DIGEST_RESUME = "digests.resume"
CHECKIN_ANSWER = "checkins.open_answer"
CHECKIN_PASS = "checkins.pass"
CHECKIN_LATER = "checkins.later"
CHECKIN_ASK_NOW = "checkins.ask_now"
ANSWER_TAKE_BACK = "answers.take_back"
ANSWER_TELL_TEAM = "answers.tell_team"
ANSWER_TELL_COACH = "answers.tell_coach"
ANSWER_LEAVE = "answers.leave"
QUESTIONS_OPEN = "questions.open"
QUESTION_NEW = "questions.new"
QUESTION_MENU = "questions.menu"
QUESTION_CORRECT = "questions.correct"
QUESTION_SET_ASIDE = "questions.set_aside"
QUESTION_BACK = "questions.back"
QUESTION_NOT_FOR_US = "questions.not_for_us"
FOLLOW_UP_OPEN = "follow_ups.open"
FOLLOW_UP_SAY = "follow_ups.say"
FOLLOW_UP_MENU = "follow_ups.menu"
FOLLOW_UPS_LIST = "follow_ups.list"
FOLLOW_UPS_NEXT = "follow_ups.next"
FOLLOW_UPS_FIRST = "follow_ups.first"
HOME_WIN = "home.win"
HOME_TIP = "home.tip"
HOURS_OPEN = "hours.open"
SETTINGS_OPEN = "settings.open"
SETTINGS_PLACE_OPEN = "settings.open_place"
SETTINGS_KEEPERS_OPEN = "settings.open_keepers"
RHYTHMS_BEGIN = "rhythms.begin"
RHYTHMS_OPEN = "rhythms.open"
RHYTHMS_REMOVE = "rhythms.remove"
WORKSPACE_OPEN = "workspaces.open"
TEAMS_OPEN = "teams.open"
TEAMS_NEW = "teams.new"
TEAMS_MENU = "teams.menu"
TAGS_OPEN = "tags.open"
PRIVACY_COPY = "privacy.copy"
PRIVACY_ERASE = "privacy.erase"


def field(form: str, name: str) -> str:
    """Return the id of a form's field."""
    return f"{form}.{name}"
