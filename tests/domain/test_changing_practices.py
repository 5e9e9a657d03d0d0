"""Practices after they were passed on: who may change them, withdraw them, show them to whom."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.gestures import Gesture
from bot.domain.practices import (
    EmptyPractice,
    EmptyTitle,
    NotYourPractice,
    NotYoursToShow,
    Practice,
    PracticeForm,
    PracticeWithdrawn,
    SaidInPrivate,
    check_may_change,
    check_may_contribute,
    contribute,
    may_change,
    revise,
    show_to,
    withdraw,
)
from bot.domain.visibility import Audience
from bot.domain.wins import Source

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
HERE = Source("C1", "1.2")
FORM = PracticeForm("Un SMS", "Écrire un SMS avant.", "Devis", ("sms",), Audience.CHANNEL, "C1")


def by(user_id: str) -> Gesture:
    return Gesture("view:V1:h", "T1", user_id, LATER)


def own() -> Practice:
    return contribute(Gesture("view:V0:h", "T1", "U1", NOW), replace(FORM, source=HERE))


def passed_on() -> Practice:
    """Return what U2 wrote and U1 passed on."""
    form = replace(FORM, source=HERE, people=("U2",))
    return contribute(Gesture("view:V0:h", "T1", "U1", NOW), form)


def test_what_somebody_wrote_is_theirs_too() -> None:
    assert passed_on().people == ("U1", "U2")
    assert (passed_on().others, passed_on().written_by) == (("U2",), ("U2",))
    assert (own().others, own().written_by) == ((), ("U1",))


@pytest.mark.parametrize("user_id", ["U1", "U2"])
def test_those_whose_it_is_may_correct_it(user_id: str) -> None:
    revised = revise(passed_on(), by(user_id), replace(FORM, what=" Un appel. ", tags=()))
    assert (revised.what, revised.tags, revised.version) == ("Un appel.", (), 2)
    assert revised.fresh_at == LATER
    assert (revised.people, revised.audience) == (("U1", "U2"), Audience.CHANNEL)


def test_emptied_it_asks_for_words() -> None:
    with pytest.raises(EmptyTitle):
        revise(own(), by("U1"), replace(FORM, title=" ", what="", situation="", tags=()))
    with pytest.raises(EmptyPractice):
        revise(own(), by("U1"), replace(FORM, what="\u2800"))
    assert revise(own(), by("U1"), replace(FORM, situation=" ")).situation == ""


def test_others_change_nothing() -> None:
    with pytest.raises(NotYourPractice):
        revise(passed_on(), by("U9"), FORM)
    with pytest.raises(NotYourPractice):
        withdraw(passed_on(), "U9", NOW)
    with pytest.raises(NotYourPractice):
        show_to(passed_on(), "U9", Audience.EVERYONE, said_in_private=False)
    nobodys = replace(own(), author_id="", people=())
    assert not may_change(nobodys, "")
    with pytest.raises(NotYourPractice):
        check_may_change(nobodys, "U1")


def test_withdrawn_its_words_are_forgotten_and_nothing_can_be_changed() -> None:
    gone = withdraw(passed_on(), "U2", LATER)
    assert (gone.title, gone.what, gone.situation, gone.tags) == ("", "", "", ())
    assert (gone.withdrawn_at, gone.version) == (LATER, 2)
    with pytest.raises(PracticeWithdrawn):
        withdraw(gone, "U1", LATER)
    with pytest.raises(PracticeWithdrawn):
        revise(gone, by("U1"), FORM)
    with pytest.raises(PracticeWithdrawn):
        show_to(gone, "U1", Audience.EVERYONE, said_in_private=False)


def test_the_author_widens_and_narrows() -> None:
    wide = show_to(own(), "U1", Audience.EVERYONE, said_in_private=True)
    assert (wide.audience, wide.version) == (Audience.EVERYONE, 2)
    assert show_to(wide, "U1", Audience.CHANNEL, said_in_private=True).audience is Audience.CHANNEL


def test_what_was_written_in_private_is_shown_by_whoever_wrote_it() -> None:
    with pytest.raises(SaidInPrivate):
        show_to(passed_on(), "U1", Audience.EVERYONE, said_in_private=True)
    wide = show_to(passed_on(), "U2", Audience.EVERYONE, said_in_private=True)
    assert wide.audience is Audience.EVERYONE
    # Narrower is always both people's to say, and what was written in the open is too.
    assert show_to(wide, "U1", Audience.CHANNEL, said_in_private=True).audience is Audience.CHANNEL
    show_to(passed_on(), "U1", Audience.EVERYONE, said_in_private=False)


def test_a_contributor_who_did_not_write_it_does_not_choose_its_readers() -> None:
    together = replace(own(), source=None, people=("U1", "U3"))
    with pytest.raises(NotYoursToShow):
        show_to(together, "U3", Audience.EVERYONE, said_in_private=False)


def test_the_form_shows_to_everyone_nothing_that_others_wrote_in_private() -> None:
    form = replace(FORM, source=HERE, people=("U2",), audience=Audience.EVERYONE)
    with pytest.raises(SaidInPrivate):
        check_may_contribute(by("U1"), form, is_private=True)
    check_may_contribute(by("U1"), form, is_private=False)
    check_may_contribute(by("U2"), form, is_private=True)
    check_may_contribute(by("U1"), replace(form, people=()), is_private=True)


def test_what_no_form_holds_is_not_lost() -> None:
    long = replace(own(), what="a" * 3000 + " la fin")
    revised = revise(long, by("U1"), replace(FORM, what="b" * 10))
    assert revised.what == "b" * 10 + " la fin"
    cut_after_a_word = replace(own(), what="mot " * 750 + "la fin")
    assert revise(cut_after_a_word, by("U1"), FORM).what == "Écrire un SMS avant. la fin"
    with pytest.raises(EmptyPractice):
        revise(long, by("U1"), replace(FORM, what=""))
