"""What authors see of their nominated messages, and what a workspace chooses, in both languages."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from bot.domain.nominations import Consent, NominatedMessage, Proposal, Proposed, Question
from bot.domain.wins import Source
from bot.domain.workspaces import Workspace
from bot.i18n import Translator, translator
from bot.views import kit, nominations, workspaces
from sandbox.blocks import check_message
from sandbox.views import check_view
from tests.support.golden import Golden
from tests.views.shown import LINK, NOW, pasted

View = Callable[[Translator], Any]
PRACTICE, WIN = Proposal.PRACTICE, Proposal.WIN
SOURCE = Source("C1", "1700000000.000100", "1700000000.000000")


def asked(
    consent: Consent = Consent.ASKED, proposes: Proposal = PRACTICE, *, is_own: bool = False
) -> Question:
    """Return the question about a message that stands there."""
    source = Source("C1", "1700000000.000100")
    message = NominatedMessage("T1", source, "U1", consent, NOW, 1, proposes, NOW)
    return Question(message, is_own=is_own)


def settled(consent: Consent, proposes: Proposal) -> View:
    return lambda t: nominations.consent_settled(t, asked(consent, proposes), LINK)


CHOSEN = Workspace("T1", ("trophy", "our_cup"), (), 3)
SHOWN: dict[str, View] = {
    "nominations/question": lambda t: nominations.consent_question(t, asked(), LINK),
    "nominations/win": lambda t: nominations.consent_question(t, asked(proposes=WIN), LINK),
    "nominations/win-own": lambda t: nominations.consent_question(
        t, asked(proposes=WIN, is_own=True), LINK
    ),
    **{
        f"nominations/{'question' if proposes is PRACTICE else 'win'}-{consent.value}": settled(
            consent, proposes
        )
        for proposes in Proposal
        for consent in Consent
        if consent is not Consent.ASKED and (proposes, consent) != (WIN, Consent.PUBLISHING)
    },
    "nominations/edit": lambda t: nominations.edit_nominated_modal(
        t, words="Un SMS avant.", is_private=False, source=SOURCE
    ),
    "nominations/tell": lambda t: nominations.tell_modal(
        t, words="Béta & fils a signé <hier> !", author_id="U1", source=SOURCE
    ),
    "nominations/opening": lambda t: nominations.opening_modal(t, PRACTICE),
    "nominations/opening-win": lambda t: nominations.opening_modal(t, WIN),
    "nominations/unreadable": lambda t: nominations.unreadable_modal(t, PRACTICE),
    "nominations/unreadable-win": lambda t: nominations.unreadable_modal(t, WIN),
    "workspaces/form": lambda t: workspaces.workspace_modal(t, CHOSEN),
    "workspaces/agreed": lambda t: workspaces.agreed_modal(t, CHOSEN),
    "workspaces/agreed-usual": lambda t: workspaces.agreed_modal(t, Workspace("T1")),
}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", SHOWN)
def test_what_is_seen(golden: Golden, name: str, language: str) -> None:
    golden(f"{name}-{language}", pasted(SHOWN[name](translator(language))))


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", SHOWN)
def test_slack_takes_it(name: str, language: str) -> None:
    made = SHOWN[name](translator(language))
    if isinstance(made, kit.Message):
        check_message(json.loads(json.dumps(made.blocks)))
    else:
        check_view(made, made["type"])


@pytest.mark.parametrize("proposes", Proposal)
def test_a_question_that_is_moot_is_not_asked(proposes: Proposal) -> None:
    t = translator("fr")
    gathering = asked(Consent.GATHERING, proposes)
    assert nominations.consent_question(t, gathering, LINK) is None
    assert nominations.consent_question(t, asked(proposes=proposes), None) is None


@pytest.mark.parametrize("proposes", Proposal)
def test_a_question_still_open_stays_as_it_is(proposes: Proposal) -> None:
    t, question = translator("fr"), asked(proposes=proposes)
    assert nominations.consent_settled(t, question, LINK) == nominations.consent_question(
        t, question, LINK
    )


@pytest.mark.parametrize("proposes", Proposal)
def test_a_reply_carries_its_thread(proposes: Proposal) -> None:
    link = f"{LINK}?thread_ts=1700000000.000000&cid=C1"
    message = nominations.consent_question(translator("en"), asked(proposes=proposes), link)
    assert message is not None
    for button in message.blocks[1]["elements"]:
        assert nominations.proposed_of_action(button["value"]) == Proposed(SOURCE, proposes)


def test_a_button_of_before_is_about_a_practice() -> None:
    value = json.dumps(["C1", "1700000000.000100", "1700000000.000000"])
    assert nominations.proposed_of_action(value) == Proposed(SOURCE, PRACTICE)
