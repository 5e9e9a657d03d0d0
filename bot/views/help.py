"""Help, and what is kept about people, in words."""

from bot.i18n import Translator
from bot.views import ids, kit


def help_message(t: Translator, commands: ids.Commands, unknown: str = "") -> kit.Message:
    """Return what can be done; `unknown` is a word that was not understood."""
    lines = [
        t("*{win}* what happened — tell a win, together", win=commands.win),
        t("*{tip}* what works — pass on a way of doing", tip=commands.tip),
        t("*{practices}* words — find what works for colleagues", practices=commands.practices),
        t("*:bulb:* on a message — keep it, if its author agrees"),
        t("*/cordee digest* — preview this channel's weekly digest"),
        t("*/cordee checkin* — this channel's open question"),
        t("*/cordee settings* — this channel's rhythm and language"),
        t("*/cordee privacy* — what I keep, and what I never read"),
    ]
    blocks = [kit.section("\n".join(lines))]
    if unknown:
        sorry = t(
            "I do not know “{word}” yet. Here is what I can do:",
            word=kit.escape_within(unknown, 80),
        )
        return kit.Message("\n".join([sorry, *lines]), (kit.section(sorry), *blocks))
    hello = t("I ask, remember and pass on. I never rank, count or watch.")
    return kit.Message("\n".join([hello, *lines]), (kit.section(hello), *blocks))
