"""Tags as people see them: the field that suggests them, and the merging of those that agree."""

from collections.abc import Sequence

from bot.domain.tags import MOST_MERGED, MOST_TAGS, Merge, Suggestions, tags_of
from bot.i18n import Translator
from bot.views import ids, kit
from bot.views.submissions import Submission


def tags_input(t: Translator, form: str, tags: Sequence[str] = ()) -> kit.Block:
    """Return the field in which tags are found while one types, or made."""
    return kit.suggested_input(
        form,
        "tags",
        t("Tags"),
        initial=tags,
        placeholder=t("price, objection, text message"),
        hint=t("Type a few letters to find a tag, or to make a new one. Ten at the most."),
        most=MOST_TAGS,
        required=False,
    )


def read_tags(submission: Submission) -> tuple[str, ...]:
    """Return the tags that a form says, each once, ten at the most."""
    return tags_of(", ".join(submission.choices("tags")))


def suggested(t: Translator, suggestions: Suggestions, *, new: bool = True) -> list[kit.Element]:
    """Return what a field offers: tags as they are written, and what was typed as a new one."""
    known = [kit.option(name, name) for name in suggestions.known]
    made = [kit.option(name, name, note=t("A new tag")) for name in suggestions.new]
    return [*known, *made] if new else known


def merge_modal(t: Translator) -> kit.View:
    """Return the form that merges tags which mean the same."""
    purpose = t(
        "Do two tags mean the same? Let one become the other. Whatever carries it will carry the "
        "other one, and so will whatever somebody files under it from now on."
    )
    form = ids.TAGS_MERGE
    blocks = [
        kit.section(purpose),
        kit.suggested_input(form, "merged", t("Tags to merge"), most=MOST_MERGED),
        kit.suggested_input(
            form,
            "into",
            t("The tag that they become"),
            most=1,
            hint=t("One that exists, or a new one."),
        ),
    ]
    return kit.modal(form, t("Tags"), blocks, submit=t("Go on"), close=t("Cancel"))


def read_merge(view: kit.View) -> Merge:
    """Return what a submitted form wants merged, into what."""
    submission = Submission(view)
    into = tags_of(submission.choice("into"))
    return Merge(submission.choices("merged"), into[0] if into else "")


def confirm_merge_modal(t: Translator, merge: Merge) -> kit.View:
    """Return the last question before tags are merged: it is for good."""
    warning = t(
        "{tags}: from now on *#{into}*, for good. On practices and wins, in searches, and whenever "
        "somebody types the old name again. Cards that are posted follow.",
        tags=_together(t, merge),
        into=kit.escape(merge.into),
    )
    return kit.modal(
        ids.TAGS_CONFIRM,
        t("Merge these tags?"),
        [kit.section(warning)],
        submit=t("Merge"),
        close=t("Cancel"),
        carried={"v": 1, "merged": merge.merged, "into": merge.into},
    )


def read_confirmed(view: kit.View) -> Merge:
    """Return the merge that somebody is sure of."""
    carried = Submission(view).carried
    return Merge(tuple(carried["merged"]), carried["into"])


def merged_modal(t: Translator, merge: Merge) -> kit.View:
    """Return the word that tags are merged."""
    done = t(
        "Done. {tags}: now it is *#{into}*.", tags=_together(t, merge), into=kit.escape(merge.into)
    )
    return kit.modal(ids.TAGS_MERGE + ".done", t("Tags"), [kit.section(done)], close=t("Close"))


def _together(t: Translator, merge: Merge) -> str:
    return t.together([f"*#{kit.escape(name)}*" for name in merge.merged])
