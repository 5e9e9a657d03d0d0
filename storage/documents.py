"""What the search index holds of a text: its terms, its words and where it was told."""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

from bot.domain.library import Kind
from bot.domain.practices import LONGEST_TITLE, Practice
from bot.domain.stages import Stage
from bot.domain.trials import Trial
from bot.domain.visibility import Audience
from bot.domain.wins import Win
from bot.domain.words import first_sentence
from storage.analysis import ANALYSER, compounds, line, person_term, tag_term, vocabulary, words_of
from storage.rows import Row
from storage.tables import search_channels, search_documents, search_words
from storage.tags import used_tags


def index_rows(
    item: Practice | Win | Trial, echoes: Sequence[str] = (), spread: int = 0
) -> Iterable[Row]:
    """Return what the index holds of something told, with the words of a practice's echoes.

    `spread` says from how many teams it was tried: it only decides between equal answers.
    """
    if isinstance(item, Trial):
        return _rows_of_trial(item) if item.stage is not Stage.WITHDRAWN else ()
    if item.withdrawn_at is not None:
        return ()
    if isinstance(item, Win):
        return _rows_of_win(item, spread)
    return _rows_of_practice(item, echoes, spread)


def _rows_of_practice(practice: Practice, echoes: Sequence[str], spread: int) -> Iterable[Row]:
    return _rows(
        practice.team_id,
        {
            "kind": Kind.PRACTICE.value,
            "item_id": practice.practice_id,
            "audience": practice.audience.value,
            "channel_id": practice.channel_id,
            "created_at": practice.created_at,
            "fresh_at": practice.fresh_at,
            "spread": spread,
        },
        ([practice.title, *practice.tags], [practice.situation], [practice.what, *echoes]),
        practice.tags,
        {practice.author_id, *practice.people},
    )


def _rows_of_win(win: Win, spread: int) -> Iterable[Row]:
    # A win has no title: the first sentence of its story stands for one.
    title = first_sentence(win.story, LONGEST_TITLE).removesuffix("…")
    rest = win.story.strip().removeprefix(title)
    return _rows(
        win.team_id,
        {
            "kind": Kind.WIN.value,
            "item_id": win.win_id,
            "audience": win.audience.value,
            "channel_id": win.channel_id,
            "created_at": win.told_at,
            "fresh_at": win.told_at,
            "spread": spread,
        },
        ([title, *win.tags], [], [rest, win.enablers, win.customer]),
        win.tags,
        {win.author_id, *win.people},
    )


def _rows_of_trial(trial: Trial) -> Iterable[Row]:
    # What we would do differently begins with what stands for a title.
    title = first_sentence(trial.change, LONGEST_TITLE).removesuffix("…")
    rest = trial.change.strip().removeprefix(title)
    return _rows(
        trial.team_id,
        {
            "kind": Kind.TRIAL.value,
            "item_id": trial.trial_id,
            "audience": Audience.READERS.value,
            "channel_id": trial.channel_id,
            "created_at": trial.proposed_at,
            "fresh_at": trial.concluded_at or trial.started_at or trial.proposed_at,
            "spread": 0,
        },
        ([title], [trial.why], [rest, trial.signs, trial.lesson]),
        (),
        trial.people,
    )


def _rows(
    team_id: str,
    values: dict[str, Any],
    fields: Sequence[Sequence[str]],
    tags: Sequence[str],
    people: Iterable[str],
) -> Iterable[Row]:
    """Return the document, where it was told, and its words, in the order of their keys."""
    said = [[word for text in texts for word in words_of(text)] for texts in fields]
    joined = compounds(text for texts in fields for text in texts)
    labels = [tag_term(team_id, tag) for tag in tags]
    labels += [person_term(team_id, user_id) for user_id in sorted(people)]
    labels += line(team_id, joined).split()
    title, situation, text = (line(team_id, words) for words in said)
    terms = "\n".join((title, situation, f"{text}{' '.join(labels)} "))
    document = {"team_id": team_id, **values, "analyser": ANALYSER, "terms": terms}
    yield Row(search_documents, document)
    if values["channel_id"]:  # what is brought from elsewhere may come from no channel
        yield Row(search_channels, {"team_id": team_id, "channel_id": values["channel_id"]})
    yield from used_tags(team_id, tags)
    for word in sorted(vocabulary([*chain(*said), *joined])):
        yield Row(search_words, {"team_id": team_id, "word": word})
