"""Echoes as people see them: the form, what is told with a practice, the word to its author."""

import json
from collections.abc import Mapping, Sequence

from bot.domain.echoes import Echo, EchoForm
from bot.domain.practices import Practice
from bot.i18n import Translator
from bot.views import ids, kit
from bot.views.submissions import Submission
from bot.views.tried import together_button

LONGEST_ON_CARD = 140
PAGE_BLOCKS = 80
"""How many blocks echoes take on a page: Slack refuses more than a hundred in all."""
PAGE_BYTES = 150_000
"""Slack refuses a page of more than 250 kB."""


def try_button(t: Translator, practice_id: str) -> kit.Element:
    """Return the button *I tried it* of a practice."""
    return kit.button(t("I tried it"), ids.ECHO_TRY, practice_id)


def echo_modal(t: Translator, practice: Practice, echo: Echo | None = None) -> kit.View:
    """Return the form to tell how a practice went, or to correct what one told."""
    form = ids.ECHOES_TELL
    return kit.modal(
        form,
        t("I tried it"),
        [
            kit.section(f":bulb: *{kit.escape(practice.title)}*"),
            *_fields(t, form, echo),
            kit.context(t("Your echo is shown with the practice, under your name.")),
        ],
        submit=t("Save") if echo else t("Tell it"),
        close=t("Cancel"),
        carried={
            "v": 1,
            "practice": practice.practice_id,
            "echo": echo.echo_id if echo else None,
        },
    )


def _fields(t: Translator, form: str, echo: Echo | None) -> list[kit.Block]:
    return [
        kit.text_input(
            form,
            "situation",
            t("With whom, at which moment?"),
            initial=echo.situation if echo else "",
            placeholder=t("A customer who hesitates, at the second meeting…"),
            lines=True,
            required=False,
        ),
        kit.text_input(
            form,
            "happened",
            t("What happened?"),
            initial=echo.happened if echo else "",
            hint=t("What did not work is worth as much."),
            lines=True,
        ),
        kit.text_input(
            form,
            "changed",
            t("What did you change?"),
            initial=echo.changed if echo else "",
            placeholder=t("What you did your own way"),
            lines=True,
            required=False,
        ),
    ]


def read_echo_form(view: kit.View) -> EchoForm:
    """Return what a submitted form tells."""
    submission = Submission(view)
    return EchoForm(
        practice_id=submission.carried["practice"],
        situation=submission.words("situation"),
        happened=submission.words("happened"),
        changed=submission.words("changed"),
        echo_id=submission.carried["echo"],
    )


def take_back_modal(t: Translator, practice: Practice, echo: Echo) -> kit.View:
    """Return the question before an echo is taken back."""
    asked = t(
        "Shall I take back what you told of “{title}”? Your words are erased here and now.",
        title=kit.escape(practice.title),
    )
    return kit.modal(
        ids.ECHOES_TAKE_BACK,
        t("Take it back"),
        [kit.section(asked)],
        submit=t("Take it back"),
        close=t("Keep my echo"),
        carried={"v": 1, "echo": echo.echo_id},
    )


def read_taking_back(view: kit.View) -> str:
    """Return the echo that is to be taken back."""
    return str(Submission(view).carried["echo"])


def on_page(
    t: Translator,
    practice: Practice,
    echoes: Sequence[Echo],
    reader_id: str,
    *,
    skipped: int = 0,
    zone: str = "UTC",
) -> list[kit.Block]:
    """Return the echoes of a practice as its page shows them, and the ways to earlier ones."""
    ways = try_button(t, practice.practice_id), together_button(t, practice.practice_id)
    blocks: list[kit.Block] = [kit.actions(*ways)]
    if not echoes:
        return blocks
    blocks += [kit.divider(), kit.section(_page_title(t))]
    shown = 0
    for echo in echoes[skipped:]:
        more = _told(t, echo, reader_id, zone)
        if shown and _is_too_much([*blocks, *more]):
            break
        blocks += more
        shown += 1
    blocks += _turns(t, practice.practice_id, skipped, skipped + shown, len(echoes))
    return blocks


def _page_title(t: Translator) -> str:
    title = t("Who tried it, and what happened")
    return f"*{title}*"


def _is_too_much(blocks: Sequence[kit.Block]) -> bool:
    return len(blocks) > PAGE_BLOCKS or len(json.dumps(blocks)) > PAGE_BYTES


def _told(t: Translator, echo: Echo, reader_id: str, zone: str) -> list[kit.Block]:
    """Return an echo in full; those of the reader can be corrected or taken back."""
    who, when = kit.mention(echo.author_id), t.date(echo.tried_at, zone)
    _, blocks = kit.words_item(f"*{who}* · {when}\n{_in_full(t, echo)}")
    if echo.author_id == reader_id:
        blocks[0]["accessory"] = kit.overflow(
            ids.ECHO_MENU,
            [
                kit.option(t("Correct it"), f"correct:{echo.echo_id}"),
                kit.option(t("Take it back"), f"take_back:{echo.echo_id}"),
            ],
        )
    return blocks


def _in_full(t: Translator, echo: Echo) -> str:
    """Return all that an echo tells, each part under its name."""
    named = [
        (t("With whom, at which moment"), echo.situation),
        (t("What happened"), echo.happened),
        (t("What was changed"), echo.changed),
    ]
    return "\n".join(f"_{name}_\n{kit.escape(words)}" for name, words in named if words)


def _turns(
    t: Translator, practice_id: str, begins: int, ends: int, all_of_them: int
) -> list[kit.Block]:
    """Return the ways to earlier echoes and back to the latest, where there are any."""
    turns = []
    if ends < all_of_them:
        earlier = t("Earlier echoes")
        turns.append(kit.button(earlier, ids.ECHO_EARLIER, f"{practice_id}:{ends}"))
    if begins:
        latest = t("The latest echoes")
        turns.append(kit.button(latest, ids.ECHO_LATEST, f"{practice_id}:0"))
    return [kit.actions(*turns)] if turns else []


def place_of_action(value: str) -> tuple[str, int]:
    """Return the practice and how many echoes a button of its page skips."""
    practice_id, skipped = value.split(":")
    return practice_id, int(skipped)


def on_card(t: Translator, echoes: Sequence[Echo], names: Mapping[str, str]) -> list[kit.Item]:
    """Return the latest echoes in a few words, as a practice's card shows them.

    Names are words here: nobody is called when a card is posted.
    """
    lines = [
        t(
            "{person} tried it: {words}",
            person=kit.escape_within(names[echo.author_id], 100),
            words=kit.escape_within(_on_one_line(echo.happened), LONGEST_ON_CARD),
        )
        for echo in echoes
    ]
    return [(line, [kit.context(f":speech_balloon: {line}")]) for line in lines]


def _on_one_line(words: str) -> str:
    return " ".join(words.split())


def word_to_author(t: Translator, practice: Practice, echo: Echo) -> kit.Message:
    """Return the private word to whoever passed a practice on: who tried it, and what happened."""
    title = kit.escape(practice.title)
    read = kit.actions(kit.button(t("Read"), ids.PRACTICE_READ, practice.practice_id))
    who = kit.mention(echo.author_id)
    line = t("{person} tried what you passed on: *{title}*", person=who, title=title)
    told = _in_full(t, echo)
    return kit.in_parts([kit.words_item(line), kit.words_item(told), ("", [read])])


def word_taken_back(t: Translator) -> kit.Message:
    """Return what the word to an author becomes when the echo, or the practice, is gone."""
    line = t("What was told here was taken back.")
    return kit.Message(line, (kit.context(line),))
