"""What happened to a trial or an objective, each in a sentence or two."""

from collections.abc import Iterable, Mapping
from datetime import date

from bot.domain import amendments
from bot.domain.amendments import Change
from bot.domain.chapters import Chapter, ChapterKind
from bot.errors import N_
from bot.i18n import Translator
from bot.views import kit
from bot.views.halfway import question_for

LONGEST_WORDS = 1500

SENTENCES: Mapping[ChapterKind, str] = {
    ChapterKind.PROPOSED: N_("{person} proposed it."),
    ChapterKind.OBJECTION: N_("{person} has an objection:"),
    ChapterKind.CLEARED: N_("{person} does not object any more."),
    ChapterKind.AMENDED: N_("{person} amended it: it is decided on anew."),
    ChapterKind.STARTED: N_("Nobody objects: here we go."),
    ChapterKind.NEED_ANSWERED: N_("{person}, on what we need:"),
    ChapterKind.ASKED: N_("{person} asks:"),
    ChapterKind.EXTENDED: N_("{person} lets it go on for a while:"),
    ChapterKind.ENDED: N_("The time is up. Those who were in it now look back on it."),
    ChapterKind.ENDED_EARLY: N_("{person} ends it before its time:"),
    ChapterKind.DEBRIEFED: N_("The debrief is out."),
    ChapterKind.HANDED_OVER: N_("{person} takes it on from here."),
    ChapterKind.ABANDONED: N_("Nobody who was in it is here any more: it ends here."),
    ChapterKind.CONCLUDED: N_("{person} concluded it. What it taught us:"),
    ChapterKind.WITHDRAWN: N_("{person} took it back."),
}
"""What each kind of chapter says, before the words that somebody said."""

OF_OBJECTIVES: Mapping[ChapterKind, str] = {
    ChapterKind.PROPOSED: N_("{person} proposed this objective."),
    ChapterKind.AMENDED: N_("{person} revised it: it is agreed on anew."),
    ChapterKind.STARTED: N_("Nobody objects: this is what we aim for."),
    ChapterKind.ENDED: N_("Its time is over. The team now looks back on it."),
}
"""What is said differently of an objective."""

FIELDS: Mapping[str, str] = {
    "change": N_("What we would do differently"),
    "why": N_("Why, and for which customers"),
    "ends_on": N_("Until when"),
    "signs": N_("What we would notice"),
    "people": N_("Who is in"),
    "needs": N_("What we need"),
    "aim": N_("What we aim for"),
    "how": N_("How"),
}
"""The fields of a proposal, as an amendment names them."""


def chapter_lines(t: Translator, chapter: Chapter) -> str:
    """Return a chapter with its words quoted."""
    person = kit.mention(chapter.user_id) if chapter.user_id else t("Somebody")
    said = t(_sentence(chapter), person=person)
    if chapter.kind is ChapterKind.AMENDED:
        return "\n".join([said, *change_lines(t, amendments.read(chapter.words))])
    return f"{said}\n{quoted(chapter.words)}" if chapter.words else said


def chapter_message(t: Translator, chapter: Chapter) -> kit.Message:
    """Return a chapter as it is told in the thread."""
    return kit.in_parts([kit.words_item(chapter_lines(t, chapter))])


def erased(t: Translator) -> kit.Message:
    """Return what is left in the thread of a chapter whose words were erased."""
    line = t("Whoever said this had it erased.")
    return kit.Message(line, (kit.context(line),))


def change_lines(t: Translator, changed: Iterable[Change]) -> list[str]:
    """Return what an amendment changed, a line each: before, then after."""
    return [_change(t, each) for each in changed if each.field in FIELDS]


def quoted(words: str) -> str:
    """Return somebody's words, escaped, as a quotation."""
    escaped = kit.escape_within(words, LONGEST_WORDS)
    return "\n".join(f"&gt; {line}" for line in escaped.splitlines())


def _sentence(chapter: Chapter) -> str:
    if chapter.kind is ChapterKind.HALFWAY:
        return question_for(chapter.about)
    of_objective = OF_OBJECTIVES if chapter.about.startswith("objective:") else {}
    return of_objective.get(chapter.kind) or SENTENCES[chapter.kind]


def _change(t: Translator, change: Change) -> str:
    title = t(FIELDS[change.field])
    before, after = (_shown(t, change.field, each) for each in (change.before, change.after))
    match bool(before), bool(after):
        case True, True:
            return t("• *{title}*: {before} → {after}", title=title, before=before, after=after)
        case False, True:
            return t("• *{title}*: {after}", title=title, after=after)
        case True, False:
            return t("• *{title}*: {before} → nothing", title=title, before=before)
        case _:
            return t("• *{title}*: as the card says", title=title)


def _shown(t: Translator, field: str, words: str) -> str:
    if field == "ends_on" and words:
        return t.day(date.fromisoformat(words))
    return kit.escape(words)
