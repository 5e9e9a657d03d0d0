"""A channel's settings as people see them: the form, its reader, what was agreed."""

from collections.abc import Mapping, Sequence
from datetime import time

from bot.domain.channels import ChannelSettings, KeepersChanged
from bot.domain.people import Language
from bot.domain.schedules import Rule, Schedule, ScheduleKind
from bot.i18n import Translator
from bot.views import ids, kit
from bot.views.submissions import Submission

NEVER = "never"
USUAL = {
    ScheduleKind.DIGEST: Rule(frozenset({4}), time(16, 30), ""),
    ScheduleKind.CHECKIN: Rule(frozenset({1}), time(10), ""),
}
"""What the form proposes first: a digest on Friday afternoon, a question on Tuesday morning."""


def settings_modal(
    t: Translator,
    settings: ChannelSettings,
    schedules: Mapping[ScheduleKind, Schedule],
    keepers: Sequence[str],
) -> kit.View:
    """Return the form that sets a channel's rhythm, language and place."""
    form = ids.SETTINGS_CHANGE
    languages = [(Language.FRENCH.value, "Français"), (Language.ENGLISH.value, "English")]
    blocks = [
        kit.section(t("For {channel}", channel=kit.channel_link(settings.channel_id))),
        *_rhythm(t, ScheduleKind.DIGEST, t("Digest"), schedules),
        *_rhythm(t, ScheduleKind.CHECKIN, t("Open question"), schedules),
        kit.choice_input(
            form,
            "language",
            t("Language of the channel"),
            languages,
            initial=settings.language.value,
        ),
        kit.text_input(
            form,
            "zone",
            t("Time zone"),
            initial=settings.zone,
            longest=64,
            hint=t("For example Europe/Paris."),
        ),
        kit.people_input(
            form,
            "keepers",
            t("Who else may change settings?"),
            initial=keepers,
            hint=t("For the whole workspace, besides its admins."),
        ),
        kit.actions(
            kit.button(t("Reactions"), ids.WORKSPACE_OPEN, "workspace"),
            kit.button(t("Teams"), ids.TEAMS_OPEN, "teams"),
            kit.button(t("Tags"), ids.TAGS_OPEN, "tags"),
        ),
    ]
    return kit.modal(
        form,
        t("Settings"),
        blocks,
        submit=t("Save"),
        close=t("Cancel"),
        carried={"v": 1, "channel": settings.channel_id, "keepers": list(keepers)},
    )


def read_settings_form(
    view: kit.View, team_id: str
) -> tuple[ChannelSettings, dict[ScheduleKind, Rule], KeepersChanged]:
    """Return what a submitted form says: settings, rhythms, and what changed of the keepers.

    Keepers are the whole workspace's: only what this person changed counts, since somebody may
    have named others meanwhile.
    """
    submission = Submission(view)
    settings = ChannelSettings(
        team_id=team_id,
        channel_id=submission.carried["channel"],
        language=Language(submission.choice("language")),
        zone=submission.words("zone").strip(),
    )
    rules = {}
    for kind in ScheduleKind:
        day, hour = submission.choice(f"{kind}_day"), submission.hour(f"{kind}_at")
        if day != NEVER:
            rules[kind] = Rule(frozenset({int(day)}), time.fromisoformat(hour), settings.zone)
    shown, chosen = submission.carried["keepers"], submission.people("keepers")
    changed = KeepersChanged(
        named=tuple(person for person in chosen if person not in shown),
        unnamed=tuple(person for person in shown if person not in chosen),
    )
    return settings, rules, changed


def agreed_modal(t: Translator, channel_id: str, schedules: Sequence[Schedule]) -> kit.View:
    """Return in words what will happen, once settings are saved."""
    lines = [_agreed(t, schedule) for schedule in schedules]
    if not lines:
        lines = [t("I post nothing by myself in this channel.")]
    blocks = [
        kit.section(t("For {channel}", channel=kit.channel_link(channel_id))),
        *(kit.section(line) for line in lines),
    ]
    return kit.modal(ids.SETTINGS_CHANGE + ".agreed", t("Settings"), blocks, close=t("Close"))


def _agreed(t: Translator, schedule: Schedule) -> str:
    said = {
        ScheduleKind.DIGEST: t(
            "*Digest*: every {weekday} at {hour} ({zone}); next on {day}.",
            **_when(t, schedule),
        ),
        ScheduleKind.CHECKIN: t(
            "*Open question*: every {weekday} at {hour} ({zone}); next on {day}.",
            **_when(t, schedule),
        ),
    }
    return said[schedule.kind]


def _when(t: Translator, schedule: Schedule) -> dict[str, object]:
    rule = schedule.rule
    return {
        "weekday": t.weekday(min(rule.weekdays)),
        "hour": t.hour(rule.at),
        "zone": kit.escape(rule.zone),
        "day": t.day(schedule.next_at, rule.zone),
    }


def _rhythm(
    t: Translator, kind: ScheduleKind, label: str, schedules: Mapping[ScheduleKind, Schedule]
) -> list[kit.Block]:
    schedule = schedules.get(kind)
    is_new = not schedules
    rule = schedule.rule if schedule else USUAL[kind]
    days = [(NEVER, t("Not in this channel"))]
    days += [(str(day), t("Every {weekday}", weekday=t.weekday(day))) for day in range(7)]
    form = ids.SETTINGS_CHANGE
    return [
        kit.choice_input(
            form,
            f"{kind}_day",
            label,
            days,
            initial=str(min(rule.weekdays)) if schedule or is_new else NEVER,
        ),
        kit.time_input(form, f"{kind}_at", t("At what time"), initial=rule.at.strftime("%H:%M")),
    ]
