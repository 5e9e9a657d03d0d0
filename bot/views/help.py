"""Help, in words: every way to give something, and to find it again."""

from collections.abc import Sequence

from bot.domain.workspaces import Workspace
from bot.i18n import Translator
from bot.views import ids, kit


def help_message(
    t: Translator, commands: ids.Commands, chosen: Workspace, unknown: str = ""
) -> kit.Message:
    """Return what can be done; `unknown` is a word that was not understood.

    The reactions are those that the workspace chose.
    """
    parts = (_giving(t, commands, chosen), _finding(t, commands), _settings(t))
    lines = [line for part in parts for line in part]
    blocks = [kit.section("\n".join(part)) for part in parts]
    if unknown:
        sorry = t(
            "I do not know “{word}” yet. Here is what I can do:",
            word=kit.escape_within(unknown, 80),
        )
        return kit.Message("\n".join([sorry, *lines]), (kit.section(sorry), *blocks))
    hello = t("I ask, remember and pass on. I never rank, count or watch.")
    return kit.Message("\n".join([hello, *lines]), (kit.section(hello), *blocks))


def _giving(t: Translator, commands: ids.Commands, chosen: Workspace) -> list[str]:
    lines = [
        t("*{win}* what happened — tell a win, together", win=commands.win),
        t("*{tip}* what works — pass on a way of doing", tip=commands.tip),
        t("*{trial}* what we would do differently — try it together", trial=commands.trial),
    ]
    if practices := _first(chosen.practice_emoji):
        said = t("*{emoji}* on a message — keep it, if its author agrees", emoji=practices)
        lines.append(said)
    if wins := _first(chosen.win_emoji):
        said = t("*{emoji}* on a message — tell it as a win, if its author agrees", emoji=wins)
        lines.append(said)
    keep, pass_on = t("Keep as a win"), t("Pass it on")
    lines.append(
        t("*⋯* on a message — _{keep}_ or _{pass_on}_, at once", keep=keep, pass_on=pass_on)
    )
    return lines


def _finding(t: Translator, commands: ids.Commands) -> list[str]:
    return [
        t("*{practices}* words — find what works for colleagues", practices=commands.practices),
        t("add *#price*, *kind:win*, *team:sales* or *since:2026-09* to look among fewer things"),
        t("*@Cordée* and a question — answered in its thread, with what everybody there may see"),
        t("*a message to me* — told, passed on or looked up, as you like"),
    ]


def _settings(t: Translator) -> list[str]:
    hours = t("My hours and pauses")
    return [
        t("*/cordee digest* — preview this channel's weekly digest"),
        t("*/cordee checkin* — this channel's open question, its follow-ups, the team's questions"),
        t("*/cordee direction* — this channel's direction, and the objectives under it"),
        t("*/cordee debrief* — look back together on a deal or a campaign"),
        t("*/cordee settings* — this channel's rhythm and language"),
        t("*/cordee privacy* — what I keep, and what I never read"),
        t("*Home*, at the top of our conversation — _{hours}_, and your trials", hours=hours),
    ]


def _first(emoji: Sequence[str]) -> str:
    return f":{emoji[0]}:" if emoji else ""
