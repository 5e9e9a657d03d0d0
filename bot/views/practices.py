"""Practices as people see them: forms, their reader, the card, results, the author's question."""

from collections.abc import Callable, Sequence

from bot.domain.practices import (
    LONGEST_TITLE,
    Practice,
    PracticeForm,
)
from bot.domain.visibility import Audience
from bot.domain.wins import Source
from bot.domain.words import LONGEST, first_sentence, shortened
from bot.i18n import Translator
from bot.views import errors, ids, kit
from bot.views.echoes import try_button
from bot.views.submissions import Submission
from bot.views.tags import read_tags, tags_input

TRY = "try"
"""The verb of the menu that proposes to try a practice together."""


def tip_modal(
    t: Translator,
    *,
    words: str,
    channel_id: str,
    is_private: bool,
    proposed_channel_id: str = "",
    source: Source | None = None,
    people: tuple[str, ...] = (),
    may_widen: bool = True,
) -> kit.View:
    """Return the form to pass on a tip, prefilled; without a channel, it asks for one.

    `people` are those whose words it passes on.
    """
    carried = {"v": 1, "channel": channel_id, "source": carried_source(source), "people": people}
    return practice_modal_form(
        t,
        ids.PRACTICES_SHARE,
        words=words,
        audiences=audiences(t, is_private=is_private, may_widen=may_widen),
        proposed_channel_id=proposed_channel_id,
        carried=carried,
    )


def read_practice_form(view: kit.View) -> PracticeForm:
    """Return what a submitted form says."""
    submission = Submission(view)
    source = submission.carried.get("source")
    return PracticeForm(
        title=submission.words("title"),
        what=submission.words("what"),
        situation=submission.words("situation"),
        tags=read_tags(submission),
        audience=Audience(submission.choice("audience") or Audience.EVERYONE),
        channel_id=submission.carried["channel"] or submission.channel("channel"),
        source=Source(*source) if source else None,
        people=tuple(submission.carried.get("people", ())),
        chose_channel=not submission.carried["channel"],
        seen_version=submission.carried.get("version"),
    )


def practice_card(
    t: Translator,
    practice: Practice,
    *,
    link: str | None = None,
    was_tried: bool = False,
    posted_in: str = "",
    echoes: Sequence[kit.Item] = (),
) -> kit.Message:
    """Return the card of a practice, or what became of it; `link` is to the message it is from,
    or to the card of the trial that it was.

    Posted in another channel than its own, it shows nothing that is for its own only. `echoes` are
    the latest ones, in a few words.
    """
    if practice.withdrawn_at is not None:
        return _only(t("This practice was withdrawn."))
    if practice.audience is Audience.CHANNEL and posted_in not in {"", practice.channel_id}:
        return _only(t("This practice is for the members of its own channel now."))
    items = _told(t, practice, _menu(t, practice), link, was_tried)
    offers = [try_button(t, practice.practice_id)]
    if echoes:  # the page shows them all, in full
        offers.append(kit.button(t("Read"), ids.PRACTICE_READ, practice.practice_id))
    return kit.in_parts([*items, *echoes, ("", [kit.actions(*offers)])])


def _only(line: str) -> kit.Message:
    return kit.Message(line, (kit.context(line),))


def _menu(t: Translator, practice: Practice) -> kit.Element:
    return kit.overflow(
        ids.PRACTICE_MENU,
        [
            kit.option(t("Try it with the team"), f"{TRY}:{practice.practice_id}"),
            kit.option(t("Add to it, correct it"), f"revise:{practice.practice_id}"),
            kit.option(t("Who may see it"), f"show:{practice.practice_id}"),
            kit.option(t("Withdraw it"), f"withdraw:{practice.practice_id}"),
        ],
    )


def _told(
    t: Translator,
    practice: Practice,
    menu: kit.Element | None,
    link: str | None = None,
    was_tried: bool = False,
) -> list[kit.Item]:
    """Return a practice: title, what to do, when it works, who passes it on."""
    title = kit.escape(practice.title)
    items: list[kit.Item] = [(title, [kit.section(f":bulb: *{title}*", menu)])]
    if what := beyond_title(practice):
        items.append((kit.escape(what), kit.prose(what)))
    if practice.situation:
        works = t("When it works")
        told = f"{works}\n{kit.escape(practice.situation)}"
        items.append((told, kit.prose(practice.situation, before=f"*{works}*\n")))
    if line := _small_line(t, practice, link, was_tried):
        items.append((line, [kit.context(line)]))
    return items


def practice_untold(
    t: Translator, commands: ids.Commands, channel_id: str, reason: str
) -> kit.Message:
    """Return the private word to whoever had a practice told where the bot could not post."""
    said = t(
        "I could not post in {channel}: {reason} The practice is kept all the same, and colleagues "
        "find it with {practices}.",
        channel=kit.channel_link(channel_id),
        reason=reason,
        practices=commands.practices,
    )
    return kit.Message(said, (kit.section(said),))


def beyond_title(practice: Practice) -> str:
    """Return what to do, without the sentence that is its title: nobody reads a thing twice."""
    title, what = practice.title, practice.what
    rest = what.removeprefix(title)
    is_a_sentence = title.endswith((".", "!", "?", "…")) or rest.startswith("\n")
    said_already = rest != what and (not rest or (is_a_sentence and rest[0].isspace()))
    return rest.strip() if said_already else what


def practice_modal(
    t: Translator,
    practice: Practice,
    *,
    may_change: bool = False,
    echoes: Sequence[kit.Block] = (),
) -> kit.View:
    """Return a practice to read on its page, with its echoes; those whose it is change it there."""
    menu = _menu(t, practice) if may_change else None
    told = [block for _, blocks in _told(t, practice, menu) for block in blocks]
    return kit.modal(ids.PRACTICE_READ, t("A practice"), [*told, *echoes], close=t("Close"))


def audiences(t: Translator, *, is_private: bool, may_widen: bool = True) -> list[tuple[str, str]]:
    """Return who may see a practice, the choice that is proposed first."""
    everyone = (Audience.EVERYONE.value, t("Everyone in the workspace"))
    here = (Audience.CHANNEL.value, t("Members of this channel only"))
    if not may_widen:
        return [here]
    return [here, everyone] if is_private else [everyone, here]


def practice_modal_form(
    t: Translator,
    form: str,
    *,
    words: str,
    audiences: Sequence[tuple[str, str]],
    carried: dict[str, object],
    proposed_channel_id: str = "",
) -> kit.View:
    """Return the form of a practice, as a tip or from a nominated message."""
    blocks = [
        *fields(
            t, form, title=first_sentence(words, LONGEST_TITLE), what=shortened(words, LONGEST)
        ),
        kit.choice_input(
            form,
            "audience",
            t("Who may see it?"),
            audiences,
            initial=audiences[0][0],
        ),
    ]
    if not carried["channel"]:
        where = t("Where shall I tell it?")
        blocks.append(kit.channel_input(form, "channel", where, initial=proposed_channel_id))
    if len(words) > LONGEST:
        blocks.insert(0, kit.context(errors.cut_short(t)))
    return kit.modal(
        form,
        t("Pass on a tip"),
        blocks,
        submit=t("Publish"),
        close=t("Cancel"),
        carried=carried,
    )


def fields(
    t: Translator,
    form: str,
    *,
    title: str,
    what: str,
    situation: str = "",
    tags: Sequence[str] = (),
) -> list[kit.Block]:
    """Return the fields for the words of a practice, filled with what is known."""
    return [
        kit.text_input(
            form,
            "title",
            t("A short title"),
            initial=title,
            longest=LONGEST_TITLE,
        ),
        kit.text_input(
            form,
            "what",
            t("What do you do?"),
            initial=what,
            hint=t("So that a colleague can try it tomorrow."),
            lines=True,
        ),
        kit.text_input(
            form,
            "situation",
            t("When does it work?"),
            initial=situation,
            placeholder=t("With which customers, at which moment…"),
            lines=True,
            required=False,
        ),
        tags_input(t, form, tags),
    ]


def passed_on(t: Translator, practice: Practice, named: Callable[[str], str]) -> str:
    """Return who passes a practice on, and whose words it is made of; empty when nobody knows."""
    people = t.together([named(other) for other in practice.others])
    if not practice.author_id or not people:
        known = named(practice.author_id) if practice.author_id else people
        return t("Passed on by {person}", person=known) if known else ""
    person = named(practice.author_id)
    if practice.source:
        return t("Passed on by {person}, from a message by {people}", person=person, people=people)
    return t("Passed on by {person}, with {people}", person=person, people=people)


def _small_line(t: Translator, practice: Practice, link: str | None, was_tried: bool) -> str:
    parts = [passed_on(t, practice, kit.mention)]
    parts.append(" ".join(f"#{kit.escape(tag)}" for tag in practice.tags))
    if link:
        see = t("See the trial") if was_tried else t("See the message")
        parts.append(f"<{link}|{see}>")
    return " · ".join(part for part in parts if part)


def carried_source(source: Source | None) -> list[str | None] | None:
    """Return where a message is, as a form or a button carries it."""
    return [source.channel_id, source.message_ts, source.thread_ts] if source else None
