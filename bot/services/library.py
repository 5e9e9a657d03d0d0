"""The library: what was passed on and told is found again, by those who may see it."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from bot.clock import Clock
from bot.domain.findings import (
    BEGUN,
    MISTYPED,
    AskedWord,
    Candidate,
    Finding,
    Wanted,
    best_first,
    edits_forgiven,
    nearest,
    unheld,
)
from bot.domain.library import Kind, Query, Told, about, parse
from bot.domain.practices import Practice
from bot.domain.tags import canonical
from bot.domain.trials import Trial
from bot.domain.visibility import Sight
from bot.domain.wins import Win
from bot.services.visibility import Visibility
from storage import analysis
from storage.database import Database
from storage.transactions import TeamTransaction

PAGE = 5
THREE = 3
WORTH_KNOWING = frozenset({Kind.PRACTICE, Kind.TRIAL})
"""What answers a question: what works, and what was tried."""
SHORTEST_BEGINNING = 2


@dataclass(frozen=True, slots=True)
class Page:
    """What a search found, a page of it."""

    items: Sequence[Told]
    more: bool
    """There are answers beyond this page."""
    query: Query
    says_nothing: bool = False
    """Something was typed, but only words too small to look for."""
    looked_for: Sequence[str] = ()
    """Words that were looked for in place of mistyped ones, and that an answer holds."""


@dataclass(frozen=True, slots=True)
class Found:
    """What answers a query, the best first."""

    findings: list[Finding]
    looked_for: tuple[str, ...] = ()


class LibraryService:
    """Finds practices, wins and trials."""

    def __init__(self, database: Database, visibility: Visibility, clock: Clock) -> None:
        self._database = database
        self._visibility = visibility
        self._clock = clock

    async def search(
        self,
        team_id: str,
        user_id: str,
        typed: str,
        page: int = 0,
        kinds: Set[Kind] = frozenset(Kind),
    ) -> Page:
        """Return a page of what answers a search and this person may see, the best first.

        Nothing but filters: what fits, latest first.
        """
        query = self._read(typed, kinds)
        sight = await self._visibility.of_person(team_id, user_id, await self._told_in(team_id))
        return await self._page(team_id, query, sight, PAGE, page * PAGE)

    async def answer(
        self,
        team_id: str,
        channel_id: str,
        typed: str,
        most: int = THREE,
        kinds: Set[Kind] = WORTH_KNOWING,
    ) -> Page:
        """Return the best answers that everybody who reads a channel may see."""
        query = self._read(typed, kinds)
        among = await self._told_in(team_id)
        sight = await self._visibility.of_channel(team_id, channel_id, among)
        return await self._page(team_id, query, sight, most)

    async def near(self, team_id: str, user_id: str, text: str) -> list[Practice | Trial]:
        """Return what is near a text, of what works and what was tried, as this person may see.

        Whoever writes a text mistypes less than whoever searches: no other words are looked for.
        """
        sight = await self._visibility.of_person(team_id, user_id, await self._told_in(team_id))
        async with self._database.read(team_id) as tx:
            wanted = await _wanted(tx, about(text, WORTH_KNOWING))
            if wanted is None or not wanted.words:
                return []
            candidates = await tx.library.candidates(wanted, sight)
            items = await items_of(tx, best_first(wanted.words, candidates)[:THREE])
        return [item for item in items if not isinstance(item, Win)]

    def _read(self, typed: str, kinds: Set[Kind]) -> Query:
        query = parse(typed, self._clock.now().date())
        return replace(query, kinds=query.kinds & kinds)

    async def _told_in(self, team_id: str) -> set[str]:
        async with self._database.read(team_id) as tx:
            return await tx.library.channels()

    async def _page(
        self, team_id: str, query: Query, sight: Sight, most: int, skipped: int = 0
    ) -> Page:
        async with self._database.read(team_id) as tx:
            found = await look_up(tx, query, sight, most + 1, skipped)
            items = await items_of(tx, found.findings[:most])
        says_nothing = bool(query.words) and not analysis.words_of(" ".join(query.words))
        has_more = len(found.findings) > most
        return Page(items, has_more, query, says_nothing, found.looked_for)


async def find(
    tx: TeamTransaction, query: Query, sight: Sight, most: int, skipped: int = 0
) -> list[Finding]:
    """Return what answers a query within somebody's sight, the best first."""
    return (await look_up(tx, query, sight, most, skipped)).findings


async def look_up(
    tx: TeamTransaction, query: Query, sight: Sight, most: int, skipped: int = 0
) -> Found:
    """Return what answers a query within somebody's sight, and what was taken for mistyped."""
    wanted = await _wanted(tx, query)
    if wanted is None:
        return Found([])
    if not wanted.words:
        return Found(await tx.library.latest(wanted, sight, most, skipped))
    candidates = await tx.library.candidates(wanted, sight)
    meant = await _meant(tx, unheld(wanted.words, candidates))
    if meant:
        words = [_also(tx, word, meant.get(word.word, ()), MISTYPED) for word in wanted.words]
        wanted = replace(wanted, words=tuple(words))
        candidates = await tx.library.candidates(wanted, sight)
    findings = best_first(wanted.words, candidates)[skipped : skipped + most]
    return Found(findings, _held(tx, meant, candidates))


async def _wanted(tx: TeamTransaction, query: Query) -> Wanted | None:
    """Return a query in the index's terms; None when nothing can answer it."""
    words = analysis.asked_words(tx.team_id, query.words)
    says_nothing = query.typed and not words and not query.is_filtered
    if not query.kinds or says_nothing or (query.words and not words):
        return None
    # A tag that was merged is looked for as what it became.
    tags = canonical(query.tags, await tx.tags.known(query.tags)) if query.tags else ()
    required: list[tuple[str, ...]] = [(analysis.tag_term(tx.team_id, tag),) for tag in tags]
    if query.team:
        people = sorted(await tx.teams.people(query.team))
        if not people:
            return None
        required.append(tuple(analysis.person_term(tx.team_id, user_id) for user_id in people))
    phrases = [analysis.line(tx.team_id, analysis.words_of(phrase)) for phrase in query.phrases]
    return Wanted(
        words=await _completed(tx, words) if query.is_open else words,
        phrases=tuple(phrase for phrase in phrases if phrase.strip()),
        required=tuple(required),
        kinds=frozenset(query.kinds),
        since=query.since,
        until=query.until,
    )


async def _completed(tx: TeamTransaction, words: tuple[AskedWord, ...]) -> tuple[AskedWord, ...]:
    """Return the words, of which the last may be the beginning of one."""
    if not words or len(words[-1].word) < SHORTEST_BEGINNING:
        return words
    last = words[-1]
    longer = await tx.library.completions(last.word)
    return (*words[:-1], _also(tx, last, longer, BEGUN))


async def _meant(tx: TeamTransaction, missing: Iterable[AskedWord]) -> dict[str, list[str]]:
    """Return what may have been meant by words that nothing holds."""
    meant: dict[str, list[str]] = {}
    for word in missing:
        most_edits = edits_forgiven(word.word)
        if most_edits:
            meant[word.word] = nearest(
                word.word, await tx.library.lookalikes(word.word, most_edits)
            )
    return {word: others for word, others in meant.items() if others}


def _held(
    tx: TeamTransaction, meant: Mapping[str, list[str]], candidates: Sequence[Candidate]
) -> tuple[str, ...]:
    """Return which of the words that were meant somebody sees in what they may see.

    The others are of texts that are none of theirs: they are not told that such words exist.
    """
    words = [
        AskedWord(word, analysis.forms(tx.team_id, word))
        for others in meant.values()
        for word in others
    ]
    missing = unheld(words, candidates)
    return tuple(word.word for word in words if word not in missing)


def _also(
    tx: TeamTransaction, word: AskedWord, others: Iterable[str], nearness: float
) -> AskedWord:
    """Return a word with the terms of other words, which count for less."""
    terms = {form.term for form in word.forms}
    more = {
        form.term: form
        for other in others
        for form in analysis.forms(tx.team_id, other, nearness)
        if form.term not in terms
    }
    return AskedWord(word.word, (*word.forms, *more.values()))


async def items_of(tx: TeamTransaction, found: Sequence[Finding]) -> list[Told]:
    """Return what was found, in the same order, without what is gone meanwhile."""
    known = {kind: await several(tx, kind, _ids(found, kind)) for kind in Kind}
    items = (known[each.kind].get(each.item_id) for each in found)
    return [item for item in items if item is not None]


async def several(tx: TeamTransaction, kind: Kind, ids: Sequence[str]) -> Mapping[str, Told]:
    """Return things of one kind by id, without what is gone meanwhile."""
    if not ids:
        return {}
    match kind:
        case Kind.WIN:
            return await tx.wins.several(ids)
        case Kind.TRIAL:
            return await tx.trials.several(ids)
        case Kind.PRACTICE:
            return await tx.practices.several(ids)


def _ids(found: Iterable[Finding], kind: Kind) -> list[str]:
    return [each.item_id for each in found if each.kind is kind]
