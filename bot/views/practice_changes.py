"""What changes a practice after it was passed on: its form, the question before it is withdrawn."""

from bot.domain.practices import Practice
from bot.domain.visibility import Audience
from bot.domain.words import LONGEST, shortened
from bot.i18n import Translator
from bot.views import errors, ids, kit
from bot.views.practices import fields
from bot.views.submissions import Submission


def revise_practice_modal(t: Translator, practice: Practice) -> kit.View:
    """Return the form to add to a practice or correct it."""
    words = fields(
        t,
        ids.PRACTICES_REVISE,
        title=practice.title,
        what=practice.what,
        situation=practice.situation,
        tags=practice.tags,
    )
    if max(len(practice.what), len(practice.situation)) > LONGEST:
        words.insert(0, kit.context(errors.end_stays(t)))
    carried = {"channel": practice.channel_id, "version": practice.version}
    return kit.modal(
        ids.PRACTICES_REVISE,
        t("Add to this practice"),
        words,
        submit=t("Save"),
        close=t("Cancel"),
        carried={"v": 1, "practice": practice.practice_id, **carried},
    )


def withdraw_practice_modal(t: Translator, practice: Practice) -> kit.View:
    """Return the question before a practice is withdrawn: its words cannot be had back."""
    warning = t(
        "Its words will be forgotten, with what colleagues told of trying it, and its card will "
        "say that it was withdrawn."
    )
    return kit.modal(
        ids.PRACTICES_WITHDRAW,
        t("Withdraw it?"),
        [kit.section(warning), *kit.prose(shortened(practice.title, 500), before="&gt; ")],
        submit=t("Withdraw it"),
        close=t("Keep it"),
        carried={"v": 1, "practice": practice.practice_id},
    )


def show_practice_modal(t: Translator, practice: Practice, *, may_be_everyone: bool) -> kit.View:
    """Return the form to choose who may see a practice."""
    form = ids.PRACTICES_SHOW
    members = t("Members of the channel where it was told only")
    choices = [(Audience.CHANNEL.value, members)]
    if may_be_everyone or practice.audience is Audience.EVERYONE:
        choices.insert(0, (Audience.EVERYONE.value, t("Everyone in the workspace")))
    who = t("Who may see it?")
    blocks = [
        *kit.prose(shortened(practice.title, 500), before="&gt; "),
        kit.choice_input(form, "audience", who, choices, initial=practice.audience.value),
        kit.context(_what_follows(t, practice, may_be_everyone=may_be_everyone)),
    ]
    return kit.modal(
        form,
        t("Who may see it"),
        blocks,
        submit=t("Save"),
        close=t("Cancel"),
        carried={"v": 1, "practice": practice.practice_id},
    )


def changed_practice(view: kit.View) -> str:
    """Return the practice that a submitted form changes."""
    return str(Submission(view).carried["practice"])


def chosen_audience(view: kit.View) -> Audience:
    """Return who may see a practice, as a submitted form says."""
    return Audience(Submission(view).choice("audience"))


def menu_choice(value: str) -> tuple[str, str]:
    """Return what a choice of a practice's menu asks for, and the practice."""
    verb, _, practice_id = value.partition(":")
    return verb, practice_id


def _what_follows(t: Translator, practice: Practice, *, may_be_everyone: bool) -> str:
    if not may_be_everyone:
        return t(
            "These words were written in a private conversation: only the person who wrote them "
            "can show them to everyone."
        )
    channel = kit.channel_link(practice.channel_id)
    return t("Told in {channel}. Cards posted elsewhere follow your choice.", channel=channel)
