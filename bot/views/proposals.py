"""The form to propose a trial: what it asks, and what was tried already, shown on top of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.domain.objectives import Objective
from bot.domain.practices import Practice
from bot.domain.trials import Trial, TrialForm
from bot.i18n import Translator
from bot.views import ids, kit
from bot.views.fields import day_input
from bot.views.library import item_lines, people_of
from bot.views.serving import read_served, serves_input
from bot.views.submissions import Submission


@dataclass(frozen=True, slots=True)
class Tried:
    """What is like a trial that is being proposed, and who is named with it."""

    items: Sequence[Practice | Trial] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    zone: str = "UTC"

    @property
    def subjects(self) -> list[str]:
        """Return under which names they are carried, so that each is shown once."""
        return [item.subject for item in self.items]


def named_in(items: Sequence[Practice | Trial]) -> set[str]:
    """Return everybody who is named with what was tried."""
    return {person for item in items for person in people_of(item)}


def proposal_modal(
    t: Translator,
    form: TrialForm,
    objectives: Sequence[Objective] = (),
    tried: Tried | None = None,
    *,
    asked: bool = False,
    shown: Collection[str] = (),
) -> kit.View:
    """Return the form to propose a trial, filled with what is known.

    `tried` is shown on top; `asked` says that it was looked for once the form was filled in, and
    `shown` what was shown before.
    """
    found = tried.items if tried else ()
    return kit.modal(
        ids.TRIALS_PROPOSE,
        t("Try together"),
        [
            *(_tried(t, tried) if tried and found else ()),
            *trial_fields(t, ids.TRIALS_PROPOSE, form, objectives),
            kit.channel_input(
                ids.TRIALS_PROPOSE,
                "channel",
                t("Where shall I propose it?"),
                initial=form.channel_id,
            ),
        ],
        submit=t("Propose it anyway") if found else t("Propose it"),
        close=t("Cancel"),
        carried={
            "v": 1,
            "born_of": form.born_of,
            "asked": asked,
            "shown": [*shown, *(tried.subjects if tried else ())],
        },
    )


def read_proposal(view: kit.View) -> tuple[TrialForm, bool, tuple[str, ...]]:
    """Return what a form proposes, whether its words were looked up, and what it showed."""
    submission = Submission(view)
    carried = submission.carried
    form = read_trial_fields(view, submission.channel("channel"), carried["born_of"])
    return form, bool(carried["asked"]), tuple(carried["shown"])


def trial_fields(
    t: Translator, callback_id: str, form: TrialForm, objectives: Sequence[Objective] = ()
) -> list[kit.Block]:
    """Return the fields of a trial, to propose it or to amend it, filled with what is known."""
    return [
        kit.text_input(
            callback_id,
            "change",
            t("What would we do differently?"),
            initial=form.change,
            placeholder=t("A text message before the first meeting, instead of an e-mail…"),
            lines=True,
        ),
        kit.text_input(
            callback_id,
            "why",
            t("Why, and for which customers?"),
            initial=form.why,
            lines=True,
            required=False,
        ),
        _until(t, callback_id, form),
        kit.text_input(
            callback_id,
            "signs",
            t("What would we notice?"),
            initial=form.signs,
            hint=t("In words: what we would see or hear. No figure is needed."),
            lines=True,
            required=False,
        ),
        kit.people_input(
            callback_id,
            "people",
            t("Who is in?"),
            initial=form.people,
            hint=_who_else(t, form),
        ),
        kit.text_input(
            callback_id,
            "needs",
            t("What do we need to try it?"),
            initial=form.needs,
            hint=t("Your coach reads this and answers: time, means, a yes."),
            lines=True,
            required=False,
        ),
        *serves_input(t, callback_id, objectives, form.objective_id),
    ]


def read_trial_fields(view: kit.View, channel_id: str, born_of: str = "") -> TrialForm:
    """Return what the fields of a trial say."""
    submission = Submission(view)
    until = submission.day("ends_on")
    return TrialForm(
        change=submission.words("change"),
        why=submission.words("why"),
        # No day at all is too soon, which says from which day on.
        ends_on=date.fromisoformat(until) if until else date.min,
        signs=submission.words("signs"),
        people=submission.people("people"),
        needs=submission.words("needs"),
        channel_id=channel_id,
        objective_id=read_served(submission) or "",
        born_of=born_of,
    )


def _who_else(t: Translator, form: TrialForm) -> str:
    if len(form.people) > kit.MOST_PEOPLE:
        return t("That is more people than a field holds. The others can join on the card.")
    return t("You are in it. Others can join on the card.")


def _until(t: Translator, callback_id: str, form: TrialForm) -> kit.Block:
    asked = day_input(
        callback_id,
        "ends_on",
        t("Until when?"),
        initial=form.ends_on.isoformat() if form.ends_on > date.min else "",
        hint=t("One to eight weeks, on a working day."),
    )
    return {**asked, "optional": False}


def _tried(t: Translator, tried: Tried) -> list[kit.Block]:
    """Return what is like it, each with the way to read it, before one writes on."""
    title, hint = t("Already tried here?"), t("Have a look first: it may save you a detour.")
    return [
        kit.section(f"*{title}*\n{hint}"),
        *(_one(t, item, tried) for item in tried.items),
        kit.divider(),
    ]


def _one(t: Translator, item: Practice | Trial, tried: Tried) -> kit.Block:
    words = item_lines(t, item, tried.names, zone=tried.zone)
    return kit.section(words, read_button(t, item))


def read_button(t: Translator, item: Practice | Trial) -> kit.Element:
    """Return the button that opens a practice or a trial on its page."""
    if isinstance(item, Trial):
        return kit.button(t("Read"), ids.STORY_OPEN, item.subject)
    return kit.button(t("Read"), ids.PRACTICE_READ, item.practice_id)
