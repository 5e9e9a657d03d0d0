"""The changing words of digests: ten weeks in a row, none opens as another did."""

import zlib
from collections.abc import Sequence

from bot.errors import N_
from bot.i18n import Translator

# Each list has a prime number of ways to say it: every second week or every month too, all of
# them come before one returns.
OPENINGS = (
    N_("Our week together"),
    N_("What this week was made of"),
    N_("This week, told by us"),
    N_("A week in our own words"),
    N_("Before this week slips away"),
    N_("What we take from this week"),
    N_("The week as we lived it"),
    N_("A look back at our week"),
    N_("Worth remembering from this week"),
    N_("This week on the rope"),
    N_("Where the week took us"),
)
"""Above what a week was."""

OPENINGS_SINCE = (
    N_("Since our last digest"),
    N_("What happened in the meantime"),
    N_("Catching up with one another"),
    N_("Where we have been lately"),
    N_("These past weeks, told by us"),
    N_("What we take from these weeks"),
    N_("Picking up where we left off"),
    N_("Our latest stretch together"),
    N_("A few weeks in our own words"),
    N_("Worth remembering since last time"),
    N_("The way we came since last time"),
)
"""Above what was more than a week."""

QUIET = (
    N_("A quiet spell: nothing was told or passed on here."),
    N_("Nothing was told this time. It happens."),
    N_("All calm here: no story since last time."),
    N_("No news to tell, and that is fine too."),
    N_("This one is short: nothing was told here."),
    N_("A pause in our stories: nothing new to tell."),
    N_("No story to share today."),
    N_("The page is blank this time."),
    N_("Silence on the rope: nothing was told here."),
    N_("It was quiet here, so I will be brief."),
    N_("Nothing told, nothing passed on: a calm stretch."),
)
"""Instead of a title, where there is nothing to tell."""

TO_OUTCOMES = (
    N_("What became of what was said"),
    N_("Said here, and since then"),
    N_("Where our words led"),
    N_("What came of your answers"),
    N_("Heard, and followed up"),
)
"""Above what became of what was said."""

TO_WINS = (
    N_("And what we achieved together"),
    N_("Now for what went well"),
    N_("Meanwhile, our stories"),
    N_("What moved forward"),
    N_("And some reasons to smile"),
    N_("Told around here"),
    N_("What we can be proud of together"),
)
"""Between what was said and wins."""

TO_PRACTICES = (
    N_("Passed on along the way"),
    N_("Worth trying in your turn"),
    N_("Something to borrow"),
    N_("From one of us to the others"),
    N_("What helped one of us may help you"),
    N_("To pick up and make your own"),
    N_("Tricks of the trade"),
)
"""Between wins and practices."""

TO_TRIALS = (
    N_("What we are trying, and what it taught us"),
    N_("Tried together"),
    N_("On the way to something better"),
    N_("To see for ourselves"),
    N_("Trials of ours"),
    N_("What we do differently, for a while"),
    N_("We wanted to find out"),
)
"""Between practices and trials."""

BEGUN = (
    N_("It began: we try it until {day}."),
    N_("Under way until {day}; then we look back on it."),
    N_("Until {day}, we do it this way, and notice what changes."),
    N_("Agreed, and begun: we find out by {day}."),
    N_("First steps taken; the way goes on until {day}."),
)
"""Under a trial that began."""

KEPT = (
    N_("We keep it: it is a practice now. What it taught us: {taught}"),
    N_("It worked well enough to stay, as a practice. What we learnt: {taught}"),
    N_("From trial to habit. What we take from it: {taught}"),
    N_("Tried, and adopted. What it showed us: {taught}"),
    N_("It stays with us from now on. What it taught: {taught}"),
)
"""Under a trial that became a practice."""

ADAPTED = (
    N_("Not quite it yet: we go on differently. What it taught us: {taught}"),
    N_("We take it further, in another form. What we learnt: {taught}"),
    N_("One more turn, with something changed. What we take from it: {taught}"),
    N_("It becomes another trial. What it showed us: {taught}"),
    N_("We try again, wiser. What it taught: {taught}"),
)
"""Under a trial that became another one."""

STOPPED = (
    N_("We stop there, and know more than before. What it taught us: {taught}"),
    N_("Not for us, and worth having tried. What we learnt: {taught}"),
    N_("It ends here, not for nothing. What we take from it: {taught}"),
    N_("This one stops. What it showed us: {taught}"),
    N_("We leave it there. What it taught: {taught}"),
)
"""Under a trial that stopped."""

QUESTIONS = (
    N_("A question to take along: *{question}*"),
    N_("Something to turn over: *{question}*"),
    N_("To talk about over coffee: *{question}*"),
    N_("Over to you: *{question}*"),
    N_("One question before you go: *{question}*"),
    N_("Let us end with a question: *{question}*"),
    N_("To keep in mind until next time: *{question}*"),
)
"""Around the question at the end."""


def said(t: Translator, ways: Sequence[str], week: int, channel_id: str, **params: object) -> str:
    """Return one of several ways to say something: the next one every week, the same every time."""
    return t(ways[(week + zlib.crc32(channel_id.encode())) % len(ways)], **params)
