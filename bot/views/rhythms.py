"""What recurs in a channel as people see it: in words, as a form and its reader, once it is set."""

from collections.abc import Sequence
from datetime import date

from bot.domain.rhythms import (
    ChangedMeanwhile,
    Planned,
    RhythmForm,
    is_day,
    is_hour,
)
from bot.domain.schedules import Every, Rule, Schedule, ScheduleKind, Way
from bot.errors import CordeeError
from bot.i18n import Translator
from bot.views import errors, fields, ids, kit
from bot.views.submissions import Submission


def told(t: Translator, planned: Planned) -> str:
    """Return in words what recurs, with the next days on which it comes."""
    lines = [said(t, planned.schedule), _next(t, planned.days)]
    if planned.paused_until:
        lines.insert(1, t("Paused until {day}.", day=t.day(planned.paused_until)))
    if trouble := planned.schedule.trouble:
        reason = errors.posting_refused(t, trouble)
        lines.append(t("The last time I could not post there. {reason}", reason=reason))
    return "\n".join(lines)


def said(t: Translator, schedule: Schedule) -> str:
    """Return in one sentence what recurs, and when."""
    rhythm = _rhythm(t, schedule)
    if schedule.kind is ScheduleKind.DIGEST:
        return t("*Digest*: {rhythm}.", rhythm=rhythm)
    return t("*Open question*: {rhythm}.", rhythm=rhythm)


def named(t: Translator, kind: ScheduleKind) -> str:
    """Return the name of something that recurs."""
    return {ScheduleKind.DIGEST: t("Digest"), ScheduleKind.CHECKIN: t("Open question")}[kind]


def rhythm_modal(
    t: Translator,
    form: RhythmForm,
    foreseen: Planned | CordeeError,
    meanwhile: ChangedMeanwhile | None = None,
) -> kit.View:
    """Return the form that sets something that recurs, with what would come of it on top.

    It can be shown again over itself with other words on top: what was chosen stays.
    """
    blocks = [
        kit.section(t("For {channel}", channel=kit.channel_link(form.channel_id))),
        *([kit.section(_changed(t, meanwhile))] if meanwhile else []),
        kit.section(_foreseen(t, foreseen)),
        *(fields.heard(field) for field in _fields(t, form)),
    ]
    if form.seen:
        blocks.append(kit.actions(_remove(t, form)))
    return kit.modal(
        ids.RHYTHMS_CHANGE,
        named(t, form.kind),
        blocks,
        submit=t("Save"),
        close=t("Cancel"),
        carried={"v": 1, "channel": form.channel_id, "kind": form.kind.value, "seen": form.seen},
    )


def read_rhythm_form(view: kit.View) -> RhythmForm:
    """Return what a form says, submitted or not yet."""
    submission = Submission(view)
    carried = submission.carried
    kind = ScheduleKind(carried["kind"])
    one_day = (submission.choice("weekday"),)
    return RhythmForm(
        channel_id=carried["channel"],
        kind=kind,
        weekdays=one_day if kind is ScheduleKind.DIGEST else submission.choices("weekdays"),
        at=submission.hour("at"),
        every=Every(submission.choice("every") or Every.WEEK),
        starts_on=submission.day("starts_on"),
        paused_until=submission.day("paused_until"),
        way=Way(submission.choice("way") or Way.CHANNEL),
        seen=carried["seen"],
    )


def changed_modal(t: Translator, outcome: Planned | ChangedMeanwhile) -> kit.View:
    """Return in words what will happen once it is set; or the form again, with what else was."""
    if isinstance(outcome, ChangedMeanwhile):
        return rhythm_modal(t, outcome.form, outcome.foreseen, outcome)
    schedule = outcome.schedule
    return _page(t, schedule.kind, schedule.channel_id, told(t, outcome))


def removed_modal(t: Translator, channel_id: str, kind: ScheduleKind) -> kit.View:
    """Return the word that something does not recur any more."""
    words = {
        ScheduleKind.DIGEST: t("The digest does not come in this channel any more."),
        ScheduleKind.CHECKIN: t("I ask no open question in this channel any more."),
    }
    return _page(t, kind, channel_id, words[kind])


def _page(t: Translator, kind: ScheduleKind, channel_id: str, words: str) -> kit.View:
    where = kit.section(t("For {channel}", channel=kit.channel_link(channel_id)))
    return kit.modal(
        ids.RHYTHMS_CHANGE + ".done", named(t, kind), [where, kit.section(words)], close=t("Close")
    )


def _fields(t: Translator, form: RhythmForm) -> list[kit.Block]:
    address = ids.RHYTHMS_CHANGE
    is_counted = form.every in (Every.TWO_WEEKS, Every.FOUR_WEEKS)
    hint = t("Every second or fourth week is counted from it.") if is_counted else ""
    starts_on = form.starts_on if is_day(form.starts_on) else ""
    until = form.paused_until if is_day(form.paused_until) else ""
    return [
        _days(t, form),
        kit.time_input(
            address, "at", t("At what time"), initial=form.at if is_hour(form.at) else ""
        ),
        kit.choice_input(address, "every", t("How often"), _every(t), initial=form.every.value),
        *([_way(t, form)] if form.kind is ScheduleKind.CHECKIN else []),
        fields.day_input(
            address, "starts_on", t("From which day on"), initial=starts_on, hint=hint
        ),
        fields.day_input(address, "paused_until", t("Pause until"), initial=until),
    ]


def _days(t: Translator, form: RhythmForm) -> kit.Block:
    """Return the field of weekdays: a digest tells a week, and has one day."""
    address = ids.RHYTHMS_CHANGE
    days = [(str(weekday), t.weekday(weekday).capitalize()) for weekday in range(7)]
    hint = t("What would fall on a day off comes on a working day of the same week.")
    if form.kind is ScheduleKind.DIGEST:
        chosen = next((day for day in form.weekdays if day in dict(days)), "")
        return kit.choice_input(
            address, "weekday", t("On which day"), days, initial=chosen, hint=hint
        )
    return fields.choices_input(
        address, "weekdays", t("On which days"), days, initial=form.weekdays, hint=hint
    )


def _every(t: Translator) -> list[tuple[str, str]]:
    return [
        (Every.WEEK.value, t("Every week")),
        (Every.TWO_WEEKS.value, t("Every two weeks")),
        (Every.FOUR_WEEKS.value, t("Every four weeks")),
        (Every.MONTH.value, t("Once a month, the first such day")),
    ]


def _way(t: Translator, form: RhythmForm) -> kit.Block:
    ways = [
        (Way.CHANNEL.value, t("In the channel, for everybody")),
        (Way.EACH.value, t("To each person, at that hour where they are")),
    ]
    return kit.choice_input(
        ids.RHYTHMS_CHANGE, "way", t("How it comes"), ways, initial=form.way.value
    )


def _remove(t: Translator, form: RhythmForm) -> kit.Element:
    label = t("Not in this channel any more")
    return kit.asked_first(
        kit.button(label, ids.RHYTHMS_REMOVE, form.kind.value, style="danger"),
        t("Not in this channel any more?"),
        t("It stops coming here. What was told and answered stays."),
        yes=t("Stop it"),
        no=t("Keep it"),
    )


def _changed(t: Translator, meanwhile: ChangedMeanwhile) -> str:
    """Return who set something else while a form was open, and what it is now."""
    if meanwhile.there is None:
        return t(
            "*Somebody took it out of this channel while you were choosing.* Your choices are "
            "still here: save again to bring it back."
        )
    schedule = meanwhile.there.schedule
    now = said(t, schedule)
    if not schedule.set_by:
        return t(
            "*Somebody changed it while you were choosing.* Now it is so:\n{now}\nYour choices are "
            "still here: save again to have yours instead.",
            now=now,
        )
    return t(
        "*{person} changed it while you were choosing.* Now it is so:\n{now}\nYour choices are "
        "still here: save again to have yours instead.",
        person=kit.mention(schedule.set_by),
        now=now,
    )


def _foreseen(t: Translator, foreseen: Planned | CordeeError) -> str:
    return errors.refusal(t, foreseen) if isinstance(foreseen, CordeeError) else told(t, foreseen)


def _rhythm(t: Translator, schedule: Schedule) -> str:
    days, hour = _on(t, schedule.rule), t.hour(schedule.rule.at)
    if schedule.way is Way.EACH:
        return t("{days}, to each person at {hour} where they are", days=days, hour=hour)
    city = kit.escape(t.city(schedule.rule.zone))
    return t("{days} at {hour} in {city}", days=days, hour=hour, city=city)


def _on(t: Translator, rule: Rule) -> str:
    weekdays = sorted(rule.weekdays)
    if rule.every is Every.MONTH:
        first = [t("the first {weekday}", weekday=t.weekday(weekday)) for weekday in weekdays]
        return t("on {first} of each month", first=t.together(first))
    days = t.together([t.weekday(weekday) for weekday in weekdays])
    return {
        Every.WEEK: t("every {weekdays}", weekdays=days),
        Every.TWO_WEEKS: t("every two weeks on {weekdays}", weekdays=days),
        Every.FOUR_WEEKS: t("every four weeks on {weekdays}", weekdays=days),
    }[rule.every]


def _next(t: Translator, days: Sequence[date]) -> str:
    # A day stays on one line.
    whole = [t.day(day).replace(" ", "\u00a0") for day in days]
    return t("Next: {days}.", days=" · ".join(whole))
