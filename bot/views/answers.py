"""Answers to open questions as people see them: the form, the gathering, private words."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from bot.domain.answers import Answer, AnswerAudience, AnswerForm, Gathered, NothingToTakeBack
from bot.domain.checkins import CheckIn
from bot.domain.follow_ups import FollowUp
from bot.i18n import Translator
from bot.views import follow_ups, ids, kit
from bot.views.submissions import Submission

LONGEST_OPTION = 75
"""The most characters that Slack shows of a choice."""

Show = Callable[[Answer, str], kit.Item]
"""Makes one answer something to tell, with our own markup in front of it."""


def answer_modal(
    t: Translator,
    checkin: CheckIn,
    question: str,
    given: Answer | None,
    audiences: Sequence[AnswerAudience] = (AnswerAudience.TEAM,),
    coaches: Sequence[str] = (),
) -> kit.View:
    """Return the form to answer, with what was answered before and may still be said so."""
    kept = given if given and given.audience in audiences else None
    words = kit.text_input(
        ids.CHECKINS_ANSWER,
        "text",
        question,
        initial=kept.text if kept else "",
        hint=_hint(t, checkin, audiences),
        lines=True,
    )
    blocks = [words]
    if len(audiences) > 1:
        blocks.append(_audience_input(t, audiences, coaches, kept))
    if given:
        take_back = kit.button(t("Take my answer back"), ids.ANSWER_TAKE_BACK, checkin.checkin_id)
        blocks.append(kit.actions(take_back))
    return kit.modal(
        ids.CHECKINS_ANSWER,
        t("Open question"),
        blocks,
        submit=t("Answer"),
        close=t("Cancel"),
        carried={"v": 1, "checkin": checkin.checkin_id},
    )


def _hint(t: Translator, checkin: CheckIn, audiences: Sequence[AnswerAudience]) -> str:
    if checkin.gathered_at is not None:
        return t("The answers are gathered; yours is still welcome, and is added to them.")
    if len(audiences) == 1:
        return t("The team will read it, with your name, when the answers are gathered.")
    return t("It will be read when the answers are gathered; until then you can change it.")


def _audience_input(
    t: Translator,
    audiences: Sequence[AnswerAudience],
    coaches: Sequence[str],
    kept: Answer | None,
) -> kit.Block:
    labels = {
        AnswerAudience.TEAM: t("The team"),
        AnswerAudience.COACH: _coach_label(t, coaches),
        AnswerAudience.UNNAMED: t("The team, without my name"),
    }
    hint = t(
        "Without your name it is shown only when at least five people answer so. Nobody, not "
        "even an admin, can tell afterwards whose it was; so you cannot take it back then."
    )
    return kit.choice_input(
        ids.CHECKINS_ANSWER,
        "audience",
        t("Who may read it?"),
        [(audience.value, labels[audience]) for audience in audiences],
        initial=(kept.audience if kept else AnswerAudience.TEAM).value,
        hint=hint if AnswerAudience.UNNAMED in audiences else "",
    )


def _coach_label(t: Translator, coaches: Sequence[str]) -> str:
    named = t("My coach only: {coaches}", coaches=t.together(coaches)) if coaches else ""
    return named if 0 < len(named) <= LONGEST_OPTION else t("My coach only")


def read_answer_form(view: kit.View) -> AnswerForm:
    """Return the check-in that is answered, the words, and who may read them."""
    submission = Submission(view)
    chosen = submission.choice("audience") or AnswerAudience.TEAM
    return AnswerForm(
        submission.carried["checkin"], submission.words("text"), AnswerAudience(chosen)
    )


def kept_modal(t: Translator, checkin: CheckIn, audience: AnswerAudience, zone: str) -> kit.View:
    """Return what the form becomes once an answer is kept: who reads it, and when."""
    if checkin.gathered_at is not None:
        return _page(t, _read_now(t, audience))
    when = {"day": t.day(checkin.closes_at, zone), "hour": t.hour(checkin.closes_at, zone)}
    readers = {
        AnswerAudience.TEAM: t(
            "Thank you. The team reads it with your name, from {day} at {hour} on.", **when
        ),
        AnswerAudience.COACH: t(
            "Thank you. Your coach reads it, and nobody else, from {day} at {hour} on.", **when
        ),
        AnswerAudience.UNNAMED: t(
            "Thank you. The team reads it without your name from {day} at {hour} on, if at least "
            "five people answer so; if not, I ask you what shall become of it.",
            **when,
        ),
    }
    until = t("Until then nobody does, and *Answer* shows it to you again to change it.")
    return _page(t, readers[audience], until)


def _read_now(t: Translator, audience: AnswerAudience) -> str:
    if audience is AnswerAudience.COACH:
        return t("Thank you: your coach reads it, and nobody else.")
    return t("Thank you: the team reads it, with your name.")


def taken_back_modal(t: Translator) -> kit.View:
    """Return what the form becomes once one's answer is taken back."""
    return _page(
        t, t("It is taken back. If something else comes to you, the question is still there.")
    )


def not_taken_back_modal(t: Translator) -> kit.View:
    """Return what the form becomes where nobody can tell that an answer is theirs.

    In the page, which nobody else sees and which leaves nothing behind.
    """
    return _page(t, t(NothingToTakeBack.message))


def _page(t: Translator, said: str, more: str = "") -> kit.View:
    blocks = [kit.section(said), *([kit.context(more)] if more else [])]
    return kit.modal(ids.CHECKINS_ANSWER + ".done", t("Open question"), blocks, close=t("Close"))


def gathering(
    t: Translator,
    question: str,
    gathered: Gathered,
    names: Mapping[str, str],
    taken_up: Mapping[str, FollowUp],
) -> kit.Message:
    """Return the answers in one message: each person's together, in the order they came.

    Then those without a name, then what came since. What does not fit goes on in its thread. Each
    can be taken up, or says how what it led to stands.
    """
    show = partial(follow_ups.answer_item, t, taken_up)
    items = [
        _opening(
            t("What you answered: {question}", question=kit.escape(question)),
            kit.button(t("Add mine"), ids.CHECKIN_ANSWER, gathered.checkin.checkin_id),
        ),
        *_by_person(gathered.named, names, show),
    ]
    if gathered.unnamed:
        items.append(_heading(t("Without a name")))
        items += [_item([answer], "• ", show) for answer in gathered.unnamed]
    if gathered.late:
        items.append(_heading(t("Since then:")))
        items += _by_person(gathered.late, names, show)
    if gathered.is_empty:
        items.append(kit.words_item(t("What was said here was taken back.")))
    return kit.in_parts(items)


def _opening(title: str, accessory: kit.Element | None = None) -> kit.Item:
    return title, [kit.section(f":speech_balloon: *{title}*", accessory)]


def _heading(title: str) -> kit.Item:
    return kit.words_item(f"*{title}*")


def _only_words(answer: Answer, before: str) -> kit.Item:
    return before + kit.escape(answer.text), kit.prose(answer.text, before)


def _by_person(
    answers: Iterable[Answer], names: Mapping[str, str], show: Show = _only_words
) -> list[kit.Item]:
    told: dict[str, list[Answer]] = {}
    for answer in answers:
        told.setdefault(answer.user_id, []).append(answer)
    return [
        _item(theirs, f"*{kit.escape(names[user_id])}*\n", show) for user_id, theirs in told.items()
    ]


def _item(answers: Sequence[Answer], before: str, show: Show) -> kit.Item:
    """Return answers as something to tell, each in a block of its own; the first says whose."""
    first, *more = answers
    told = [show(first, before), *(show(answer, "") for answer in more)]
    return "\n".join(text for text, _ in told), [block for _, some in told for block in some]


def for_coach(
    t: Translator, question: str, answers: Sequence[Answer], names: Mapping[str, str]
) -> kit.Message:
    """Return what people answered for their coach alone."""
    opening = _opening(t("Just for you: {question}", question=kit.escape(question)))
    if not answers:
        return kit.in_parts([opening, kit.words_item(t("What was said here was taken back."))])
    return kit.in_parts([opening, *_by_person(answers, names)])


def untold(t: Translator, question: str, answer: Answer, *, has_coach: bool) -> kit.Message:
    """Return the word to somebody whose answer nobody was shown: what may become of it.

    Without their words: a message stands in Slack with their name, and can be exported from there.
    """
    asked = kit.escape(question)
    if answer.audience is AnswerAudience.UNNAMED:
        why = t(
            "Fewer than five people answered “{question}” without their name, so yours was shown "
            "to nobody. What shall become of it?",
            question=asked,
        )
    else:
        why = t(
            "What you answered to “{question}” for your coach was shown to nobody: none of your "
            "teams has a coach any more. What shall become of it?",
            question=asked,
        )
    buttons = [kit.button(t("Tell it with my name"), ids.ANSWER_TELL_TEAM, answer.checkin_id)]
    if has_coach:
        to_coach = kit.button(t("To my coach only"), ids.ANSWER_TELL_COACH, answer.checkin_id)
        buttons.append(to_coach)
    buttons.append(kit.button(t("Let it go"), ids.ANSWER_LEAVE, answer.checkin_id))
    return kit.Message(why, (kit.section(why), kit.actions(*buttons)))


def settled(t: Translator, answer: Answer | None) -> kit.Message:
    """Return what that word becomes, once its author has said who may read it, or nobody."""
    if answer is None:
        said = t("Left, and forgotten: nobody read it.")
    else:
        said = _read_now(t, answer.audience)
    return kit.Message(said, (kit.context(said),))
