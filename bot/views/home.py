"""The Home tab: share something, what the team told lately, practices to try. No figures."""

from collections.abc import Mapping, Sequence

from bot.domain.debriefs import Debrief
from bot.domain.home import OwnHome, OwnTrial
from bot.domain.objectives import Objective
from bot.domain.practices import Practice
from bot.domain.wins import Win
from bot.domain.words import shortened
from bot.i18n import Translator
from bot.views import ids, kit
from bot.views.debriefs import opening
from bot.views.practices import beyond_title
from bot.views.stories import story_button
from bot.views.trial_card import standing
from bot.views.wins import win_lines

LONGEST_CHANGE = 200


def home_view(t: Translator, home: OwnHome, names: Mapping[str, str]) -> kit.View:
    """Return a person's Home."""
    blocks = [
        kit.header(t("What shall we keep today?")),
        kit.actions(
            kit.button(t("Tell a win"), ids.HOME_WIN, "home", style="primary"),
            kit.button(t("Pass on a tip"), ids.HOME_TIP, "home"),
        ),
        kit.divider(),
        _title(t("What the team told lately")),
        *_wins(t, home.wins, names),
        kit.divider(),
        _title(t("Practices to try")),
        *_practices(t, home.practices),
        *_debriefs(t, home.debriefs),
        *_trials(t, home.trials),
        *_objectives(t, home.objectives),
        kit.divider(),
        kit.actions(kit.button(t("My hours and pauses"), ids.HOURS_OPEN, "home")),
        kit.context(t("Need a hand? Write to me here in *Messages*, or type /cordee help.")),
    ]
    return {"type": "home", "blocks": blocks}


def _title(text: str) -> kit.Block:
    return kit.section(f"*{text}*")


def _wins(t: Translator, wins: Sequence[Win], names: Mapping[str, str]) -> list[kit.Block]:
    if not wins:
        return [kit.section(t("Nothing yet. The first one may be yours."))]
    told = []
    for win in wins:
        people = t.together([names[person] for person in win.people])
        read = kit.button(t("Read"), ids.WIN_READ, win.win_id)
        told.append(kit.section(win_lines(t, win, people), read))
    return told


def _practices(t: Translator, practices: Sequence[Practice]) -> list[kit.Block]:
    if not practices:
        return [kit.section(t("Nothing yet. The first one may be yours."))]
    return [
        kit.section(
            f":bulb: *{kit.escape(practice.title)}*\n"
            + kit.escape(shortened(practice.situation or beyond_title(practice), 200)),
            kit.button(t("Read"), ids.PRACTICE_READ, practice.practice_id),
        )
        for practice in practices
    ]


def _debriefs(t: Translator, debriefs: Sequence[Debrief]) -> list[kit.Block]:
    """Return what somebody is asked to look back on, the same before and after they answer."""
    if not debriefs:
        return []
    asked = [
        kit.section(
            opening(t, debrief), kit.button(t("Answer"), ids.DEBRIEF_ANSWER, debrief.debrief_id)
        )
        for debrief in debriefs
    ]
    return [kit.divider(), _title(t("Looking back")), *asked]


def _trials(t: Translator, trials: Sequence[OwnTrial]) -> list[kit.Block]:
    """Return the trials that somebody is in, each with its next step; nothing without any."""
    if not trials:
        return []
    told = [
        kit.section(
            f":seedling: *{_in_short(own.trial.change)}*\n"
            + standing(t, own.trial, own.voices, own.zone),
            story_button(t, own.trial.subject),
        )
        for own in trials
    ]
    return [kit.divider(), _title(t("My trials")), *told]


def _objectives(t: Translator, objectives: Sequence[Objective]) -> list[kit.Block]:
    """Return what the teams of somebody's channels aim for; nothing where there is nothing."""
    if not objectives:
        return []
    told = [
        kit.section(
            f":dart: *{_in_short(each.aim)}*\n{kit.channel_link(each.channel_id)} · "
            + t("Until {day}", day=t.day(each.ends_on)),
            story_button(t, each.subject),
        )
        for each in objectives
    ]
    return [kit.divider(), _title(t("What we aim for")), *told]


def _in_short(words: str) -> str:
    return kit.escape_within(shortened(" ".join(words.split()), LONGEST_CHANGE), 2 * LONGEST_CHANGE)
