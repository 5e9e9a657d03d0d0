"""What a line of a library's file becomes here, and what is said of it when it is taken out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from bot.domain.echoes import Echo
from bot.domain.freshness import STALE_AFTER
from bot.domain.library import Kind
from bot.domain.lines import EchoLine, Line, written
from bot.domain.practices import LONGEST_TITLE, Practice
from bot.domain.visibility import Audience
from bot.domain.wins import Win
from bot.domain.words import first_sentence, shortened, tidy


@dataclass(frozen=True, slots=True)
class Known:
    """What is known here of the people and the channel that a line names."""

    channel_id: str
    audience: Audience
    author_id: str
    """Empty where the line names nobody that Slack knows by this id."""
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Brought:
    """One thing from elsewhere, ready to be kept."""

    item: Practice | Win
    echoes: tuple[Echo, ...]
    mark: str
    """A hash of all that its line says: the same line again changes nothing."""
    has_date: bool = True
    """Its line says when it was told."""

    @property
    def kind(self) -> Kind:
        """Return what it is."""
        return kind_of(self.item)

    @property
    def item_id(self) -> str:
        """Return its id here."""
        return id_of(self.item)


def bring(line: Line, known: Known, team_id: str, at: datetime) -> Brought:
    """Return what a line becomes; `at` is the moment where the line names none."""
    make = _win if line.kind is Kind.WIN else _practice
    item = make(line, known, team_id, at)
    echoes = tuple(_echoes(line, item))
    return Brought(item, echoes, _mark(line, known), has_date=line.created_at is not None)


def kind_of(item: Practice | Win) -> Kind:
    """Return what a thing is."""
    return Kind.WIN if isinstance(item, Win) else Kind.PRACTICE


def id_of(item: Practice | Win) -> str:
    """Return the id of a thing here."""
    return item.win_id if isinstance(item, Win) else item.practice_id


def named(item: Practice | Win) -> str:
    """Return the id that a thing has outside: the one that it was imported under, or its own."""
    return item.external_id or id_of(item)


def follow(new: Practice | Win, kept: Practice | Win, *, has_date: bool) -> Practice | Win:
    """Return a thing as its changed line says it, in the place of what was kept of it."""
    if isinstance(new, Win) and isinstance(kept, Win):
        told_at = new.told_at if has_date else kept.told_at
        return replace(new, told_at=told_at, version=kept.version + 1)
    assert isinstance(new, Practice)
    assert isinstance(kept, Practice)
    return replace(
        new,
        created_at=new.created_at if has_date else kept.created_at,
        fresh_at=max(new.fresh_at, kept.fresh_at) if has_date else kept.fresh_at,
        asked_at=kept.asked_at,
        version=kept.version + 1,
    )


def title_of(item: Practice | Win) -> str:
    """Return the title of a practice, or the beginning of a win's story."""
    return item.title if isinstance(item, Practice) else _parted(item.story)[0]


def text_of(item: Practice | Win) -> str:
    """Return what a practice says to do, or a win's story, without the line that is its title."""
    return item.what if isinstance(item, Practice) else _parted(item.story)[1]


def told(item: Practice | Win, echoes: Sequence[Echo] = ()) -> str:
    """Return the line that says a thing, so that it can be brought back as it is."""
    line = _line_of_win(item) if isinstance(item, Win) else _line_of_practice(item, echoes)
    return written(line)


def _practice(line: Line, known: Known, team_id: str, at: datetime) -> Practice:
    born_at = line.created_at or at
    fresh_at = line.fresh_at or born_at
    title, what = line.title, line.text
    if len(title) > LONGEST_TITLE:
        # Nothing is lost: what a title cannot hold opens the text.
        what = what if what.startswith(title) else f"{title}\n\n{what}"
        title = shortened(title, LONGEST_TITLE)
    return Practice(
        practice_id=_id(line),
        team_id=team_id,
        author_id=known.author_id,
        title=title,
        what=what,
        situation=line.situation,
        tags=line.tags,
        audience=known.audience,
        channel_id=known.channel_id,
        created_at=born_at,
        fresh_at=fresh_at,
        # What is old already was brought on purpose: nobody is asked whether it still holds.
        asked_at=at if fresh_at <= at - STALE_AFTER else None,
        source=line.source,
        people=known.people,
        language=line.language,
        external_id=line.id,
    )


def _win(line: Line, known: Known, team_id: str, at: datetime) -> Win:
    opens = " ".join(line.text.split()).startswith(line.title.removesuffix("…"))
    return Win(
        win_id=_id(line),
        team_id=team_id,
        author_id=known.author_id,
        people=known.people,
        story=line.text if opens else f"{line.title}\n{line.text}",
        enablers=line.situation,
        customer=line.customer,
        channel_id=known.channel_id,
        told_at=line.created_at or at,
        source=line.source,
        tags=line.tags,
        language=line.language,
        audience=known.audience,
        external_id=line.id,
    )


def _echoes(line: Line, item: Practice | Win) -> Iterable[Echo]:
    if not isinstance(item, Practice):
        return
    for echo in line.echoes:
        said = "\x1f".join((item.practice_id, *_parts(echo)))
        yield Echo(
            echo_id=_hash(said),
            team_id=item.team_id,
            practice_id=item.practice_id,
            author_id=echo.author,
            situation=echo.situation,
            happened=echo.happened,
            changed=echo.changed,
            tried_at=echo.tried_at or item.fresh_at,
        )


def _parts(echo: EchoLine) -> tuple[str, ...]:
    tried = str(echo.tried_at or "")
    return echo.author, echo.situation, echo.happened, echo.changed, tried


def _id(line: Line) -> str:
    return _hash(f"{line.kind.value}:{line.id}")


def _hash(said: str) -> str:
    return sha256(said.encode()).hexdigest()[:32]


def _mark(line: Line, known: Known) -> str:
    said = (written(line), known.channel_id, known.audience.value, known.author_id, *known.people)
    return sha256("\x1f".join(said).encode()).hexdigest()


def _line_of_practice(practice: Practice, echoes: Sequence[Echo]) -> Line:
    return Line(
        kind=Kind.PRACTICE,
        id=named(practice),
        title=practice.title,
        text=practice.what,
        situation=practice.situation,
        tags=practice.tags,
        author=practice.author_id,
        channel=practice.channel_id,
        language=practice.language,
        created_at=practice.created_at,
        audience=practice.audience,
        people=practice.people,
        fresh_at=practice.fresh_at,
        source=practice.source,
        echoes=tuple(
            EchoLine(e.author_id, e.situation, e.happened, e.changed, e.tried_at) for e in echoes
        ),
    )


def _line_of_win(win: Win) -> Line:
    title, text = _parted(win.story)
    return Line(
        kind=Kind.WIN,
        id=named(win),
        title=title,
        text=text,
        situation=win.enablers,
        tags=win.tags,
        author=win.author_id,
        channel=win.channel_id,
        language=win.language,
        created_at=win.told_at,
        audience=win.audience,
        customer=win.customer,
        people=win.people,
        source=win.source,
    )


def _parted(story: str) -> tuple[str, str]:
    """Return a story as a title and a text, which put together are the story again."""
    first, _, rest = story.partition("\n")
    parts = first == " ".join(first.split()) and rest == tidy(rest)
    if parts and rest and len(first) <= LONGEST_TITLE and not rest.startswith(first):
        return first, rest
    return first_sentence(story, LONGEST_TITLE), story
