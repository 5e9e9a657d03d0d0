"""What happened to a trial or an objective, each in a sentence or two."""

from bot.domain.chapters import Chapter, ChapterKind
from bot.errors import N_
from bot.i18n import Translator
from bot.views import kit
from bot.views.halfway import question_for

LONGEST_WORDS = 1500

SENTENCES = {
    ChapterKind.PROPOSED: N_("{person} proposed it."),
    ChapterKind.OBJECTION: N_("{person} has an objection:"),
    ChapterKind.CLEARED: N_("{person} does not object any more."),
    ChapterKind.AMENDED: N_("{person} amended it: it is decided on anew."),
    ChapterKind.STARTED: N_("Nobody objects: here we go."),
    ChapterKind.NEED_ANSWERED: N_("{person}, on what we need:"),
    ChapterKind.ASKED: N_("{person} asks:"),
    ChapterKind.EXTENDED: N_("{person} lets it go on for a while:"),
    ChapterKind.ENDED: N_("The time is up. Those who were in it now look back on it."),
    ChapterKind.ENDED_EARLY: N_("{person} ends it here; those who were in it look back on it:"),
    ChapterKind.DEBRIEFED: N_("The debrief is out."),
    ChapterKind.HANDED_OVER: N_("{person} takes it on from here."),
    ChapterKind.ABANDONED: N_("Nobody who was in it is here any more: it ends there."),
    ChapterKind.CONCLUDED: N_("{person} says what becomes of it:"),
    ChapterKind.WITHDRAWN: N_("{person} took it back."),
}
"""What each kind of chapter says, before the words that somebody said."""


def chapter_lines(t: Translator, chapter: Chapter, person: str) -> str:
    """Return a chapter with its words quoted; `person` is how to name whose doing it was."""
    said = t(_sentence(chapter), person=person)
    words = kit.escape_within(chapter.words, LONGEST_WORDS)
    quoted = "\n".join(f"&gt; {line}" for line in words.splitlines())
    return f"{said}\n{quoted}" if quoted else said


def _sentence(chapter: Chapter) -> str:
    if chapter.kind is ChapterKind.HALFWAY:
        return question_for(chapter.about)
    return SENTENCES[chapter.kind]


def chapter_message(t: Translator, chapter: Chapter) -> kit.Message:
    """Return a chapter as it is told in the thread."""
    text = chapter_lines(t, chapter, kit.mention(chapter.user_id))
    return kit.in_parts([kit.words_item(text)])
