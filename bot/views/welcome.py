"""What the bot says by itself about its own running: the welcome, and a setback."""

from bot.i18n import Translator
from bot.views import ids, kit


def welcome(t: Translator, commands: ids.Commands, channel_id: str) -> kit.Message:
    """Return the private word to whoever invited the bot into a channel."""
    said = t(
        "Thank you for inviting me to {channel}. I post nothing there by myself until you choose "
        "a rhythm: a weekly digest, an open question, or neither.",
        channel=kit.channel_link(channel_id),
    )
    button = kit.button(t("Choose a rhythm"), ids.SETTINGS_OPEN, channel_id, style="primary")
    hint = t(
        "Meanwhile: {win} tells a win, {tip} passes a tip on, {practices} finds what works.",
        win=commands.win,
        tip=commands.tip,
        practices=commands.practices,
    )
    return kit.Message(
        f"{said}\n{hint}", (kit.section(said), kit.actions(button), kit.context(hint))
    )


def setback(t: Translator, channel_id: str, reason: str, *, recurs: bool) -> kit.Message:
    """Return the private word to whoever asked for what could not be posted.

    `recurs`: more is to come there by itself, and this is who had set it.
    """
    if not recurs:
        said = t(
            "I could not post in {channel}. {reason}",
            channel=kit.channel_link(channel_id),
            reason=reason,
        )
        return kit.Message(said, (kit.section(said),))
    said = t(
        "I could not post in {channel}. {reason} What recurs there goes on by itself "
        "as soon as I can post again: I do not make up what was missed.",
        channel=kit.channel_link(channel_id),
        reason=reason,
    )
    button = kit.button(t("Open the settings"), ids.SETTINGS_OPEN, channel_id)
    return kit.Message(said, (kit.section(said), kit.actions(button)))
