"""The library: what was passed on and told is found again, by those who may see it."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from bot.clock import Clock
from bot.domain.findings import (
    BEGUN,
    MISTYPED,
    AskedWord,
    Finding,
    Wanted,
    best_first,
    edits_forgiven,
    nearest,
    unheld,
)
from bot.domain.library import Kind, Query, parse
from bot.domain.practices import Practice
from bot.domain.tags import canonical
from bot.domain.visibility import Sight
from bot.domain.wins import Win
from bot.services.visibility import Visibility
from storage import analysis
from storage.database import Database
from storage.transactions import TeamTransaction

PAGE = 5
THREE = 3
SHORTEST_BEGINNING = 3


@dataclass(frozen=True, slots=True)
class Page:
    """What a search found, a page of it."""

    items: Sequence[Practice | Win]
    more: bool
    """There are answers beyond this page."""
    query: Query
    says_nothing: bool = False
    """Something was typed, but only words too small to look for."""


class LibraryService:
    """Finds practices and wins."""

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
        kinds: Set[Kind] = frozenset({Kind.PRACTICE}),
    ) -> Page:
        """Return the best answers that everybody who reads a channel may see."""
        query = self._read(typed, kinds)
        among = await self._told_in(team_id)
        sight = await self._visibility.of_channel(team_id, channel_id, among)
        return await self._page(team_id, query, sight, most)

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
            found = await find(tx, query, sight, most + 1, skipped)
            items = await _items(tx, found[:most])
        says_nothing = bool(query.words) and not analysis.words_of(" ".join(query.words))
        return Page(items, len(found) > most, query, says_nothing)


async def find(
    tx: TeamTransaction, query: Query, sight: Sight, most: int, skipped: int = 0
) -> list[Finding]:
    """Return what answers a query within somebody's sight, the best first."""
    wanted = await _wanted(tx, query)
    if wanted is None:
        return []
    if not wanted.words:
        return await tx.library.latest(wanted, sight, most, skipped)
    candidates = await tx.library.candidates(wanted, sight)
    corrected = await _corrected(tx, wanted.words, unheld(wanted.words, candidates))
    if corrected:
        wanted = replace(wanted, words=corrected)
        candidates = await tx.library.candidates(wanted, sight)
    return best_first(wanted.words, candidates)[skipped : skipped + most]


async def _wanted(tx: TeamTransaction, query: Query) -> Wanted | None:
    """Return a query in the index's terms; None when nothing can answer it."""
    words = analysis.asked_words(tx.team_id, query.words)
    if not query.kinds or (query.words and not words):
        return None
    # A tag that was merged is looked for as what it became.
    tags = canonical(query.tags, await tx.tags.known(query.tags)) if query.tags else ()
    required: list[tuple[str, ...]] = [(analysis.tag_term(tx.team_id, tag),) for tag in tags]
    if query.team:
        people = await tx.library.people(query.team)
        if not people:
            return None
        required.append(tuple(analysis.person_term(tx.team_id, user_id) for user_id in people))
    phrases = [analysis.line(tx.team_id, [phrase]) for phrase in query.phrases]
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


async def _corrected(
    tx: TeamTransaction, words: Iterable[AskedWord], missing: Iterable[AskedWord]
) -> tuple[AskedWord, ...]:
    """Return the words with what may have been meant by those that nothing holds; () if nothing."""
    meant: dict[str, list[str]] = {}
    for word in missing:
        most_edits = edits_forgiven(word.word)
        if most_edits:
            meant[word.word] = nearest(
                word.word, await tx.library.lookalikes(word.word, most_edits)
            )
    if not any(meant.values()):
        return ()
    return tuple(_also(tx, word, meant.get(word.word, ()), MISTYPED) for word in words)


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


async def _items(tx: TeamTransaction, found: Sequence[Finding]) -> list[Practice | Win]:
    wins: Mapping[str, Win] = await tx.wins.several(_ids(found, Kind.WIN))
    practices: Mapping[str, Practice] = await tx.practices.several(_ids(found, Kind.PRACTICE))
    items = (
        wins.get(each.item_id) if each.kind is Kind.WIN else practices.get(each.item_id)
        for each in found
    )
    return [item for item in items if item is not None]


def _ids(found: Iterable[Finding], kind: Kind) -> list[str]:
    return [each.item_id for each in found if each.kind is kind]
