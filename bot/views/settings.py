"""A channel's settings as people see them: all of them in words, its place, who may change them."""

from collections.abc import Collection, Sequence

from bot.domain.channels import ChannelSettings, KeepersChanged
from bot.domain.people import Language
from bot.domain.rhythms import USUAL, Overview, PlaceForm
from bot.domain.schedules import ScheduleKind
from bot.domain.workdays import Workdays
from bot.i18n import Translator
from bot.views import fields, ids, kit, rhythms
from bot.views.countries import country_input, read_country
from bot.views.submissions import Submission

LONG_RUN = 3
"""From how many days in a row on they are told by the first and the last."""
LANGUAGES = {Language.FRENCH: "Français", Language.ENGLISH: "English"}
"""Each in its own words, for whoever reads only that one."""


def settings_modal(t: Translator, overview: Overview) -> kit.View:
    """Return all that a channel wants in words, with the ways to change it."""
    settings = overview.settings
    blocks = [
        kit.section(t("For {channel}", channel=kit.channel_link(settings.channel_id))),
        *_begin(t, overview),
        *(_recurring(t, overview, kind) for kind in ScheduleKind),
        kit.section(
            _place(t, settings),
            kit.button(t("Change"), ids.SETTINGS_PLACE_OPEN, settings.channel_id),
        ),
        kit.divider(),
        kit.section(_kept(t, overview.keepers)),
        kit.section(_led(t, overview.leaders)),
        kit.actions(
            kit.button(t("Who may change them"), ids.SETTINGS_KEEPERS_OPEN, settings.channel_id),
            kit.button(t("Leaders"), ids.DIRECTIONS_LEADERS_OPEN, settings.channel_id),
            kit.button(t("Reactions"), ids.WORKSPACE_OPEN, "workspace"),
            kit.button(t("Teams"), ids.TEAMS_OPEN, "teams"),
            kit.button(t("Tags"), ids.TAGS_OPEN, "tags"),
        ),
    ]
    return kit.modal(ids.SETTINGS_OPEN, t("Settings"), blocks, close=t("Close"))


def place_modal(t: Translator, settings: ChannelSettings) -> kit.View:
    """Return the form that sets a channel's language, zone and working days."""
    form = ids.SETTINGS_PLACE
    weekdays = [(str(weekday), t.weekday(weekday).capitalize()) for weekday in range(7)]
    worked = [str(weekday) for weekday in sorted(settings.workdays.weekdays)]
    languages = [(language.value, name) for language, name in LANGUAGES.items()]
    blocks = [
        kit.section(t("For {channel}", channel=kit.channel_link(settings.channel_id))),
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
        fields.choices_input(
            form,
            "working_days",
            t("Working days"),
            weekdays,
            initial=worked,
            hint=t("What falls on another day comes on the nearest working day of that week."),
        ),
        country_input(
            t,
            form,
            "country",
            initial=settings.workdays.country,
            hint=t("The country whose public holidays are days off in this channel."),
        ),
    ]
    shown = {
        "language": settings.language.value,
        "zone": settings.zone,
        "days": worked,
        "country": settings.workdays.country,
    }
    return kit.modal(
        form,
        t("Language and place"),
        blocks,
        submit=t("Save"),
        close=t("Cancel"),
        carried={"v": 1, "channel": settings.channel_id, **shown},
    )


def read_place_form(view: kit.View, team_id: str) -> PlaceForm:
    """Return what a submitted form says, and what it showed at first."""
    submission = Submission(view)
    shown = submission.carried
    return PlaceForm(
        wanted=ChannelSettings(
            team_id,
            shown["channel"],
            Language(submission.choice("language")),
            submission.words("zone").strip(),
            workdays=_workdays(
                submission.choices("working_days"), read_country(submission, "country")
            ),
        ),
        shown=ChannelSettings(
            team_id,
            shown["channel"],
            Language(shown["language"]),
            shown["zone"],
            workdays=_workdays(shown["days"], shown["country"]),
        ),
    )


def settled_modal(t: Translator, overview: Overview) -> kit.View:
    """Return in words where a channel is from now on, and what comes of that."""
    settings = overview.settings
    blocks = [
        kit.section(t("For {channel}", channel=kit.channel_link(settings.channel_id))),
        kit.section(_place(t, settings)),
        *(kit.section(rhythms.told(t, each)) for each in overview.planned.values()),
    ]
    title = t("Language and place")
    return kit.modal(ids.SETTINGS_PLACE + ".done", title, blocks, close=t("Close"))


def keepers_modal(t: Translator, keepers: Sequence[str], channel_id: str) -> kit.View:
    """Return the form that names who else may change settings; whom it has no room for stay so."""
    shown = list(keepers[: kit.MOST_PEOPLE])
    field = kit.people_input(
        ids.SETTINGS_KEEPERS,
        "keepers",
        t("Who else may change settings?"),
        initial=shown,
        hint=t("For the whole workspace, besides its admins."),
    )
    return kit.modal(
        ids.SETTINGS_KEEPERS,
        t("Settings"),
        [field],
        submit=t("Save"),
        close=t("Cancel"),
        carried={"v": 1, "channel": channel_id, "keepers": shown},
    )


def read_keepers_form(view: kit.View) -> tuple[KeepersChanged, str]:
    """Return who is named now and who is not any more, and the channel whose settings are behind.

    Keepers are the whole workspace's: only what this person changed counts, since somebody may
    have named others meanwhile.
    """
    submission = Submission(view)
    shown, chosen = submission.carried["keepers"], submission.people("keepers")
    changed = KeepersChanged(
        named=tuple(person for person in chosen if person not in shown),
        unnamed=tuple(person for person in shown if person not in chosen),
    )
    return changed, str(submission.carried["channel"])


def _begin(t: Translator, overview: Overview) -> list[kit.Block]:
    if overview.planned:
        return []
    offer = t(
        "I post nothing by myself in this channel. To begin simply: a digest on Friday at {digest} "
        "and an open question on Tuesday at {question}, in your language and your time zone. You "
        "can change any of it afterwards.",
        digest=t.hour(USUAL[ScheduleKind.DIGEST][1]),
        question=t.hour(USUAL[ScheduleKind.CHECKIN][1]),
    )
    channel_id = overview.settings.channel_id
    begin = kit.button(t("Begin simply"), ids.RHYTHMS_BEGIN, channel_id, style="primary")
    return [kit.section(offer), kit.actions(begin)]


def _recurring(t: Translator, overview: Overview, kind: ScheduleKind) -> kit.Block:
    """Return what recurs, or that it does not, with the way to change that."""
    planned = overview.planned.get(kind)
    label = t("Change") if planned else t("Choose")
    button = kit.button(label, ids.RHYTHMS_OPEN, f"{kind.value}:{overview.settings.channel_id}")
    if planned:
        return kit.section(rhythms.told(t, planned), button)
    nothing = {
        ScheduleKind.DIGEST: t("*Digest*: not in this channel."),
        ScheduleKind.CHECKIN: t("*Open question*: not in this channel."),
    }
    return kit.section(nothing[kind], button)


def _place(t: Translator, settings: ChannelSettings) -> str:
    """Return in words which language a channel speaks, where it is, and when it works."""
    days = settings.workdays
    lines = [
        t(
            "*Language and place*: {language}, {city} time.",
            language=LANGUAGES[settings.language],
            city=kit.escape(t.city(settings.zone)),
        ),
        t("Working days: {weekdays}.", weekdays=working_days(t, days.weekdays)),
    ]
    if days.country:
        lines.append(t("Public holidays: {country}.", country=t.country(days.country)))
    return "\n".join(lines)


def working_days(t: Translator, weekdays: Collection[int]) -> str:
    """Return working days in words, as `Monday to Friday` where one follows the other."""
    for first in range(7):
        run = [(first + later) % 7 for later in range(len(weekdays))]
        if LONG_RUN <= len(run) < len(range(7)) and set(run) == set(weekdays):
            return t("{first} to {last}", first=t.weekday(run[0]), last=t.weekday(run[-1]))
    return t.together([t.weekday(weekday) for weekday in sorted(weekdays)])


def _kept(t: Translator, keepers: Sequence[str]) -> str:
    if not keepers:
        return t("*For the whole workspace*: its admins may change settings.")
    mentions = [kit.mention(keeper) for keeper in keepers[: kit.MOST_PEOPLE]]
    people = t.together(mentions if len(mentions) == len(keepers) else [*mentions, "…"])
    return t(
        "*For the whole workspace*: its admins may change settings, and so may {people}.",
        people=people,
    )


def _led(t: Translator, leaders: Sequence[str]) -> str:
    if not leaders:
        return t("*Leaders*: nobody is named to write directions yet.")
    mentions = [kit.mention(leader) for leader in leaders[: kit.MOST_PEOPLE]]
    people = t.together(mentions if len(mentions) == len(leaders) else [*mentions, "…"])
    return t("*Leaders*: {people} may write directions.", people=people)


def _workdays(weekdays: Sequence[str], country: str) -> Workdays:
    return Workdays(frozenset(int(day) for day in weekdays if day in set("0123456")), country)
