"""Teams as settings' owners see them: the list, the form and its reader, the last question."""

from collections.abc import Iterable, Mapping, Sequence

from bot.domain.teams import LONGEST_NAME, MOST_COACHES, MOST_PEOPLE, Team, TeamForm
from bot.domain.words import folded
from bot.i18n import Translator
from bot.views import ids, kit
from bot.views.submissions import Submission

MOST_SHOWN = 40
"""People of one team in the list: every team must fit in it."""


def teams_modal(t: Translator, teams: Sequence[Team], names: Mapping[str, str]) -> kit.View:
    """Return the list of teams; `names` order people as they are read, where they are known."""
    purpose = t(
        "A team is a group of people with their coaches. Somebody may be in several. A win of "
        "people from several teams is marked as shared, and practices can be searched by team."
    )
    blocks = [
        kit.section(purpose),
        kit.actions(kit.button(t("New team"), ids.TEAMS_NEW, "new", style="primary")),
    ]
    blocks += [_listed(t, team, names) for team in teams]
    return kit.modal(ids.TEAMS_OPEN, t("Teams"), blocks, close=t("Close"))


def team_modal(t: Translator, team: Team | None = None) -> kit.View:
    """Return the form of a team: a new one, or one to change."""
    people, coaches = _shown(team.people if team else ()), _shown(team.coaches if team else ())
    form = ids.TEAMS_CHANGE
    blocks = [
        kit.text_input(
            form,
            "name",
            t("Name of the team"),
            initial=team.name if team else "",
            placeholder=t("Sales Lyon, Marketing…"),
            longest=LONGEST_NAME,
        ),
        kit.people_input(
            form, "people", t("Who is in it?"), initial=people, most=MOST_PEOPLE, required=True
        ),
        kit.people_input(
            form,
            "coaches",
            t("Who coaches it?"),
            initial=coaches,
            hint=t("One person or several: what the team needs reaches them."),
            most=MOST_COACHES,
            required=True,
        ),
    ]
    return kit.modal(
        form,
        t("Change a team") if team else t("New team"),
        blocks,
        submit=t("Save"),
        close=t("Cancel"),
        carried={
            "v": 1,
            "team": team.handle if team else "",
            "people": people,
            "coaches": coaches,
        },
    )


def read_team_form(view: kit.View) -> TeamForm:
    """Return what a submitted form says, and whom it showed at first."""
    submission = Submission(view)
    return TeamForm(
        name=submission.words("name"),
        people=submission.people("people"),
        coaches=submission.people("coaches"),
        handle=submission.carried["team"],
        shown_people=tuple(submission.carried["people"]),
        shown_coaches=tuple(submission.carried["coaches"]),
    )


def remove_team_modal(t: Translator, team: Team) -> kit.View:
    """Return the question before a team is removed."""
    warning = t(
        "*{team}* will not be a team any more. Its people stay as they are, and so do their wins "
        "and practices.",
        team=kit.escape(team.name),
    )
    return kit.modal(
        ids.TEAMS_REMOVE,
        t("Remove this team?"),
        [kit.section(warning)],
        submit=t("Remove it"),
        close=t("Keep it"),
        carried={"v": 1, "team": team.handle},
    )


def read_removal(view: kit.View) -> str:
    """Return the team that is to be removed."""
    return str(Submission(view).carried["team"])


def chosen_of_menu(value: str) -> tuple[str, str]:
    """Return what a team's menu asks for, and for which team."""
    verb, _, handle = value.partition(":")
    return verb, handle


def shared_by(t: Translator, names: Sequence[str]) -> str:
    """Return the line that marks what several teams carried together."""
    teams = t.together([kit.escape(name) for name in names])
    return t("Shared by {teams}", teams=teams)


def _listed(t: Translator, team: Team, names: Mapping[str, str]) -> kit.Block:
    coaches = t("Coached by {people}", people=_together(t, team.coaches, names))
    people = _together(t, team.people, names)
    menu = kit.overflow(
        ids.TEAMS_MENU,
        [
            kit.option(t("Change it"), f"change:{team.handle}"),
            kit.option(t("Remove it"), f"remove:{team.handle}"),
        ],
    )
    return kit.section(f"*{kit.escape(team.name)}*\n{people}\n{coaches}", menu)


def _together(t: Translator, people: Iterable[str], names: Mapping[str, str]) -> str:
    """Return people by name, as nobody is before anybody else; many are not all named."""
    by_name = sorted(people, key=lambda one: (folded(names.get(one, "~")), one))
    named = [kit.mention(one) for one in by_name[:MOST_SHOWN]]
    return t.together(named) if len(by_name) <= MOST_SHOWN else ", ".join([*named, "…"])


def _shown(people: Iterable[str]) -> list[str]:
    return sorted(people)
