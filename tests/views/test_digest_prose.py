"""Digests as prose: what a channel reads, and hears, in both languages."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from bot.domain.digests import Digest, Reach, number_of
from bot.domain.follow_ups import Became, FollowUp
from bot.domain.practices import Practice
from bot.domain.questions import Question
from bot.domain.visibility import Audience
from bot.domain.wins import Win
from bot.i18n import translator
from bot.views import digest_words as words
from bot.views.digests import digest_message
from sandbox.blocks import check_message

FRIDAY = datetime(2026, 11, 27, 15, 30, tzinfo=UTC)
WEEK = timedelta(days=7)
NAMES = {"U1": "Ana Morel", "U2": "Tom Hill", "U3": "Inès & Co"}
MONTHS = ["2026-W48", "2026-W53", "2027-W04", "2027-W08", "2027-W13", "2027-W17", "2027-W21"]

SAID = FollowUp(
    follow_up_id="f1",
    team_id="T1",
    checkin_id="k1",
    answer_id="a1",
    channel_id="C1",
    author_id="U2",
    words="",
    opened_at=FRIDAY,
)


def weeks(first: int, most: int) -> list[str]:
    """Return ISO weeks in a row, from one of 2026 on into the next year."""
    moments = (datetime.fromisocalendar(2026, first, 1) + n * WEEK for n in range(most))
    return ["{}-W{:02}".format(*moment.isocalendar()) for moment in moments]


def win(story: str, *people: str, customer: str = "", channel_id: str = "C1") -> Win:
    return Win(story, "T1", "U1", people or ("U1",), story, "", customer, channel_id, FRIDAY)


PRACTICE = Practice(
    practice_id="p1",
    team_id="T1",
    author_id="U2",
    title="Un SMS d’abord",
    what="Écrire avant d’appeler.",
    situation="au deuxième silence",
    tags=(),
    audience=Audience.EVERYONE,
    channel_id="C1",
    created_at=FRIDAY,
    fresh_at=FRIDAY,
    people=("U2",),
)


def said(text: str, became: Became = Became.OPEN, outcome: str = "", by: str = "") -> FollowUp:
    return replace(SAID, words=text, became=became, outcome=outcome, closed_by=by)


def digest(week: str = "2026-W48", channel_id: str = "C1", **more: Any) -> Digest:
    told: dict[str, Any] = {"wins": (), "practices": (), "question": Question("thanks-to")}
    reach = Reach(FRIDAY - WEEK, FRIDAY - WEEK, FRIDAY)
    return Digest(channel_id, week, **{"reach": reach, **told, **more})


FULL = digest(
    outcomes=(
        said("La grille de prix\nest illisible", Became.SOMETHING, "Refaite, en une page.", "U1"),
        said("Un outil d’appels", Became.NOTHING, "Trop cher cette année."),
    ),
    waiting=replace(said("Visiter l’usine"), author_id=""),
    wins=(
        win("Béta a signé.", "U1", "U2", customer="plus de ressaisie"),
        win("Le salon de Lyon", "U3", channel_id="C2"),
    ),
    practices=(PRACTICE,),
    shared={"Béta a signé.": ("Marketing", "Ventes"), "Le salon de Lyon": ()},
)


def prose(told: Digest, language: str) -> str:
    return digest_message(translator(language), told, NAMES).text.replace("\u00a0", " ")


def test_a_full_one_in_french() -> None:
    assert prose(FULL, "fr") == (
        "Là où la semaine nous a menés\n\n"
        "Entendu, et suivi\n\n"
        ":seedling: Tom Hill : « La grille de prix est illisible »\n"
        "→ Refaite, en une page.\n"
        "_Ana Morel_\n\n"
        ":seedling: Tom Hill : « Un outil d’appels »\n"
        "→ Ça s’arrête là : Trop cher cette année.\n\n"
        ":hourglass_flowing_sand: Pas oublié, et toujours ouvert : « Visiter l’usine »\n\n"
        "Et ce qu’on a réussi ensemble\n\n"
        ":trophy: Béta a signé.\n"
        "Pour le client : plus de ressaisie\n"
        "_Ana Morel et Tom Hill_ · Portée par Marketing et Ventes\n\n"
        ":trophy: Le salon de Lyon\n"
        "_Inès &amp; Co_ · <#C2>\n\n"
        "Transmis en chemin\n\n"
        ":bulb: *Un SMS d’abord*\n"
        "Écrire avant d’appeler.\n"
        "Quand ça marche : au deuxième silence\n"
        "_Transmise par Tom Hill_\n\n"
        ":speech_balloon: Une question à emporter : "
        "*Qu’est-ce qui a avancé grâce à quelqu’un ?*"
    )


def test_a_full_one_in_english() -> None:
    assert prose(FULL, "en") == (
        "Where the week took us\n\n"
        "Heard, and followed up\n\n"
        ":seedling: Tom Hill: “La grille de prix est illisible”\n"
        "→ Refaite, en une page.\n"
        "_Ana Morel_\n\n"
        ":seedling: Tom Hill: “Un outil d’appels”\n"
        "→ Nothing will come of it: Trop cher cette année.\n\n"
        ":hourglass_flowing_sand: Not forgotten, and still open: “Visiter l’usine”\n\n"
        "And what we achieved together\n\n"
        ":trophy: Béta a signé.\n"
        "For the customer: plus de ressaisie\n"
        "_Ana Morel and Tom Hill_ · Shared by Marketing and Ventes\n\n"
        ":trophy: Le salon de Lyon\n"
        "_Inès &amp; Co_ · <#C2>\n\n"
        "Passed on along the way\n\n"
        ":bulb: *Un SMS d’abord*\n"
        "Écrire avant d’appeler.\n"
        "When it works: au deuxième silence\n"
        "_Passed on by Tom Hill_\n\n"
        ":speech_balloon: A question to take along: *What moved forward thanks to someone else?*"
    )


def test_after_its_title_a_story_needs_no_lead() -> None:
    told = digest(practices=FULL.practices)
    assert prose(told, "en").startswith("Where the week took us\n\n:bulb: *Un SMS")
    assert prose(digest(wins=FULL.wins), "en").startswith("Where the week took us\n\n:trophy:")
    waits = "Where the week took us\n\n:hourglass_flowing_sand: Not forgotten"
    assert prose(digest(waiting=FULL.waiting), "en").startswith(waits), "nothing came of it yet"


def test_a_quiet_one_is_a_line_and_a_question() -> None:
    assert prose(digest(), "fr") == (
        "Rien de raconté, rien de transmis : une accalmie.\n\n"
        ":speech_balloon: Une question à emporter : "
        "*Qu’est-ce qui a avancé grâce à quelqu’un ?*"
    )
    assert prose(digest(question=None), "en") == "Nothing told, nothing passed on: a calm stretch."


def test_a_question_of_the_team_is_told_as_they_wrote_it() -> None:
    own = Question("own", "On garde <!channel> & *quoi* ?")
    assert prose(digest(question=own), "fr").endswith("*On garde &lt;!channel&gt; &amp; *quoi* ?*")


def test_what_is_told_is_heard() -> None:
    """The text for screen readers says all that the blocks show."""
    message = digest_message(translator("fr"), FULL, NAMES)
    check_message(list(message.blocks))
    shown = [block["text"]["text"].strip("*") for block in message.blocks]
    assert all(line in message.text for text in shown for line in text.split("\n"))


# ------------------------------------------------------------------ other words every week


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("in_a_row", [weeks(48, 10), MONTHS], ids=["weekly", "monthly"])
def test_none_opens_as_those_before(language: str, in_a_row: list[str]) -> None:
    long_ago = Reach(FRIDAY - 5 * WEEK, FRIDAY - 5 * WEEK, FRIDAY)
    since = long_ago if in_a_row is MONTHS else FULL.reach
    for wins in ((), FULL.wins):
        told = [digest(week, wins=wins, reach=since) for week in in_a_row]
        openings = [prose(each, language).split("\n\n")[0] for each in told]
        if in_a_row is MONTHS:
            assert not [opening for opening, after in pairwise(openings) if opening == after]
        else:
            assert len(set(openings)) == len(in_a_row)


def test_told_again_it_says_the_same() -> None:
    assert prose(FULL, "fr") == prose(replace(FULL), "fr")
    assert prose(replace(FULL, week="2026-W49"), "fr") != prose(FULL, "fr")


def test_channels_do_not_all_say_the_same() -> None:
    openings = {prose(digest(channel_id=f"C{n}"), "en").split("\n\n")[0] for n in range(20)}
    assert len(openings) > 5


LISTS = {
    name: ways
    for name, ways in vars(words).items()
    if isinstance(ways, tuple) and all(isinstance(way, str) for way in ways)
}


@pytest.mark.parametrize("name", LISTS)
def test_there_are_several_ways_in_both_languages(name: str) -> None:
    ways = LISTS[name]
    least = 11 if name in {"OPENINGS", "OPENINGS_SINCE", "QUIET"} else 5
    french = [translator("fr")(way) for way in ways]
    assert len(set(ways)) == len(set(french)) == len(ways) >= least
    assert not set(ways) & set(french)
    # Prime: any rhythm comes through all of them.
    assert all(len(ways) % divisor for divisor in range(2, len(ways)))


def test_the_number_of_a_week_rises_by_one_through_new_year() -> None:
    numbers = [number_of(week) for week in weeks(50, 8)]
    assert [after - before for before, after in pairwise(numbers)] == [1] * 7
