"""The library as people see it: what a search found, how to search, a win to read."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.excerpts import as_written, gist
from bot.domain.library import Kind, Query, Told
from bot.domain.practices import LONGEST_TITLE, Practice
from bot.domain.trials import Conclusion, Trial
from bot.domain.wins import Win
from bot.domain.words import first_sentence
from bot.errors import N_
from bot.i18n import Translator
from bot.views import ids, kit
from bot.views.echoes import try_button
from bot.views.practices import beyond_title
from bot.views.teams import shared_by
from bot.views.tried import again_button, outcome_line, texts_of, title_of

LONGEST_GIST = 160
_ONLY = {
    Kind.PRACTICE: N_("practices only"),
    Kind.WIN: N_("wins only"),
    Kind.TRIAL: N_("trials only"),
}
MOST_WORDS = 3
"""How many words are said to have been looked for in place of others."""


@dataclass(frozen=True, slots=True)
class Results:
    """A page of what a search found."""

    query: Query
    items: Sequence[Told] = ()
    page: int = 0
    has_more: bool = False
    looked_for: Sequence[str] = ()
    """The words that were looked for in place of some that nothing holds."""
    was_cut: bool = False
    """More was typed than is looked at."""
    has_words: bool = True
    """There was something to look for in what was typed."""
    may_share: bool = True
    """Others read where the search was made."""
    may_ask: bool = False
    """The bot can ask the others there."""

    @property
    def people(self) -> set[str]:
        """Return everybody who is named in it."""
        return {person for item in self.items for person in people_of(item)}


def people_of(item: Told) -> tuple[str, ...]:
    """Return who is named with something told; nobody where the library was imported."""
    people = (item.author_id,) if isinstance(item, Practice) else item.people
    return tuple(person for person in people if person)


def results(
    t: Translator,
    commands: ids.Commands,
    found: Results,
    names: Mapping[str, str],
    zone: str = "UTC",
) -> kit.Message:
    """Return what a search found, for one person's eyes."""
    if not found.has_words:
        return _how_to_search(t, commands, found.query.typed)
    notes = _notes(t, found)
    if not found.items:
        return _nothing(t, commands, found, notes)
    title = _title(t, found.query)
    blocks: list[kit.Block] = [kit.section(f"*{title}*"), *_noted(notes)]
    lines = [title, *notes]
    for item in found.items:
        line = item_lines(t, item, names, found.query.words, zone)
        blocks += [kit.section(line), _buttons(t, item, may_share=found.may_share)]
        lines.append(line)
    return kit.Message("\n".join(lines), (*blocks, *_pages(t, found)))


def item_lines(
    t: Translator,
    item: Told,
    names: Mapping[str, str],
    words: Sequence[str] = (),
    zone: str = "UTC",
) -> str:
    """Return something told in a few lines: title, what of it answers, whose it is, when.

    A trial says also where it stands, or what it taught.
    """
    mark, title, texts = _told(item)
    said = gist(texts, words, LONGEST_GIST)
    people = t.together([names[person] for person in people_of(item)])
    named = (kit.escape_within(people, 300), t.date(_told_at(item), zone))
    whose = " · ".join(part for part in named if part)
    title = kit.escape_within(" ".join(title.split()), 2 * LONGEST_TITLE)
    taught = outcome_line(t, item) if isinstance(item, Trial) else ""
    lines = [f"{mark} *{title}*", kit.escape_within(said, 2 * LONGEST_GIST), taught, f"_{whose}_"]
    return "\n".join(line for line in lines if line)


def _told_at(item: Told) -> datetime:
    match item:
        case Win():
            return item.told_at
        case Trial():
            return item.proposed_at
        case _:
            return item.created_at


def _told(item: Told) -> tuple[str, str, tuple[str, ...]]:
    """Return the sign, the title and the texts of something told, the most telling first."""
    if isinstance(item, Practice):
        return ":bulb:", item.title, (item.situation, beyond_title(item))
    if isinstance(item, Trial):
        return ":seedling:", title_of(item), texts_of(item)
    title = first_sentence(item.story, LONGEST_TITLE)
    rest = item.story.strip().removeprefix(title)
    return ":trophy:", title, (rest, item.customer, item.enablers)


def _title(t: Translator, query: Query) -> str:
    if query.words:
        return t("Found for “{words}”", words=kit.escape(query.typed))
    return t("Told and passed on lately")


def _notes(t: Translator, found: Results) -> list[str]:
    """Return what was understood of a search where that is not plain from its words."""
    notes = []
    if filters := _filters(t, found.query):
        notes.append(" · ".join(filters))
    if found.looked_for:
        texts = [text for item in found.items for text in _told(item)[1:2] + _told(item)[2]]
        written = [as_written(word, texts) for word in found.looked_for[:MOST_WORDS]]
        words = t.together([t("“{word}”", word=kit.escape(word)) for word in written])
        notes.append(t("I looked for {words}.", words=words))
    if found.was_cut:
        notes.append(t("That was a lot of words: I looked at the first ones."))
    return notes


def _filters(t: Translator, query: Query) -> list[str]:
    told = [t("tag {tag}", tag=kit.escape(tag)) for tag in query.tags]
    if query.team:
        told.append(t("team {team}", team=kit.escape(query.team)))
    if len(query.kinds) == 1:
        told += [t(_ONLY[kind]) for kind in query.kinds]
    if query.since:
        told.append(t("since {day}", day=t.date(query.since)))
    if query.until:
        told.append(t("until {day}", day=t.date(query.until)))
    return told


def _noted(notes: Sequence[str]) -> list[kit.Block]:
    return [kit.context(" ".join(notes))] if notes else []


def _buttons(t: Translator, item: Told, *, may_share: bool) -> kit.Block:
    if isinstance(item, Win):
        return kit.actions(kit.button(t("Read"), ids.WIN_READ, item.win_id))
    if isinstance(item, Trial):
        again = [again_button(t, item)] if item.conclusion is Conclusion.STOPPED else []
        return kit.actions(kit.button(t("Read"), ids.STORY_OPEN, item.subject), *again)
    read = kit.button(t("Read"), ids.PRACTICE_READ, item.practice_id)
    tried = try_button(t, item.practice_id)
    share = kit.button(t("Share here"), ids.PRACTICE_SHARE_HERE, item.practice_id)
    return kit.actions(read, tried, *([share] if may_share else []))


def _pages(t: Translator, found: Results) -> list[kit.Block]:
    """Return the way back and on, where there is one."""
    turns = []
    if found.page:
        turns.append(kit.button(t("Back"), ids.LIBRARY_BACK, _page(found, found.page - 1)))
    if found.has_more:
        turns.append(kit.button(t("More"), ids.LIBRARY_MORE, _page(found, found.page + 1)))
    return [kit.actions(*turns)] if turns else []


def _page(found: Results, page: int) -> str:
    return json.dumps({"words": found.query.typed, "page": page}, ensure_ascii=False)


def page_of_action(value: str) -> tuple[str, int]:
    """Return the words and the page that a button asks for."""
    asked = json.loads(value)
    return str(asked["words"]), int(asked["page"])


def _how_to_search(t: Translator, commands: ids.Commands, typed: str) -> kit.Message:
    lines = [
        t("I see no word to look for in “{words}”.", words=kit.escape(typed)),
        how_to_search(t, commands),
    ]
    return kit.Message("\n".join(lines), (kit.section("\n".join(lines)),))


def how_to_search(t: Translator, commands: ids.Commands) -> str:
    """Return how to search, in a line or two."""
    return t(
        "Say it in your own words: *{practices} price objection*. To look among fewer things, add "
        "*#price*, *kind:win*, *team:sales* or *since:2026-09*, and put “quotes” around words that "
        "belong together.",
        practices=commands.practices,
    )


def _nothing(
    t: Translator, commands: ids.Commands, found: Results, notes: Sequence[str]
) -> kit.Message:
    typed = kit.escape(found.query.typed)
    if not typed:
        line = t(
            "No practice has been passed on yet. {tip} is the place to begin.", tip=commands.tip
        )
        return kit.Message(line, (kit.section(line),))
    line = t(
        "Nothing on “{words}” yet. If somebody finds out how, {tip} keeps it for the others.",
        tip=commands.tip,
        words=typed,
    )
    blocks = [kit.section(line), *_noted(notes), *_pages(t, found)]
    if not (found.may_ask and found.query.words):
        return kit.Message("\n".join([line, *notes]), tuple(blocks))
    offer = t("Shall I ask everybody here? The answers come in a thread.")
    ask = kit.button(t("Ask the channel"), ids.LIBRARY_ASK_CHANNEL, found.query.about, "primary")
    blocks += [kit.section(offer), kit.actions(ask)]
    return kit.Message("\n".join([line, *notes, offer]), tuple(blocks))


def win_modal(
    t: Translator,
    win: Win,
    names: Mapping[str, str],
    *,
    teams: Sequence[str] = (),
    link: str | None = None,
    zone: str = "UTC",
) -> kit.View:
    """Return a win to read, alone on its page, with the way to where it was told.

    `teams` are those that carried it together, where there are several.
    """
    details = (
        (t("What made it possible"), win.enablers),
        (t("What it changed for the customer"), win.customer),
    )
    told = [block for title, words in details if words for block in _detail(title, words)]
    return kit.modal(
        ids.WIN_READ,
        t("A win"),
        [
            *kit.prose(win.story, before=":trophy: "),
            *told,
            _whose(t, win, names, teams, link, zone),
        ],
        close=t("Close"),
    )


def _detail(title: str, words: str) -> list[kit.Block]:
    return kit.prose(words, before=f"*{title}*\n")


def _whose(
    t: Translator,
    win: Win,
    names: Mapping[str, str],
    teams: Sequence[str],
    link: str | None,
    zone: str,
) -> kit.Block:
    people = kit.escape_within(t.together([names[person] for person in people_of(win)]), 1500)
    see = t("See where it was told")
    channel = kit.channel_link(win.channel_id) if win.channel_id else ""
    where = f"<{link}|{see}>" if link else channel
    shared = shared_by(t, teams) if teams else ""
    told = (people, shared, t.date(win.told_at, zone), where)
    return kit.context(" · ".join(part for part in told if part))
