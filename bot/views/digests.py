"""The digest as a channel reads it, and its private preview."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from bot.domain.digests import Digest, Preview, number_of
from bot.domain.follow_ups import Became, FollowUp
from bot.domain.practices import Practice
from bot.domain.wins import Win
from bot.domain.words import shortened
from bot.i18n import Translator
from bot.views import digest_words as words, ids, kit
from bot.views.digest_trials import trial_items
from bot.views.echoes import try_button
from bot.views.practices import beyond_title, passed_on
from bot.views.teams import shared_by
from bot.views.wins import win_lines

LONGEST_WHAT = 500
LONGEST_SITUATION = 300
LONGEST_SAID = 300
PREVIEW_BLOCKS = kit.MESSAGE_BLOCKS - 3
"""What the preview says around the digest takes three."""

Names = Mapping[str, str]
Section = tuple[Sequence[str], list[kit.Item]]
"""The ways to lead to a part of the digest, and what the part tells."""


def digest_message(t: Translator, digest: Digest, names: Names) -> kit.Message:
    """Return the week of a channel as a story, with one open question at its end.

    A quiet one is an honest line and a question. What does not fit goes on in the thread.
    """
    return kit.in_parts([_opening(t, digest), *_told(t, digest, names), *_question(t, digest)])


def _opening(t: Translator, digest: Digest) -> kit.Item:
    if digest.is_quiet:
        return kit.words_item(_said(t, digest, words.QUIET))
    ways = words.OPENINGS if digest.reach.is_of_a_week else words.OPENINGS_SINCE
    title = _said(t, digest, ways)
    return title, [kit.header(title)]


def _told(t: Translator, digest: Digest, names: Names) -> Iterator[kit.Item]:
    """Return the parts of a digest in their order, each led to from the one before.

    A part that needs no lead after the title has none there.
    """
    is_first = True
    for ways, items in _sections(t, digest, names):
        for place, item in enumerate(items):
            needs_none = is_first and ways is not words.TO_OUTCOMES
            is_led = ways and place == 0 and not needs_none
            yield _led(_said(t, digest, ways), item) if is_led else item
            is_first = False


def _sections(t: Translator, digest: Digest, names: Names) -> Sequence[Section]:
    outcomes = [kit.words_item(_outcome(t, each, names)) for each in digest.outcomes]
    waiting = [kit.words_item(_waiting(t, digest.waiting, names))] if digest.waiting else []
    wins = [kit.words_item(_win_lines(t, digest, win, names)) for win in digest.wins]
    practices = [_practice(t, practice, names) for practice in digest.practices]
    return (
        # Of what only waits, nothing has come yet: it says so itself.
        (words.TO_OUTCOMES if outcomes else (), [*outcomes, *waiting]),
        (words.TO_WINS, wins),
        (words.TO_PRACTICES, practices),
        (words.TO_TRIALS, trial_items(t, digest, names)),
    )


def _led(lead: str, item: kit.Item) -> kit.Item:
    """Return something to tell after a line that leads to it: no message ends between them."""
    text, blocks = item
    return f"{lead}\n\n{text}", [kit.section(f"*{lead}*"), *blocks]


def _question(t: Translator, digest: Digest) -> Iterator[kit.Item]:
    if digest.question is not None:
        question = kit.escape(digest.question.said(t))
        said = _said(t, digest, words.QUESTIONS, question=question)
        yield kit.words_item(f":speech_balloon: {said}")


def _said(t: Translator, digest: Digest, ways: Sequence[str], **params: object) -> str:
    return words.said(t, ways, number_of(digest.week), digest.channel_id, **params)


def _outcome(t: Translator, follow_up: FollowUp, names: Names) -> str:
    """Return what somebody said, and what came of it or why nothing will."""
    became = kit.escape(shortened(follow_up.outcome, LONGEST_WHAT))
    if follow_up.became is Became.NOTHING:
        became = t("Nothing will come of it: {words}", words=became)
    by = names.get(follow_up.closed_by)
    signed = f"\n_{kit.escape(by)}_" if by else ""
    return f":seedling: {_quoted(t, follow_up, names)}\n→ {became}{signed}"


def _waiting(t: Translator, follow_up: FollowUp, names: Names) -> str:
    said = _quoted(t, follow_up, names)
    return ":hourglass_flowing_sand: " + t("Not forgotten, and still open: {words}", words=said)


def _quoted(t: Translator, follow_up: FollowUp, names: Names) -> str:
    said = kit.escape(shortened(" ".join(follow_up.words.split()), LONGEST_SAID))
    author = names.get(follow_up.author_id)
    if author is None:
        return t("“{words}”", words=said)
    return t("{name}: “{words}”", name=kit.escape(author), words=said)


def _win_lines(t: Translator, digest: Digest, win: Win, names: Names) -> str:
    told = win_lines(t, win, t.together([names[person] for person in win.people]))
    if teams := digest.shared.get(win.win_id):
        told += f" · {shared_by(t, teams)}"
    is_from_here = win.channel_id == digest.channel_id
    return told if is_from_here else f"{told} · {kit.channel_link(win.channel_id)}"


def _practice(t: Translator, practice: Practice, names: Names) -> kit.Item:
    """Return a practice with its button, so that whoever tries it can tell."""
    text, blocks = kit.words_item(_practice_lines(t, practice, names))
    blocks[0]["accessory"] = try_button(t, practice.practice_id)
    return text, blocks


def _practice_lines(t: Translator, practice: Practice, names: Names) -> str:
    lines = [f":bulb: *{kit.escape(practice.title)}*"]
    if what := beyond_title(practice):
        lines.append(kit.escape(shortened(what, LONGEST_WHAT)))
    if practice.situation:
        situation = kit.escape(shortened(practice.situation, LONGEST_SITUATION))
        lines.append(t("When it works: {situation}", situation=situation))
    if by := passed_on(t, practice, lambda user_id: kit.escape(names[user_id])):
        lines.append(f"_{by}_")
    return "\n".join(lines)


def preview(t: Translator, shown: Preview, names: Names) -> kit.Message:
    """Return what the digest would tell now, for one person's eyes, and what they can do with it.

    Where the channel has had its digest this week, what it would tell is for the next one.
    """
    message = digest_message(t, shown.digest, names)
    note = _note(t, shown)
    blocks = [kit.context(note), *message.blocks[:PREVIEW_BLOCKS]]
    if message.continued or len(message.blocks) > PREVIEW_BLOCKS:
        blocks.append(kit.context(t("What does not fit here goes on in the thread.")))
    if shown.may_post:
        blocks.append(kit.actions(*_buttons(t, shown)))
    return kit.Message(f"{note}\n\n{message.text}", tuple(blocks))


def _note(t: Translator, shown: Preview) -> str:
    note = [t("Only you can see this preview.")]
    if shown.is_sent:
        note.append(t("This week's digest is out: the next one will tell this."))
    if shown.planned is not None:
        note.append(_comes(t, shown.planned.next_at, shown.planned.rule.zone))
    if not (shown.is_sent or shown.may_post):
        note.append(t("Admins, and the people they name, can post it now."))
    return " ".join(note)


def _buttons(t: Translator, shown: Preview) -> Iterator[kit.Element]:
    yield kit.button(t("Post it now"), ids.DIGEST_SEND, "now", style="primary")
    if shown.may_skip and shown.planned is not None:
        yield kit.button(t("Skip this week"), ids.DIGEST_SKIP, shown.planned.next_at.isoformat())


def _comes(t: Translator, next_at: datetime, zone: str) -> str:
    day, hour = t.day(next_at, zone), t.hour(next_at, zone)
    return t("The next one comes by itself on {day} at {hour}.", day=day, hour=hour)


def skipped(t: Translator, next_at: datetime, zone: str) -> kit.Message:
    """Return the word to somebody who skips a week, with the way back."""
    said = t("No digest this week.") + " " + _comes(t, next_at, zone)
    back = kit.button(t("Not after all"), ids.DIGEST_RESUME, next_at.isoformat())
    return kit.Message(said, (kit.section(said), kit.actions(back)))


def resumed(t: Translator, next_at: datetime, zone: str) -> str:
    """Return the word to somebody who skips no week after all."""
    return t("Fine, nothing is skipped.") + " " + _comes(t, next_at, zone)


def read_moment(value: str) -> datetime:
    """Return when the digest was to come that a button skips, or skips no more."""
    return datetime.fromisoformat(value)


def on_its_way(t: Translator) -> str:
    """Return the word to somebody who posts the digest by hand."""
    return t("The digest is on its way to the channel.")
