"""The card of an objective in its channel: what we aim for, what serves it, where it stands."""

from collections.abc import Sequence

from bot.domain.agreements import Stance, Voice, objections
from bot.domain.objectives import Objective, Outcome, people_of
from bot.domain.stages import Stage
from bot.domain.trials import Trial
from bot.domain.undertakings import JOINED, OPEN
from bot.domain.wins import Win
from bot.i18n import Translator
from bot.views import ids, kit
from bot.views.cards import detail, first_words, together
from bot.views.conclusions import open_button
from bot.views.serving import on_one_line
from bot.views.trial_card import TAKE_BACK

REVISE, WITHDRAW = "revise", "withdraw_objective"
"""What the ⋯ menu offers besides taking back what one said: a verb and the objective's subject."""


def objective_card(
    t: Translator,
    objective: Objective,
    voices: Sequence[Voice],
    serving: Sequence[Win | Trial],
    zone: str,
) -> kit.Message:
    """Return the card of an objective as it stands: what we aim for first, and what serves it."""
    if objective.stage is Stage.WITHDRAWN:
        line = t("This objective was withdrawn.")
        return kit.Message(line, (kit.context(line),))
    items = [
        first_words(":dart: ", objective.aim, _menu(t, objective)),
        *(detail(title, words) for title, words in details(t, objective) if words),
        *_people(t, objective, voices),
        *_serving(t, serving),
        kit.words_item(f"*{standing(t, objective, voices, zone)}*"),
    ]
    return kit.in_parts([*items, ("", [kit.actions(*_buttons(t, objective))])])


def standing(t: Translator, objective: Objective, voices: Sequence[Voice], zone: str) -> str:
    """Return in one line where an objective stands, and what comes next."""
    match objective.stage:
        case Stage.PROPOSED if objective.due_at:
            return t(
                "It is agreed on {day} at {hour}, unless somebody objects.",
                day=t.day(objective.due_at, zone),
                hour=t.hour(objective.due_at, zone),
            )
        case Stage.PROPOSED:
            return t("It is agreed soon, unless somebody objects.")
        case Stage.OBJECTED:
            return _objected(t, voices)
        case Stage.RUNNING:
            return t("Agreed: we aim for it until {day}.", day=t.date(objective.ends_on))
        case Stage.DEBRIEFING:
            return t("It is over: those who were in it are looking back on it.")
        case Stage.CONCLUDING:
            return t("The debrief is out: what becomes of it?")
        case _:
            return _concluded(t, objective)


def _objected(t: Translator, voices: Sequence[Voice]) -> str:
    people = [kit.mention(each.user_id) for each in objections(voices)]
    if not people:
        return t("An objection: the team revises it.")
    return t("{people}: an objection. The team revises it.", people=t.together(people))


def _concluded(t: Translator, objective: Objective) -> str:
    said = kit.escape_within(objective.lesson, 600)
    match objective.outcome:
        case Outcome.KEPT:
            return t("Kept: we go on with it. {said}", said=said).strip()
        case Outcome.CHANGED:
            return t("Changed: another objective takes its place. {said}", said=said).strip()
        case _:
            return t("Closed. {said}", said=said).strip()


def details(t: Translator, objective: Objective) -> list[tuple[str, str]]:
    """Return the titles and the words of an objective, after its aim."""
    return [(t("How"), objective.how), (t("What we would notice"), objective.signs)]


def _menu(t: Translator, objective: Objective) -> kit.Element | None:
    offered = []
    if objective.stage in JOINED:
        offered.append((REVISE, t("Revise it")))
    if objective.stage in OPEN:
        offered.append((WITHDRAW, t("Withdraw the objective")))
    if objective.stage in JOINED:
        offered.append((TAKE_BACK, t("Take back what I said")))
    options = [kit.option(label, f"{verb}:{objective.subject}") for verb, label in offered]
    return kit.overflow(ids.TRIAL_MENU, options) if options else None


def _people(t: Translator, objective: Objective, voices: Sequence[Voice]) -> list[kit.Item]:
    said = people_of(objective, voices)
    helping = [each.user_id for each in voices if each.stance is Stance.HELPS]
    lines = [
        t("In it: {people}", people=together(t, said)) if said else "",
        t("Lending a hand: {people}", people=together(t, helping)) if helping else "",
    ]
    told = "\n".join(line for line in lines if line)
    return [kit.words_item(told)] if told else []


def _serving(t: Translator, serving: Sequence[Win | Trial]) -> list[kit.Item]:
    lines = [_served(each) for each in serving]
    title = t("What serves it")
    return [kit.words_item("\n".join([f"*{title}*", *lines]))] if lines else []


def _served(served: Win | Trial) -> str:
    """Return in one line a win or a trial that serves an objective."""
    icon, words = (
        (":trophy:", served.story) if isinstance(served, Win) else (":seedling:", served.change)
    )
    return f"{icon} {on_one_line(words)}"


def _buttons(t: Translator, objective: Objective) -> list[kit.Element]:
    value, buttons = objective.subject, []
    if objective.stage in JOINED:
        buttons.append(kit.button(t("I'm in"), ids.AGREEMENT_JOIN, value, style="primary"))
        buttons.append(kit.button(t("I can help"), ids.AGREEMENT_HELP, value))
    if objective.stage in OPEN:
        buttons.append(kit.button(t("I have an objection"), ids.AGREEMENT_OBJECT, value))
    if objective.stage is Stage.CONCLUDING:
        buttons.append(open_button(t, objective))
    if not objective.is_over:
        buttons.append(kit.button(t("Ask a question"), ids.OBJECTIVE_ASK, value))
    return [*buttons, kit.button(t("Its story"), ids.STORY_OPEN, value)]
