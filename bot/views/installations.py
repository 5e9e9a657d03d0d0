"""What people are told of the installation itself."""

from datetime import datetime

from bot.i18n import Translator
from bot.views import kit

_DISABLED = {
    "account_inactive",
    "token_revoked",
    "invalid_auth",
    "not_authed",
    "token_expired",
    "not_allowed_token_type",
}


def trouble_over(
    t: Translator, since: datetime, until: datetime, error: str, zone: str
) -> kit.Message:
    """Return the private word to whoever set a rhythm, once Slack takes messages again."""
    said = t(
        "From {since} to {until}, Slack did not let me post in this workspace. {reason} The "
        "digests and questions of that time were left out, and I do not make them up: the next "
        "digest tells what it missed. Everything goes on as before.",
        since=_moment(t, since, zone),
        until=_moment(t, until, zone),
        reason=_reason(t, error),
    )
    return kit.Message(said, (kit.section(said),))


def _reason(t: Translator, error: str) -> str:
    if error in _DISABLED:
        return t("The app had been disabled or its access revoked.")
    if error == "missing_scope":
        return t("The app lacked a permission.")
    return t("A rule of the workspace did not allow it ({error}).", error=kit.escape(error))


def _moment(t: Translator, moment: datetime, zone: str) -> str:
    return t("{day} at {hour}", day=t.day(moment, zone), hour=t.hour(moment, zone))
