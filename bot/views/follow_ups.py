"""Follow-ups as people see them: beside an answer, on a card, in the form, in a list."""

from collections.abc import Mapping, Sequence

from bot.domain.answers import Answer
from bot.domain.follow_ups import Became, FollowUp, OutcomeForm
from bot.errors import N_
from bot.i18n import Translator
from bot.views import ids, kit
from bot.views.submissions import Submission

LONGEST_ON_CARD = 1500
LONGEST_OUTCOME = 5000
"""What came of it is told whole, unless it is escaped at every character."""
LONGEST_IN_PASSING = 200
LONGEST_NAME = 100
TAKE_UP, TRY = "take_up", "try"
"""The verbs of the menu of an answer."""
PAGE = 20
"""How many follow-ups a page lists."""

_SAID = {
    Became.OPEN: N_("So far: {words} — {person}"),
    Became.SOMETHING: N_("What came of it: {words} — {person}"),
    Became.NOTHING: N_("Why nothing will come of it: {words} — {person}"),
}


def answer_menu(t: Translator, answer: Answer) -> kit.Element:
    """Return the menu of an answer: take it up, or try together what it says."""
    which = f"{answer.checkin_id}:{answer.answer_id}"
    choices = [
        kit.option(t("Follow it up"), f"{TAKE_UP}:{which}"),
        kit.option(t("Try it with the team"), f"{TRY}:{which}"),
    ]
    return kit.overflow(ids.FOLLOW_UP_OPEN, choices)


def answer_item(
    t: Translator, taken_up: Mapping[str, FollowUp], answer: Answer, before: str
) -> kit.Item:
    """Return one answer as the gathering tells it; `before` is our own markup in front of it.

    Beside it is the menu that takes it up; under it, how what was taken up stands.
    """
    text, follow_up = before + kit.escape(answer.text), taken_up.get(answer.answer_id)
    if follow_up is None:
        return text, kit.prose(answer.text, before, answer_menu(t, answer))
    words = kit.prose(answer.text, before)
    if follow_up.is_withdrawn:
        return text, words
    state = state_line(t, follow_up)
    return f"{text}\n{state}", [*words, kit.context(state)]


def read_choice(value: str) -> tuple[str, str]:
    """Return the check-in and the answer that a choice of the menu is about."""
    checkin_id, answer_id = value.split(":")
    return checkin_id, answer_id


def state_line(t: Translator, follow_up: FollowUp) -> str:
    """Return, in a few words, how an answer that was taken up stands."""
    if follow_up.is_open:
        return ":pushpin: " + t("To follow up")
    return ":white_check_mark: " + t("Followed up")


def card(t: Translator, follow_up: FollowUp, names: Mapping[str, str]) -> kit.Message:
    """Return what was taken up: the words as they were said, and what came of them."""
    if follow_up.is_withdrawn:
        return _without_words(t, follow_up, names)
    title = state_line(t, follow_up)
    told = f"*{title}*\n{_quoted(t, follow_up, names, LONGEST_ON_CARD)}"
    items = [kit.words_item(told), *_outcome(t, follow_up, names)]
    if follow_up.is_open:
        items.append(("", [kit.actions(_say_button(t, follow_up))]))
    else:
        items[0][1][0]["accessory"] = _menu(t, follow_up)
    return kit.in_parts(items)


def _without_words(t: Translator, follow_up: FollowUp, names: Mapping[str, str]) -> kit.Message:
    line = t("These words were withdrawn.")
    return kit.in_parts([(line, [kit.context(line)]), *_outcome(t, follow_up, names)])


def told(t: Translator, follow_up: FollowUp, names: Mapping[str, str]) -> kit.Message:
    """Return what tells a thread what came of words that were said in it."""
    if follow_up.is_withdrawn:
        return _without_words(t, follow_up, names)
    title = state_line(t, follow_up)
    opening = f"*{title}*\n{_quoted(t, follow_up, names, LONGEST_IN_PASSING)}"
    return kit.in_parts([kit.words_item(opening), *_outcome(t, follow_up, names)])


def opened_again(t: Translator) -> kit.Message:
    """Return what becomes of what was told in a thread, when it is not done yet."""
    return _small(t("It is not done yet: this was opened again."))


def word_to_author(t: Translator, follow_up: FollowUp, names: Mapping[str, str]) -> kit.Message:
    """Return the private word to somebody about what came of what they said."""
    where = kit.channel_link(follow_up.channel_id)
    line = t("In {channel}, somebody wrote what became of your words.", channel=where)
    quoted = f"{line}\n{_quoted(t, follow_up, {}, LONGEST_ON_CARD)}"
    return kit.in_parts([kit.words_item(quoted), *_outcome(t, follow_up, names)])


def word_taken_back(t: Translator) -> kit.Message:
    """Return what the word to an author becomes when it does not hold any more."""
    return _small(t("What was told here does not hold any more."))


def _small(line: str) -> kit.Message:
    return kit.Message(line, (kit.context(line),))


def close_modal(
    t: Translator, follow_up: FollowUp, *, is_correction: bool = False, page: str = ""
) -> kit.View:
    """Return the form to say what came of it; `page` is that of the list behind it."""
    form = ids.FOLLOW_UPS_CLOSE
    choices = [
        (Became.SOMETHING.value, t("Something came of it")),
        (Became.NOTHING.value, t("Nothing will come of it")),
    ]
    fields = [
        kit.choice_input(
            form,
            "became",
            t("What became of it?"),
            choices,
            initial=(follow_up.became if is_correction else Became.SOMETHING).value,
        ),
        kit.text_input(
            form,
            "outcome",
            t("What came of it, or why nothing will"),
            initial=follow_up.outcome if is_correction else "",
            hint=t("The team reads it in the thread, with your name."),
            lines=True,
        ),
    ]
    return kit.modal(
        form,
        t("Follow-up"),
        [*kit.prose(follow_up.words, before=_before(t, follow_up)), *fields],
        submit=t("Save") if is_correction else t("Tell it"),
        close=t("Cancel"),
        carried={
            "v": 1,
            "follow_up": follow_up.follow_up_id,
            "corrects": is_correction,
            "page": page,
        },
    )


def _before(t: Translator, follow_up: FollowUp) -> str:
    who = kit.mention(follow_up.author_id) if follow_up.author_id else t("Without a name")
    return f"*{who}*\n"


def read_close_form(view: kit.View) -> tuple[OutcomeForm, str]:
    """Return what somebody says came of it, and the page of the list behind the form, if any."""
    submission = Submission(view)
    form = OutcomeForm(
        follow_up_id=submission.carried["follow_up"],
        became=submission.choice("became"),
        outcome=submission.words("outcome"),
        is_correction=submission.carried["corrects"],
    )
    return form, submission.carried["page"]


def list_button(t: Translator, channel_id: str) -> kit.Element:
    """Return the button that lists what a channel has taken up."""
    return kit.button(t("Follow-ups"), ids.FOLLOW_UPS_LIST, page_of(channel_id))


def page_of(channel_id: str, skipped: int = 0) -> str:
    """Return the name of a page of the list."""
    return f"{channel_id}:{skipped}"


def read_page(value: str) -> tuple[str, int]:
    """Return the channel of a page of the list, and how many it skips."""
    channel_id, skipped = value.split(":")
    return channel_id, int(skipped)


def list_modal(
    t: Translator, channel_id: str, waiting: Sequence[FollowUp], skipped: int = 0
) -> kit.View:
    """Return what a channel has taken up and nobody has spoken of yet, the oldest first."""
    # What was shown may be done meanwhile: the page before the end is not left empty.
    skipped = skipped if skipped < len(waiting) else 0
    blocks: list[kit.Block] = [_listed(t, each) for each in waiting[skipped:][:PAGE]]
    if not blocks:
        blocks = [kit.section(t("Nothing waits to be followed up in this channel."))]
    turns = []
    if skipped + PAGE < len(waiting):
        turns.append(_turn(t("The next ones"), page_of(channel_id, skipped + PAGE), later=True))
    if skipped:
        turns.append(_turn(t("The first ones"), page_of(channel_id), later=False))
    return kit.modal(
        ids.FOLLOW_UPS_WAITING,
        t("Follow-ups"),
        [*blocks, *([kit.actions(*turns)] if turns else [])],
        close=t("Close"),
        carried={"v": 1, "page": page_of(channel_id, skipped)},
    )


def read_list(view: kit.View) -> str:
    """Return which page of the list is open."""
    return str(Submission(view).carried["page"])


def _listed(t: Translator, follow_up: FollowUp) -> kit.Block:
    words = kit.escape_within(_on_one_line(follow_up.words), LONGEST_IN_PASSING)
    line = t("“{words}”", words=words)
    if follow_up.author_id:
        who = kit.mention(follow_up.author_id)
        line = t("“{words}” — {person}", words=words, person=who)
    return kit.section(line, _say_button(t, follow_up))


def _turn(label: str, page: str, *, later: bool) -> kit.Element:
    return kit.button(label, ids.FOLLOW_UPS_NEXT if later else ids.FOLLOW_UPS_FIRST, page)


def _say_button(t: Translator, follow_up: FollowUp) -> kit.Element:
    return kit.button(t("Say what came of it"), ids.FOLLOW_UP_SAY, follow_up.follow_up_id)


def _menu(t: Translator, follow_up: FollowUp) -> kit.Element:
    choices = [
        kit.option(t("Correct the words"), f"correct:{follow_up.follow_up_id}"),
        kit.option(t("It is not done yet"), f"reopen:{follow_up.follow_up_id}"),
    ]
    return kit.overflow(ids.FOLLOW_UP_MENU, choices)


def _quoted(t: Translator, follow_up: FollowUp, names: Mapping[str, str], longest: int) -> str:
    """Return the words as they were said, with the name of who said them where it is told."""
    words = kit.escape_within(follow_up.words, longest)
    name = names.get(follow_up.author_id)
    if not name:
        return t("“{words}”", words=words)
    return t("“{words}” — {person}", words=words, person=_named(name))


def _outcome(t: Translator, follow_up: FollowUp, names: Mapping[str, str]) -> list[kit.Item]:
    """Return what somebody said came of it; nothing where nobody has."""
    if not follow_up.outcome:
        return []
    words = kit.escape_within(follow_up.outcome, LONGEST_OUTCOME)
    who = _named(names[follow_up.closed_by])
    return [kit.words_item(t(_SAID[follow_up.became], words=words, person=who))]


def _named(name: str) -> str:
    return kit.escape_within(name, LONGEST_NAME)


def _on_one_line(words: str) -> str:
    return " ".join(words.split())
