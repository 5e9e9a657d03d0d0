"""Refusals and our own errors, in words."""

from datetime import date

from bot.errors import CordeeError
from bot.i18n import Translator
from bot.views import kit


def refusal(t: Translator, error: CordeeError) -> str:
    """Return a refusal in the person's language; what they typed in it is escaped."""
    params = {name: _said(t, value) for name, value in error.params.items()}
    return t(error.message, **params)


def _said(t: Translator, value: object) -> str:
    return t.day(value) if isinstance(value, date) else kit.escape(str(value))


def our_fault(t: Translator, reference: str) -> str:
    """Return the sentence for an error of ours, with the reference of its log line."""
    return t(
        "Something went wrong on my side, not yours. If it happens again, mention {reference}.",
        reference=reference,
    )


def with_words(t: Translator, sentence: str, typed: str) -> str:
    """Return a sentence followed by what the person typed, so that it is not lost."""
    if not typed:
        return sentence
    introduced = t("Your words:")
    return f"{sentence}\n{introduced}\n{kit.escape(typed)}"


def page(t: Translator, title: str, sentence: str) -> kit.View:
    """Return a sentence alone on a page, in place of a form that has no field to show it by."""
    return kit.modal("errors.page", title, [kit.section(sentence)], close=t("Close"))


def too_long(t: Translator, longest: int) -> str:
    """Return the sentence for a text that no form can hold."""
    return t("A form holds {longest} characters at most, and your text is longer.", longest=longest)


def cut_short(t: Translator) -> str:
    """Return the remark beside a message that no form can hold."""
    return t("The message is longer than a form holds: here is its beginning, the rest stays put.")


def posting_refused(t: Translator, error: str) -> str:
    """Return why Slack would not let the bot post, and what to do about it."""
    reasons = {
        "not_in_channel": t("I am not in that channel. Invite me with /invite @Cordée."),
        "channel_not_found": t("I cannot see that channel. Invite me with /invite @Cordée."),
        "is_archived": t("That channel is archived."),
        "restricted_action": t("That channel does not let me post."),
    }
    known = reasons.get("restricted_action" if error.startswith("restricted_action") else error)
    return known or t("Slack said no ({error}).", error=error)


def end_stays(t: Translator) -> str:
    """Return the word above a form that does not hold the whole of what it changes."""
    return t("This is longer than a form: its end, which does not fit here, stays as it is.")
