"""Debriefs as people see them: asked for, answered alone, revealed together."""

from collections.abc import Iterator, Mapping, Sequence

from bot.domain.debriefs import (
    QUESTIONS,
    Debrief,
    DebriefAnswer,
    DebriefClosed,
    DebriefForm,
    Revealed,
)
from bot.i18n import Translator
from bot.views import ids, kit
from bot.views.submissions import Submission

LONGEST_TOPIC = 600
"""How much of what is looked back on stands in front of the rest."""


def ask_modal(
    t: Translator, *, channel_id: str, topic: str = "", people: Sequence[str] = ()
) -> kit.View:
    """Return the form to ask for a debrief: of what, with whom, told where."""
    form = ids.DEBRIEFS_ASK
    return kit.modal(
        form,
        t("A debrief"),
        [
            kit.text_input(
                form,
                "topic",
                t("What do we look back on?"),
                initial=topic,
                hint=t("A lost deal, a campaign, a trade fair… what went well deserves one too."),
                lines=True,
            ),
            kit.people_input(
                form,
                "people",
                t("Who took part?"),
                initial=people,
                hint=t("Each is asked four questions, alone."),
                required=True,
            ),
            kit.channel_input(
                form,
                "channel",
                t("Where shall it be told?"),
                initial=channel_id,
                hint=t("All the answers appear there at once, with names."),
            ),
        ],
        submit=t("Ask them"),
        close=t("Cancel"),
        carried={"v": 1},
    )


def read_ask_form(view: kit.View) -> DebriefForm:
    """Return what is looked back on, who took part, and where it is told."""
    submission = Submission(view)
    return DebriefForm(
        submission.words("topic"), submission.people("people"), submission.channel("channel")
    )


def asked_page(t: Translator, debrief: Debrief, zone: str) -> kit.View:
    """Return what the form becomes once people are asked."""
    people = t.together([kit.mention(user_id) for user_id in debrief.people])
    said = t("I am asking {people}, each alone.", people=people)
    return _page(t, ids.DEBRIEFS_ASK, said, _promise(t, debrief, zone))


def asked_message(t: Translator, debrief: Debrief, zone: str) -> kit.Message:
    """Return the private word that asks somebody who took part."""
    asking, promise = opening(t, debrief), _promise(t, debrief, zone)
    answer = kit.button(t("Answer"), ids.DEBRIEF_ANSWER, debrief.debrief_id, style="primary")
    return kit.Message(
        f"{asking}\n{promise}",
        (kit.section(asking), kit.context(promise), kit.actions(answer)),
    )


def out_message(t: Translator, debrief: Debrief, link: str | None) -> kit.Message:
    """Return the word that all is revealed: to whoever asked for it, and to those asked."""
    line = f":mag: {_out(t, debrief, link)}"
    return kit.Message(line, (kit.section(line),))


def answer_modal(
    t: Translator, debrief: Debrief, given: DebriefAnswer | None, zone: str
) -> kit.View:
    """Return the four questions, with what this person answered before."""
    form = ids.DEBRIEFS_ANSWER
    labels = {name: t(question) for name, question in QUESTIONS.items()}
    asked = [
        kit.text_input(
            form,
            name,
            label,
            initial=getattr(given, name) if given else "",
            lines=True,
            required=False,
        )
        for name, label in labels.items()
    ]
    return kit.modal(
        form,
        t("Looking back"),
        [kit.section(opening(t, debrief)), kit.context(_promise(t, debrief, zone)), *asked],
        submit=t("Answer"),
        close=t("Cancel"),
        carried={"v": 1, "debrief": debrief.debrief_id},
    )


def read_answer_form(view: kit.View) -> tuple[str, dict[str, str]]:
    """Return which debrief is answered, and the words by the names of the questions."""
    submission = Submission(view)
    return submission.carried["debrief"], {name: submission.words(name) for name in QUESTIONS}


def kept_page(t: Translator, debrief: Debrief, zone: str) -> kit.View:
    """Return what the form becomes once an answer is kept."""
    said = t(
        "It is kept. Until all is told, *Answer* shows it to you again, and you can change it."
    )
    return _page(t, ids.DEBRIEFS_ANSWER, said, _promise(t, debrief, zone))


def closed_page(t: Translator, link: str | None) -> kit.View:
    """Return what opens in the place of the form once all is revealed."""
    see = t("Read it")
    pointer = f"<{link}|{see}>" if link else ""
    return _page(t, ids.DEBRIEFS_ANSWER, t(DebriefClosed.message), pointer)


def reveal_message(
    t: Translator, told: Revealed, names: Mapping[str, str], *, is_changed: bool = False
) -> kit.Message:
    """Return all that was answered: question by question, each in their own words.

    Whoever did not answer is not spoken of. `is_changed`: some of it was erased since.
    """
    headline = t("The debrief of “{topic}”", topic=_topic(told.debrief))
    items = [kit.words_item(f":mag: *{headline}*"), *_by_question(t, told.answers, names)]
    if not told.answers:
        items.append(kit.words_item(_nothing(t, is_changed=is_changed)))
    return kit.in_parts(items)


def untold_message(t: Translator, told: Revealed, names: Mapping[str, str]) -> kit.Message:
    """Return to those who took part what could not be told in the channel."""
    channel = kit.channel_link(told.debrief.channel_id)
    why = t(
        "The debrief of “{topic}” could not be told in {channel}: I cannot write there any more.",
        topic=_topic(told.debrief),
        channel=channel,
    )
    return kit.in_parts([kit.words_item(f":mag: {why}"), *_by_question(t, told.answers, names)])


def _by_question(
    t: Translator, answers: Sequence[DebriefAnswer], names: Mapping[str, str]
) -> Iterator[kit.Item]:
    for name, question in QUESTIONS.items():
        told = [(answer.user_id, getattr(answer, name)) for answer in answers]
        if any(words for _, words in told):
            asked = t(question)
            yield f"*{asked}*", [kit.divider(), kit.section(f"*{asked}*")]
        yield from (_said(names[user_id], words) for user_id, words in told if words)


def _out(t: Translator, debrief: Debrief, link: str | None) -> str:
    topic, channel = _topic(debrief), kit.channel_link(debrief.channel_id)
    see = t("Read it")
    line = t("The debrief of “{topic}” is out, in {channel}.", topic=topic, channel=channel)
    return f"{line} <{link}|{see}>" if link else line


def opening(t: Translator, debrief: Debrief) -> str:
    """Return what somebody is asked to look back on, and why."""
    topic = _topic(debrief)
    if debrief.about.startswith("trial:"):
        return t("The trial “{topic}” is over. What do you take from it?", topic=topic)
    if debrief.about:
        return t(
            "The time of our objective “{topic}” is up. What do you take from it?", topic=topic
        )
    if debrief.opened_by:
        person = kit.mention(debrief.opened_by)
        return t("{person} would like us to look back on “{topic}”.", person=person, topic=topic)
    return t("We look back on “{topic}”.", topic=topic)


def _promise(t: Translator, debrief: Debrief, zone: str) -> str:
    return t(
        "Nobody reads an answer, or learns who has answered, until everybody has or until {day} "
        "at {hour}. Then all the words appear together in {channel}, with names.",
        day=t.day(debrief.closes_at, zone),
        hour=t.hour(debrief.closes_at, zone),
        channel=kit.channel_link(debrief.channel_id),
    )


def _nothing(t: Translator, *, is_changed: bool) -> str:
    if is_changed:
        return t("What was said here was taken back.")
    return t("Nothing was written this time. It can still be talked over, right here.")


def _said(name: str, words: str) -> kit.Item:
    before = f"*{kit.escape(name)}*\n"
    return before + kit.escape(words), kit.prose(words, before)


def _topic(debrief: Debrief) -> str:
    # In one line: what stands in bold or in quotes does not go over several.
    return kit.escape_within(" ".join(debrief.topic.split()), LONGEST_TOPIC)


def _page(t: Translator, form: str, *said: str) -> kit.View:
    blocks = [kit.section(words) for words in said if words]
    return kit.modal(f"{form}.page", t("A debrief"), blocks, close=t("Close"))
