"""Agreements as people see them: the form of an objection, and the private words about one."""

from bot.domain import amendments
from bot.domain.chapters import Chapter
from bot.domain.trials import Trial
from bot.domain.undertakings import OPEN, Undertaking
from bot.i18n import Translator
from bot.views import ids, kit
from bot.views.chapters import change_lines, quoted
from bot.views.submissions import Submission

SHOWN = 300
"""How much of a proposal is recalled in a private word."""


def objection_modal(t: Translator, about: Undertaking, said: str = "") -> kit.View:
    """Return the form for a reasoned objection; `said` is what somebody had objected before."""
    reason = kit.text_input(
        ids.AGREEMENTS_OBJECT,
        "reason",
        t("What worries you?"),
        initial=said,
        hint=t("An objection is a gift: say what would make it safe to try, too."),
        lines=True,
    )
    return kit.modal(
        ids.AGREEMENTS_OBJECT,
        t("An objection"),
        [*kit.prose(words_of(about), before=icon(about)), reason],
        submit=t("Say it"),
        close=t("Cancel"),
        carried={"v": 1, "about": about.subject},
    )


def read_objection(view: kit.View) -> tuple[str, str]:
    """Return what is objected to, and the reason."""
    submission = Submission(view)
    return str(submission.carried["about"]), submission.words("reason")


def word_to_owner(t: Translator, about: Undertaking, objection: Chapter) -> kit.Message:
    """Return what the owner of a proposal is told of an objection to it."""
    person = kit.mention(objection.user_id)
    lines = [
        t("{person} has an objection to what you propose:", person=person),
        _recalled(about),
        quoted(objection.words),
        t("What could you change so that it is safe to try?"),
    ]
    buttons = [kit.button(t("Its story"), ids.STORY_OPEN, about.subject)]
    label, action = (
        (t("Amend it"), ids.TRIAL_AMEND)
        if isinstance(about, Trial)
        else (t("Revise it"), ids.OBJECTIVE_REVISE)
    )
    buttons = [kit.button(label, action, about.subject, style="primary"), *buttons]
    return kit.in_parts([kit.words_item("\n".join(lines)), ("", [kit.actions(*buttons)])])


def word_to_objector(t: Translator, about: Undertaking, amendment: Chapter) -> kit.Message:
    """Return what whoever objected is told when a proposal was amended."""
    person = kit.mention(amendment.user_id)
    lines = [
        t("{person} amended what you had an objection to:", person=person),
        _recalled(about),
        *change_lines(t, amendments.read(amendment.words)),
    ]
    buttons = [kit.button(t("Its story"), ids.STORY_OPEN, about.subject)]
    if about.stage in OPEN:
        lines.append(t("If that answers your objection, there is nothing to do."))
        again = kit.button(t("My objection stands"), ids.AGREEMENT_OBJECT_AGAIN, about.subject)
        buttons = [again, *buttons]
    return kit.in_parts([kit.words_item("\n".join(lines)), ("", [kit.actions(*buttons)])])


def words_of(about: Undertaking) -> str:
    """Return the words by which something is known: what we would change, or aim for."""
    return about.change if isinstance(about, Trial) else about.aim


def icon(about: Undertaking) -> str:
    """Return the emoji in front of a trial or of an objective."""
    return ":seedling: " if isinstance(about, Trial) else ":dart: "


def _recalled(about: Undertaking) -> str:
    words = kit.escape_within(" ".join(words_of(about).split()), SHOWN)
    return f"{icon(about)}_{words}_" if "_" not in words else f"{icon(about)}{words}"
