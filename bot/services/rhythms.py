"""Rhythms: what recurs in a channel and where it lives, seen, foreseen and set by its keepers."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.calendars import countries, country_of, is_holiday
from bot.domain.channels import ChannelSettings
from bot.domain.gestures import Gesture
from bot.domain.people import Person
from bot.domain.rhythms import (
    USUAL,
    ChangedMeanwhile,
    NoWorkingDay,
    Overview,
    PlaceForm,
    Planned,
    RhythmForm,
    UnknownCountry,
    first_settings,
    first_version,
    form_of,
    local_day,
    planned,
    rule_of,
    says_the_same,
    usual_form,
)
from bot.domain.schedules import (
    Rule,
    Schedule,
    ScheduleKind,
    Way,
    check_zone,
    is_zone,
    next_time,
)
from bot.errors import CordeeError
from bot.services.channels import DEFAULT_ZONE, ChannelService
from bot.services.digests import first_time
from storage.database import Database
from storage.transactions import TeamTransaction


class RhythmService:
    """What settings' owners do with what recurs in a channel, and with its place."""

    def __init__(self, database: Database, channels: ChannelService) -> None:
        self._database = database
        self._channels = channels

    async def overview(self, gesture: Gesture, channel_id: str) -> Overview:
        """Return all that a channel wants to somebody who may change it, or raise why not."""
        person = await self._allowed(gesture, channel_id)
        async with self._database.read(gesture.team_id) as tx:
            settings = await _settings(tx, person, channel_id)
            schedules = await tx.schedules.of_channel(channel_id)
            keepers = await tx.channels.keepers()
            leaders = await tx.objectives.leaders()
        return Overview(settings, _told(schedules, gesture.at), keepers, leaders)

    async def to_change(
        self, gesture: Gesture, channel_id: str, kind: ScheduleKind
    ) -> tuple[RhythmForm, Planned | CordeeError]:
        """Return the form of what recurs, or might, and what would come of it as it stands."""
        person = await self._allowed(gesture, channel_id)
        async with self._database.read(gesture.team_id) as tx:
            settings = await _settings(tx, person, channel_id)
            running = (await tx.schedules.of_channel(channel_id)).get(kind)
        if running is None:
            form = usual_form(channel_id, kind)
            return form, _foreseen(form, settings, gesture)
        form = form_of(running, local_day(gesture.at, running.rule.zone))
        return form, planned(running, gesture.at, is_holiday)

    async def foresee(self, gesture: Gesture, form: RhythmForm) -> Planned | CordeeError:
        """Return what would come of a form that somebody is filling in, or why nothing would."""
        person = await self._channels.check_may_change(gesture)
        async with self._database.read(gesture.team_id) as tx:
            settings = await _settings(tx, person, form.channel_id)
        return _foreseen(form, settings, gesture)

    async def change(self, gesture: Gesture, form: RhythmForm) -> Planned | ChangedMeanwhile:
        """Set what recurs as a form asks; what somebody else set meanwhile is shown instead, once.

        What recurs just so already runs on: what is due this very moment is not lost.
        """
        person = await self._allowed(gesture, form.channel_id)
        async with self._database.write(gesture.team_id) as tx:
            await tx.alone("settings")
            settings = await _settings(tx, person, form.channel_id)
            running = (await tx.schedules.to_change(form.channel_id)).get(form.kind)
            rule = rule_of(form, settings, gesture.at, is_holiday)
            if is_outrun(form, running, rule, gesture.at):
                return _meanwhile(gesture, form, running, settings)
            await tx.record(gesture)
            made = await _set(tx, gesture, form.kind, rule, form.way, running, form.channel_id)
            await _keep(tx, replace(settings, set_by=gesture.user_id))
        return planned(made, gesture.at, is_holiday)

    async def remove(self, gesture: Gesture, channel_id: str, kind: ScheduleKind) -> None:
        """Let something not recur in a channel any more."""
        await self._channels.check_may_change(gesture)
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            await tx.alone("settings")
            await tx.schedules.forget(channel_id, kind)

    async def begin(self, gesture: Gesture, channel_id: str) -> None:
        """Set what is usual where nothing recurs yet, in the language and place of the person."""
        person = await self._allowed(gesture, channel_id)
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            await tx.alone("settings")
            if await tx.schedules.to_change(channel_id):
                return
            settings = await _settings(tx, person, channel_id)
            for kind in USUAL:
                rule = rule_of(usual_form(channel_id, kind), settings, gesture.at, is_holiday)
                await _set(tx, gesture, kind, rule, Way.CHANNEL, None, channel_id)
            await _keep(tx, replace(settings, set_by=gesture.user_id))

    async def settle(self, gesture: Gesture, form: PlaceForm) -> Overview:
        """Set the language and the place of a channel; what recurs there moves with it."""
        wanted = _checked(form.wanted)
        person = await self._allowed(gesture, wanted.channel_id)
        async with self._database.write(gesture.team_id) as tx:
            await tx.record(gesture)
            await tx.alone("settings")
            current = await _settings(tx, person, wanted.channel_id)
            settings = replace(form, wanted=wanted).applied_to(current)
            schedules = await tx.schedules.to_change(wanted.channel_id)
            for kind, running in schedules.items():
                schedules[kind] = await _moved(tx, gesture, running, settings)
            await _keep(tx, replace(settings, set_by=gesture.user_id))
        return Overview(settings, _told(schedules, gesture.at))

    async def _allowed(self, gesture: Gesture, channel_id: str) -> Person:
        """Return the person of a gesture when they may change a channel that takes posts."""
        person = await self._channels.check_may_change(gesture)
        await self._channels.check_bot_is_in(gesture.team_id, channel_id)
        return person


def is_outrun(form: RhythmForm, running: Schedule | None, rule: Rule, now: datetime) -> bool:
    """Tell whether somebody set something else since a form was opened."""
    if running is None:
        return form.seen > 0
    if running.version == form.seen:
        return False
    return not says_the_same(running, rule, form.way, local_day(now, rule.zone))


def _meanwhile(
    gesture: Gesture, form: RhythmForm, running: Schedule | None, settings: ChannelSettings
) -> ChangedMeanwhile:
    knowing = replace(form, seen=running.version if running else 0)
    there = planned(running, gesture.at, is_holiday) if running else None
    return ChangedMeanwhile(knowing, there, _foreseen(form, settings, gesture))


def _foreseen(
    form: RhythmForm, settings: ChannelSettings, gesture: Gesture
) -> Planned | CordeeError:
    try:
        rule = rule_of(form, settings, gesture.at, is_holiday)
        made = Schedule(gesture.team_id, form.channel_id, form.kind, rule, gesture.at, way=form.way)
        next_at = next_time(made.fires_by, gesture.at, is_holiday)
    except CordeeError as refused:
        return refused
    return planned(replace(made, next_at=next_at), gesture.at, is_holiday)


def _told(schedules: Mapping[ScheduleKind, Schedule], now: datetime) -> dict[ScheduleKind, Planned]:
    return {kind: planned(each, now, is_holiday) for kind, each in schedules.items()}


def _checked(wanted: ChannelSettings) -> ChannelSettings:
    """Return what a form wants with the true name of its zone, or raise what is amiss."""
    if not wanted.workdays.weekdays:
        raise NoWorkingDay
    if wanted.workdays.country and wanted.workdays.country not in countries():
        raise UnknownCountry(country=wanted.workdays.country)
    return replace(wanted, zone=check_zone(wanted.zone))


async def _settings(tx: TeamTransaction, person: Person, channel_id: str) -> ChannelSettings:
    """Return what a channel wants, or what suits whoever is the first to say."""
    zone = person.zone if is_zone(person.zone) else DEFAULT_ZONE
    found = await tx.channels.get(channel_id)
    return found or first_settings(tx.team_id, channel_id, person.language, zone, country_of(zone))


async def _keep(tx: TeamTransaction, settings: ChannelSettings) -> None:
    await tx.channels.forget(settings.channel_id)
    await tx.add(settings)


async def _set(
    tx: TeamTransaction,
    gesture: Gesture,
    kind: ScheduleKind,
    rule: Rule,
    way: Way,
    running: Schedule | None,
    channel_id: str,
) -> Schedule:
    """Let something recur by a rule, in place of what ran there; return it."""
    made = Schedule(
        team_id=gesture.team_id,
        channel_id=channel_id,
        kind=kind,
        rule=rule,
        next_at=gesture.at,
        set_by=gesture.user_id,
        way=way,
        version=running.version + 1 if running else first_version(),
    )
    if running and says_the_same(running, rule, way, local_day(gesture.at, rule.zone)):
        made = replace(running, set_by=gesture.user_id, trouble="")
    else:
        made = replace(made, next_at=await _first_time(tx, made, gesture.at))
    await tx.schedules.forget(channel_id, kind)
    await tx.add(made)
    return made


async def _moved(
    tx: TeamTransaction, gesture: Gesture, running: Schedule, settings: ChannelSettings
) -> Schedule:
    """Let what recurs follow its channel to another place; return it, as it was where it stays."""
    rule = replace(running.rule, zone=settings.zone, workdays=settings.workdays)
    if rule == running.rule:
        return running
    moved = replace(running, rule=rule, version=running.version + 1, set_by=gesture.user_id)
    is_due = running.next_at <= gesture.at and rule.zone == running.rule.zone
    if not is_due:
        moved = replace(moved, next_at=await _first_time(tx, moved, gesture.at))
    await tx.schedules.forget(running.channel_id, running.kind)
    await tx.add(moved)
    return moved


async def _first_time(tx: TeamTransaction, schedule: Schedule, after: datetime) -> datetime:
    """Return the first time that will be kept: a week has one digest, however it was asked for."""
    if schedule.kind is ScheduleKind.DIGEST:
        return await first_time(tx, schedule.channel_id, schedule.rule, after)
    return next_time(schedule.fires_by, after, is_holiday)
