"""The library's index in the database: what may answer a search, and what is kept of each text."""

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime, time
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Executable,
    and_,
    case,
    cast,
    column,
    delete,
    func,
    literal,
    literal_column,
    or_,
    select,
    table,
    text,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.findings import WHOLE, AskedWord, Candidate, Finding, Wanted
from bot.domain.library import Kind
from bot.domain.practices import Practice
from bot.domain.trials import Trial
from bot.domain.visibility import Sight
from bot.domain.wins import Win
from storage.documents import index_rows
from storage.rows import insert_rows
from storage.tables import echoes, search_channels, search_documents, search_words
from storage.visibility import reached

MOST_CANDIDATES = 300
MOST_COMPLETIONS = 20

_INDEX = table("search_index", column("rowid"))
_TERMS: ColumnElement[str] = literal_column("search_terms(terms)")
"""The terms of a document, by PostgreSQL's index."""
_NO_INDEX_TEAM: ColumnElement[str] = literal_column("+search_documents.team_id")
"""The sign keeps SQLite from reading all that a workspace has before it asks the index."""
_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789"
_LAST = "\U0010ffff"
_documents = search_documents.c
_KEY = ("team_id", "kind", "item_id")


class LibraryStore:
    """The index of the texts of one workspace."""

    def __init__(self, connection: AsyncConnection, team_id: str) -> None:
        self._connection = connection
        self._team_id = team_id
        self._is_sqlite = connection.dialect.name == "sqlite"

    async def candidates(self, wanted: Wanted, sight: Sight) -> list[Candidate]:
        """Return what holds any of the words that are wanted and all else, where it may be seen.

        The best by a rough measure where too many do.
        """
        query = (
            select(
                _documents.kind,
                _documents.item_id,
                _documents.terms,
                _documents.spread,
                _documents.fresh_at,
            )
            .where(*self._fits(wanted, sight))
            .limit(MOST_CANDIDATES)
        )
        rows = (await self._connection.execute(query)).all()
        if len(rows) == MOST_CANDIDATES:
            query = query.order_by(
                self._roughly(wanted.words).desc(),
                _documents.spread.desc(),
                _documents.fresh_at.desc(),
                _documents.item_id,
            )
            rows = (await self._connection.execute(query)).all()
        return [Candidate(Kind(kind), *rest) for kind, *rest in rows]

    async def latest(
        self, wanted: Wanted, sight: Sight, most: int, skipped: int = 0
    ) -> list[Finding]:
        """Return what was given lately, where nothing but filters is asked for."""
        query = (
            select(_documents.kind, _documents.item_id)
            .where(*self._fits(wanted, sight))
            .order_by(_documents.created_at.desc(), _documents.item_id)
            .limit(most)
            .offset(skipped or None)
        )
        rows = await self._connection.execute(query)
        return [Finding(Kind(kind), item_id) for kind, item_id in rows]

    async def channels(self) -> set[str]:
        """Return the channels where something was told."""
        query = select(search_channels.c.channel_id).where(
            search_channels.c.team_id == self._team_id
        )
        return set((await self._connection.execute(query)).scalars())

    async def completions(self, beginning: str) -> list[str]:
        """Return words of the workspace that begin so, short ones first."""
        query = (
            select(search_words.c.word)
            .where(
                search_words.c.team_id == self._team_id,
                search_words.c.word > beginning,
                search_words.c.word < beginning + _LAST,
            )
            .order_by(func.length(search_words.c.word), search_words.c.word)
            .limit(MOST_COMPLETIONS)
        )
        return list((await self._connection.execute(query)).scalars())

    async def lookalikes(self, word: str, most_edits: int) -> list[str]:
        """Return the words of the workspace that may be a mistyped one, itself among them."""
        words = search_words.c.word
        near = and_(
            words >= word[:1],
            words < word[:1] + _LAST,
            func.length(words).between(len(word) - most_edits, len(word) + most_edits),
        )
        query = select(words).where(
            search_words.c.team_id == self._team_id, or_(near, words.in_(_begun_otherwise(word)))
        )
        return list((await self._connection.execute(query)).scalars())

    async def index(self, item: Practice | Win | Trial, spread: int | None = None) -> None:
        """Index something told as it is now, a practice with its echoes; not what was withdrawn.

        `spread` says from how many teams a practice was tried: None leaves what was known.
        """
        known = await self._known_spread(item) if spread is None else spread
        echoed = await self._echoed(item) if isinstance(item, Practice) else ()
        rows = list(index_rows(item, echoed, known))
        if not rows:
            await self.forget(*_key(item))
            return
        document, *others = rows
        await self._connection.execute(self._replacing(document.values))
        await self._connection.run_sync(insert_rows, others)

    async def spread_over(self, practice_ids: Collection[str], spread: int) -> None:
        """Say of practices from how many teams they were tried, now that teams are others."""
        await self._connection.execute(
            update(search_documents)
            .where(
                _documents.team_id == self._team_id,
                _documents.kind == Kind.PRACTICE.value,
                _documents.item_id.in_(sorted(practice_ids)),
                _documents.spread != spread,
            )
            .values(spread=spread)
        )

    async def forget(self, kind: Kind, item_id: str) -> None:
        """Let something told be found no more."""
        await self._connection.execute(delete(search_documents).where(*self._of(kind, item_id)))

    def _replacing(self, document: dict[str, Any]) -> Executable:
        """Return the statement that puts a document in the place of the one before, if any.

        Not removed and added: two that change a text at once would both add it.
        """
        dialect = sqlite if self._is_sqlite else postgresql
        insert: postgresql.Insert | sqlite.Insert = dialect.insert(search_documents)
        changed = {name: value for name, value in document.items() if name not in _KEY}
        return insert.values(document).on_conflict_do_update(index_elements=_KEY, set_=changed)

    async def _echoed(self, practice: Practice) -> list[str]:
        """Return what those wrote who tried a practice."""
        query = (
            select(echoes.c.situation, echoes.c.happened, echoes.c.changed)
            .where(echoes.c.team_id == self._team_id, echoes.c.practice_id == practice.practice_id)
            .order_by(echoes.c.tried_at, echoes.c.echo_id)
        )
        return [words for row in await self._connection.execute(query) for words in row if words]

    async def _known_spread(self, item: Practice | Win | Trial) -> int:
        query = select(_documents.spread).where(*self._of(*_key(item)))
        return (await self._connection.execute(query)).scalar() or 0

    def _of(self, kind: Kind, item_id: str) -> Iterable[ColumnElement[bool]]:
        yield _documents.team_id == self._team_id
        yield _documents.kind == kind.value
        yield _documents.item_id == item_id

    def _fits(self, wanted: Wanted, sight: Sight) -> Iterable[ColumnElement[bool]]:
        groups = [tuple(form.term for word in wanted.words for form in word.forms)]
        groups = [group for group in (*groups, *wanted.required) if group]
        if groups:
            yield self._matches(groups)
        yield (
            _NO_INDEX_TEAM if groups and self._is_sqlite else _documents.team_id
        ) == self._team_id
        yield reached(sight, _documents.audience, _documents.channel_id)
        for phrase in wanted.phrases:
            yield self._place(phrase) > 0
        if len(wanted.kinds) < len(Kind):
            yield _documents.kind.in_(sorted(kind.value for kind in wanted.kinds))
        if wanted.since is not None:
            yield _documents.created_at >= datetime.combine(wanted.since, time(), UTC)
        if wanted.until is not None:
            end = datetime.combine(wanted.until, time.max, UTC)
            yield _documents.created_at <= end

    def _matches(self, groups: Sequence[Sequence[str]]) -> ColumnElement[bool]:
        """Return the condition that a document holds a term of each group, by the index."""
        if self._is_sqlite:
            match = " AND ".join(f"({' OR '.join(_quoted(g, chr(34)))})" for g in groups)
            found = select(_INDEX.c.rowid).where(
                text("search_index MATCH :match").bindparams(match=match)
            )
            return _documents.document_id.in_(found)
        match = " & ".join(f"({' | '.join(_quoted(g, chr(39)))})" for g in groups)
        return _TERMS.bool_op("@@")(cast(literal(match), TSQUERY))

    def _place(self, terms: str) -> ColumnElement[int]:
        """Return where terms stand in a document; 0 where they do not."""
        place = func.instr if self._is_sqlite else func.strpos
        return place(_documents.terms, terms)

    def _roughly(self, words: Sequence[AskedWord]) -> ColumnElement[int]:
        """Return how well a document answers: 2 for each word in its title, 1 elsewhere."""
        score: ColumnElement[int] = literal_column("0")
        title_ends = self._place("\n")
        for word in words:
            places = [self._place(f" {f.term} ") for f in word.forms if f.nearness == WHOLE]
            in_title = or_(*(place.between(1, title_ends) for place in places))
            anywhere = or_(*(place > 0 for place in places))
            score = score + case((in_title, 2), (anywhere, 1), else_=0)
        return score


def _key(item: Practice | Win | Trial) -> tuple[Kind, str]:
    if isinstance(item, Win):
        return Kind.WIN, item.win_id
    if isinstance(item, Trial):
        return Kind.TRIAL, item.trial_id
    return Kind.PRACTICE, item.practice_id


def _quoted(terms: Iterable[str], mark: str) -> list[str]:
    return [f"{mark}{term}{mark}" for term in dict.fromkeys(terms)]


def _begun_otherwise(word: str) -> list[str]:
    """Return what a word may be whose beginning was mistyped."""
    swapped = word[1:2] + word[:1] + word[2:]
    other = [letter + word[1:] for letter in _ALPHABET]
    more = [letter + word for letter in _ALPHABET]
    return [swapped, word[1:], *other, *more]
