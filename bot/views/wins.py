"""Wins as people see them: the form, its reader, the card."""

from collections.abc import Sequence

from bot.domain.objectives import Objective
from bot.domain.wins import LONGEST_DETAIL, Source, Win, WinForm
from bot.domain.words import LONGEST, shortened
from bot.i18n import Translator
from bot.views import errors, ids, kit
from bot.views.serving import read_served, served_line, serves_input
from bot.views.submissions import Submission
from bot.views.teams import shared_by

KEEP_OUT, LET_IN = "keep_out", "let_in"
"""What a card's menu says of digests."""


def share_win_modal(
    t: Translator,
    *,
    author_id: str,
    channel_id: str = "",
    story: str = "",
    source: Source | None = None,
    people: tuple[str, ...] = (),
    form: str = ids.WINS_SHARE,
    objectives: Sequence[Objective] = (),
) -> kit.View:
    """Return the form to tell a win, prefilled with what is known.

    `objectives` are those of the channel that it may serve.
    """
    carried: dict[str, object] = {"v": 1}
    if source:
        carried["source"] = [source.channel_id, source.message_ts, source.thread_ts]
    blocks = _fields(t, form, _prefilled(story), "", "", people or (author_id,))
    where = kit.channel_input(form, "channel", t("Where shall I tell it?"), initial=channel_id)
    hint = [kit.context(errors.cut_short(t))] if len(story) > LONGEST else []
    return kit.modal(
        form,
        t("Share a win"),
        [*hint, *blocks, *serves_input(t, form, objectives), where],
        submit=t("Share"),
        close=t("Cancel"),
        carried=carried,
    )


def revise_win_modal(t: Translator, win: Win, objectives: Sequence[Objective] = ()) -> kit.View:
    """Return the form to add to a win or correct it."""
    blocks = _fields(t, ids.WINS_REVISE, win.story, win.enablers, win.customer, win.people)
    if not win.objective_id or win.objective_id in {each.objective_id for each in objectives}:
        # An objective that is over is still the one it served.
        blocks += serves_input(t, ids.WINS_REVISE, objectives, win.objective_id)
    details = max(len(win.enablers), len(win.customer))
    if len(win.story) > LONGEST or details > LONGEST_DETAIL:
        blocks.insert(0, kit.context(errors.end_stays(t)))
    return kit.modal(
        ids.WINS_REVISE,
        t("Add to this win"),
        blocks,
        submit=t("Save"),
        close=t("Cancel"),
        carried={"v": 1, "win": win.win_id, "version": win.version},
    )


def withdraw_win_modal(t: Translator, win: Win) -> kit.View:
    """Return the question before a win is withdrawn: its words cannot be had back."""
    warning = t("Its words will be forgotten, and its card will say that it was withdrawn.")
    return kit.modal(
        ids.WINS_WITHDRAW,
        t("Withdraw this win?"),
        [kit.section(warning), *kit.prose(shortened(win.story, 500), before="&gt; ")],
        submit=t("Withdraw it"),
        close=t("Keep it"),
        carried={"v": 1, "win": win.win_id},
    )


def read_withdrawal(view: kit.View) -> str:
    """Return the win that is to be withdrawn."""
    return str(Submission(view).carried["win"])


def read_win_form(view: kit.View) -> tuple[WinForm, str]:
    """Return what a submitted form says, and the win that it revises (empty for a new one)."""
    submission = Submission(view)
    source = submission.carried.get("source")
    form = WinForm(
        story=submission.words("story"),
        people=submission.people("people"),
        enablers=submission.words("enablers"),
        customer=submission.words("customer"),
        channel_id=submission.channel("channel"),
        source=Source(*source) if source else None,
        objective_id=read_served(submission),
        seen_version=submission.carried.get("version"),
    )
    return form, submission.carried.get("win", "")


def win_card(
    t: Translator,
    win: Win,
    *,
    link: str | None = None,
    teams: Sequence[str] = (),
    serves: Objective | None = None,
) -> kit.Message:
    """Return the card of a win: the story first, the people together, the message it is from.

    `teams` are those that carried it together, where there are several; `serves` is the objective
    that it names.
    """
    if win.withdrawn_at is not None:
        line = t("This win was withdrawn.")
        return kit.Message(line, (kit.context(line),))
    menu = kit.overflow(
        ids.WIN_MENU,
        [
            kit.option(t("Add to it, correct it"), f"revise:{win.win_id}"),
            kit.option(t("Withdraw it"), f"withdraw:{win.win_id}"),
            _in_digests(t, win),
        ],
    )
    people = t.together([kit.mention(person) for person in win.people])
    made_by = t("Together: {people}", people=people) if len(win.people) > 1 else people
    small = [made_by, shared_by(t, teams) if teams else ""]
    if serves:
        small.append(served_line(t, serves))
    if link:
        see = t("See the message")
        small.append(f"<{link}|{see}>")
    line = " · ".join(part for part in small if part)
    return kit.in_parts([*_words(t, win, menu), *([(line, [kit.context(line)])] if line else [])])


def _in_digests(t: Translator, win: Win) -> kit.Element:
    """Return the choice to keep a win out of digests, or to let it in again."""
    if win.kept_out:
        return kit.option(t("Let it into digests again"), f"{LET_IN}:{win.win_id}")
    return kit.option(t("Not this one in digests"), f"{KEEP_OUT}:{win.win_id}")


def digests_heard(t: Translator, *, kept_out: bool, is_told: bool) -> str:
    """Return the word to somebody who keeps a win out of digests, or lets it in again."""
    if not kept_out:
        return t("Fine: the next digest may tell it.")
    if is_told:
        return t("A digest has told it already, and stays as it is. No other one will tell it.")
    return t("Fine: digests will not tell it. Its card stays.")


def win_lines(t: Translator, win: Win, names: str) -> str:
    """Return a win as a paragraph of a digest; names are words here, nobody is called."""
    told = kit.escape_within(shortened(win.story, 700), 1500)
    changed = kit.escape_within(shortened(win.customer, 300), 600)
    customer = "\n" + t("For the customer: {words}", words=changed) if changed else ""
    people = f"\n_{kit.escape_within(names, 500)}_" if names else ""
    return f":trophy: {told}{customer}{people}"


def win_untold(t: Translator, win: Win, reason: str) -> kit.Message:
    """Return the private word to the author of a win that could not be told where they wanted."""
    said = t(
        "I could not tell your win in {channel}. {reason} Your words are safe: here they are.",
        channel=kit.channel_link(win.channel_id),
        reason=reason,
    )
    asked = f"{win.win_id}:{win.version}"
    again = kit.button(t("Try again"), ids.WIN_RETELL, asked, style="primary")
    elsewhere = {
        "type": "conversations_select",
        "action_id": ids.WIN_RETELL + ".elsewhere",
        "placeholder": kit.plain_text(t("Tell it elsewhere")),
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    choice = {**kit.actions(again, elsewhere), "block_id": f"{ids.WIN_RETELL}:{asked}"}
    return kit.in_parts([(said, [kit.section(said), choice]), *_words(t, win)])


def win_retold(t: Translator, channel_id: str) -> str:
    """Return what the private word becomes once its author has chosen where to tell the win."""
    return t("Thank you! I am telling it in {channel}.", channel=kit.channel_link(channel_id))


def untold_of_action(value: str) -> tuple[str, int]:
    """Return the win that could not be told, and which version of it, from a button's value."""
    *_, win_id, version = value.split(":")
    return win_id, int(version)


def _words(t: Translator, win: Win, accessory: kit.Element | None = None) -> list[kit.Item]:
    """Return everything that was said of a win, the story first."""
    story = kit.prose(win.story, before=":trophy: ", accessory=accessory)
    items = [(kit.escape(win.story), story)]
    for title, words in _details(t, win):
        told = f"{title}\n{kit.escape(words)}"
        items.append((told, kit.prose(words, before=f"*{title}*\n")))
    return items


def _details(t: Translator, win: Win) -> list[tuple[str, str]]:
    named = [
        (t("What made it possible"), win.enablers),
        (t("What it changed for the customer"), win.customer),
    ]
    return [(title, words) for title, words in named if words]


def _fields(
    t: Translator, form: str, story: str, enablers: str, customer: str, people: tuple[str, ...]
) -> list[kit.Block]:
    return [
        kit.text_input(
            form,
            "story",
            t("What happened?"),
            initial=story,
            placeholder=t("Tell it as you would at the coffee machine"),
            lines=True,
        ),
        kit.people_input(
            form,
            "people",
            t("Who made it happen together?"),
            initial=people,
            hint=t("Who made this possible with you?") if len(people) < 2 else "",
        ),
        kit.text_input(
            form,
            "enablers",
            t("What made it possible?"),
            initial=enablers,
            lines=True,
            required=False,
            longest=LONGEST_DETAIL,
        ),
        kit.text_input(
            form,
            "customer",
            t("What did it change for the customer?"),
            initial=customer,
            lines=True,
            required=False,
            longest=LONGEST_DETAIL,
        ),
    ]


def _prefilled(story: str) -> str:
    return story if len(story) <= LONGEST else story[: LONGEST - 1] + "…"
