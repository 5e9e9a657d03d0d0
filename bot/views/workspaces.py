"""What a workspace chooses, as people see it: the form, its reader, what was agreed."""

from collections.abc import Sequence

from bot.domain.workspaces import THRESHOLDS, Workspace, WorkspaceForm
from bot.i18n import Translator
from bot.views import ids, kit
from bot.views.submissions import Submission


def workspace_modal(t: Translator, workspace: Workspace) -> kit.View:
    """Return the form that chooses which reactions nominate, and how many people it takes."""
    form = ids.WORKSPACES_CHANGE
    several = t("Several are fine, your own too. With none, no reaction does.")
    blocks = [
        kit.section(t("For the whole workspace.")),
        kit.text_input(
            form,
            "win_emoji",
            t("Emoji that propose a win"),
            initial=_shown(workspace.win_emoji),
            placeholder=":trophy: :our_cup:",
            hint=several,
            required=False,
            longest=300,
        ),
        kit.text_input(
            form,
            "practice_emoji",
            t("Emoji that nominate a practice"),
            initial=_shown(workspace.practice_emoji),
            placeholder=":bulb: :good_idea:",
            hint=several,
            required=False,
            longest=300,
        ),
        kit.choice_input(
            form,
            "threshold",
            t("How many people for a practice?"),
            _thresholds(t),
            initial=str(workspace.threshold),
            hint=t("The author never counts. For a win, one person will do."),
        ),
    ]
    return kit.modal(
        form, t("Reactions"), blocks, submit=t("Save"), close=t("Cancel"), carried={"v": 1}
    )


def read_workspace_form(view: kit.View) -> WorkspaceForm:
    """Return what a submitted form says."""
    submission = Submission(view)
    return WorkspaceForm(
        win_emoji=submission.words("win_emoji"),
        practice_emoji=submission.words("practice_emoji"),
        threshold=int(submission.choice("threshold")),
    )


def agreed_modal(t: Translator, workspace: Workspace) -> kit.View:
    """Return in words what reactions mean from now on, once it is saved."""
    wins, practices = workspace.win_emoji, workspace.practice_emoji
    propose = t("{emoji} on a message proposes to tell it as a win.", emoji=_either(wins))
    nominate = t("{emoji} on a message nominates it as a practice.", emoji=_either(practices))
    when = dict(_thresholds(t))[str(workspace.threshold)]
    lines = [
        propose if wins else t("No reaction proposes a win."),
        f"{nominate} {when}" if practices else t("No reaction nominates a practice."),
    ]
    blocks = [kit.section(line) for line in lines]
    return kit.modal(ids.WORKSPACES_CHANGE + ".agreed", t("Reactions"), blocks, close=t("Close"))


def _thresholds(t: Translator) -> list[tuple[str, str]]:
    said = [
        t("I ask its author as soon as one colleague nominates it."),
        t("I ask its author when two colleagues nominate it."),
        t("I ask its author when three colleagues nominate it."),
        t("I ask its author when four colleagues nominate it."),
        t("I ask its author when five colleagues nominate it."),
    ]
    return [(str(people), words) for people, words in zip(THRESHOLDS, said, strict=True)]


def _shown(emoji: Sequence[str]) -> str:
    return " ".join(f":{name}:" for name in emoji)


def _either(emoji: Sequence[str]) -> str:
    return " / ".join(f":{name}:" for name in emoji)
