"""Direction as people see it: the card, the course of a channel, the forms of leaders."""

from collections.abc import Sequence

from bot.domain.directions import Course, Direction, DirectionForm, LeadersChanged
from bot.domain.words import shortened
from bot.i18n import Translator
from bot.views import ids, kit
from bot.views.objective_card import standing
from bot.views.serving import aim_line
from bot.views.submissions import Submission

MOST_OBJECTIVES = 20
"""So many objectives of one channel fit in a private answer."""
LONGEST = 2000
"""A whole direction still fits in one message."""


def direction_card(t: Translator, direction: Direction, zone: str) -> kit.Message:
    """Return a direction as it is posted: why, the limits, what is open; who gives it, small."""
    items = list(_words(t, direction))
    by = [t("Given by {person}", person=_person(t, direction))]
    if direction.replaced_at is not None:
        until = t.date(direction.replaced_at, zone)
        by.append(t("Until {day}: another direction took its place.", day=until))
    line = " · ".join(by)
    items.append((line, [kit.context(line)]))
    if direction.replaced_at is None:
        propose = kit.button(
            t("Propose an objective"), ids.OBJECTIVE_PROPOSE, direction.channel_id, style="primary"
        )
        items.append(("", [kit.actions(propose)]))
    return kit.in_parts(items)


def course_message(t: Translator, course: Course) -> kit.Message:
    """Return where the team of a channel is going, for the eyes of whoever asks."""
    items = _standing(t, course)
    buttons = []
    if course.direction is not None and course.may_propose:
        label = t("Propose an objective")
        buttons.append(kit.button(label, ids.OBJECTIVE_PROPOSE, course.channel_id, "primary"))
    if course.may_give:
        label = t("Write the direction") if course.direction is None else t("Write another one")
        buttons.append(kit.button(label, ids.DIRECTION_GIVE, course.channel_id))
    # A private answer has no thread to go on in: what does not fit is on the cards.
    whole = kit.in_parts(items)
    return kit.Message(whole.text, (*whole.blocks, *([kit.actions(*buttons)] if buttons else ())))


def _standing(t: Translator, course: Course) -> list[kit.Item]:
    if course.direction is None:
        return [kit.words_item(_nothing_yet(t, course))]
    items = list(_words(t, course.direction, LONGEST // 2))
    lines = [
        f":dart: {aim_line(each)}\n_{standing(t, each, (), course.zone)}_"
        for each in course.objectives[:MOST_OBJECTIVES]
    ]
    title = t("What we set ourselves")
    nothing = t("No objective yet: the team proposes them, and says how.")
    items.append(kit.words_item("\n".join([f"*{title}*", *(lines or [nothing])])))
    return items


def _nothing_yet(t: Translator, course: Course) -> str:
    if course.may_give:
        return t("This channel has no direction yet. You are a leader: will you write it?")
    if not course.leaders:
        return t(
            "This channel has no direction yet, and nobody is named to write it. Admins name "
            "leaders in */cordee settings*."
        )
    people = t.together([kit.mention(leader) for leader in course.leaders[: kit.MOST_PEOPLE]])
    return t("This channel has no direction yet. {people} may write it.", people=people)


def _words(t: Translator, direction: Direction, longest: int = kit.MESSAGE) -> list[kit.Item]:
    """Return everything that a direction says, why first."""
    why = shortened(direction.why, longest)
    items: list[kit.Item] = [(kit.escape(why), kit.prose(why, before=":compass: "))]
    for title, words in (
        (t("The limits"), direction.limits),
        (t("What is open"), direction.is_open),
    ):
        if words:
            said = shortened(words, longest)
            blocks = kit.prose(said, before=f"*{title}*\n")
            items.append((f"{title}\n{kit.escape(said)}", blocks))
    return items


def _person(t: Translator, direction: Direction) -> str:
    """Return who gave a direction; whoever had their name taken out has none."""
    return kit.mention(direction.author_id) if direction.author_id else t("somebody")


def direction_modal(
    t: Translator,
    channel_id: str,
    before: Direction | None,
    *,
    typed: DirectionForm | None = None,
) -> kit.View:
    """Return the form in which a leader writes a direction, in place of the one before.

    With `typed`, another leader gave one meanwhile: it stands above the words of this one.
    """
    form = ids.DIRECTIONS_GIVE
    shown = typed or _form_of(channel_id, before)
    fields = [
        kit.text_input(
            form,
            "why",
            t("Where are we going, and why?"),
            initial=shown.why,
            hint=t("The broad lines: the team finds how."),
            lines=True,
            longest=LONGEST,
        ),
        kit.text_input(
            form,
            "limits",
            t("The limits"),
            initial=shown.limits,
            hint=t("What is not to be touched: a budget, a promise, a law."),
            lines=True,
            required=False,
            longest=LONGEST,
        ),
        kit.text_input(
            form,
            "is_open",
            t("What is open"),
            initial=shown.is_open,
            hint=t("What is the team's to decide."),
            lines=True,
            required=False,
            longest=LONGEST,
        ),
    ]
    return kit.modal(
        form,
        t("The direction"),
        [*_above(t, channel_id, before, is_late=typed is not None), *fields],
        submit=t("Give it"),
        close=t("Cancel"),
        carried={
            "v": 1,
            "channel": channel_id,
            "before": before.direction_id if before else "",
        },
    )


def read_direction_form(view: kit.View) -> DirectionForm:
    """Return what a submitted form says."""
    submission = Submission(view)
    return DirectionForm(
        channel_id=submission.carried["channel"],
        why=submission.words("why"),
        limits=submission.words("limits"),
        is_open=submission.words("is_open"),
        seen_direction_id=submission.carried["before"],
    )


def leaders_modal(t: Translator, leaders: Sequence[str], channel_id: str) -> kit.View:
    """Return the form that names who writes directions; whom it has no room for stay so."""
    shown = list(leaders[: kit.MOST_PEOPLE])
    field = kit.people_input(
        ids.DIRECTIONS_LEADERS,
        "leaders",
        t("Who may write directions?"),
        initial=shown,
        hint=t("For the whole workspace. They give the broad lines; teams set their objectives."),
    )
    return kit.modal(
        ids.DIRECTIONS_LEADERS,
        t("Leaders"),
        [field],
        submit=t("Save"),
        close=t("Cancel"),
        carried={"v": 1, "channel": channel_id, "leaders": shown},
    )


def read_leaders_form(view: kit.View) -> tuple[LeadersChanged, str]:
    """Return who is named now and who is not any more, and the channel whose settings are behind.

    Only what this person changed counts, since somebody may have named others meanwhile.
    """
    submission = Submission(view)
    shown, chosen = submission.carried["leaders"], submission.people("leaders")
    changed = LeadersChanged(
        named=tuple(person for person in chosen if person not in shown),
        unnamed=tuple(person for person in shown if person not in chosen),
    )
    return changed, str(submission.carried["channel"])


def _above(
    t: Translator, channel_id: str, before: Direction | None, *, is_late: bool
) -> list[kit.Block]:
    blocks = [kit.section(t("For {channel}", channel=kit.channel_link(channel_id)))]
    if before is None:
        return blocks
    if not is_late:
        return [*blocks, kit.context(t("The one before stays readable where it was posted."))]
    late = t(
        "{person} gave another direction while you were writing: here it is. Give yours if it is "
        "to take its place.",
        person=_person(t, before),
    )
    quoted = kit.prose(shortened(before.why, LONGEST), before="&gt; ")
    return [*blocks, kit.context(f":thought_balloon: {late}"), *quoted]


def _form_of(channel_id: str, before: Direction | None) -> DirectionForm:
    if before is None:
        return DirectionForm(channel_id, "", "", "")
    return DirectionForm(channel_id, before.why, before.limits, before.is_open)
