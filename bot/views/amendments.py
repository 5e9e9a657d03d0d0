"""The form with which the owner of a trial amends it before it begins."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain import amendments
from bot.domain.agreements import Voice, objections
from bot.domain.objectives import Objective
from bot.domain.trials import MOST_IN_FORM, Trial, TrialForm
from bot.i18n import Translator
from bot.views import ids, kit
from bot.views.chapters import quoted
from bot.views.proposals import read_trial_fields, trial_fields
from bot.views.submissions import Submission


def amend_modal(
    t: Translator, trial: Trial, voices: Sequence[Voice], objectives: Sequence[Objective]
) -> kit.View:
    """Return the form of a trial as it stands, under the objections that are to be answered."""
    is_offered = trial.objective_id in {each.objective_id for each in objectives}
    return kit.modal(
        ids.TRIALS_AMEND,
        t("Amend it"),
        [
            *_objections(t, voices),
            kit.context(t("Once amended it is decided on anew: two working days to object.")),
            *trial_fields(t, ids.TRIALS_AMEND, _form_of(trial), objectives),
        ],
        submit=t("Amend it"),
        close=t("Cancel"),
        carried={
            "v": 1,
            "trial": trial.trial_id,
            "channel": trial.channel_id,
            "seen": amendments.mark(trial, voices),
            "shown": trial.people[:MOST_IN_FORM],
            # One that is over is not offered any more: the trial serves it all the same.
            "objective": "" if is_offered else trial.objective_id,
        },
    )


def read_amendment(view: kit.View) -> tuple[str, TrialForm]:
    """Return which trial is amended, and how."""
    carried = Submission(view).carried
    form = read_trial_fields(view, carried["channel"])
    return carried["trial"], replace(
        form,
        objective_id=form.objective_id or carried["objective"],
        seen=carried.get("seen", ""),
        shown=tuple(carried.get("shown", ())),
    )


def _objections(t: Translator, voices: Sequence[Voice]) -> list[kit.Block]:
    blocks = []
    for voice in objections(voices):
        said = t("{person} has an objection:", person=kit.mention(voice.user_id))
        _, told = kit.words_item(f"{said}\n{quoted(voice.reason)}")
        blocks += told
    return blocks


def _form_of(trial: Trial) -> TrialForm:
    return TrialForm(
        change=trial.change,
        why=trial.why,
        ends_on=trial.ends_on,
        signs=trial.signs,
        people=trial.people,
        needs=trial.needs,
        channel_id=trial.channel_id,
        objective_id=trial.objective_id,
        born_of=trial.born_of,
    )
