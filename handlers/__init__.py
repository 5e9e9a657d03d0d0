"""What people do in Slack: a gesture in, one service call, a view out. One file per feature."""

from slack_bolt.async_app import AsyncApp

from handlers import (
    agreements,
    answers,
    asking,
    checkins,
    conclusions,
    debriefs,
    digests,
    directions,
    echoes,
    endings,
    errors,
    follow_ups,
    freshness,
    help as help_,
    home,
    hours,
    library,
    messages,
    needs,
    nominations,
    objectives,
    practice_changes,
    practices,
    privacy,
    proposals,
    questions,
    rhythms,
    settings,
    sources,
    stories,
    tags,
    teams,
    trials,
    wins,
    workspaces,
)


def register(app: AsyncApp) -> None:
    """Register every listener; the frequent ones come first, since Bolt tries them in turn."""
    app.error(errors.on_error)
    wins.register(app)
    nominations.register(app)
    practices.register(app)
    echoes.register(app)
    freshness.register(app)
    proposals.register(app)  # its choice in the menu of practices before the others
    practice_changes.register(app)
    library.register(app)
    agreements.register(app)
    stories.register(app)
    trials.register(app)
    needs.register(app)
    objectives.register(app)
    directions.register(app)
    debriefs.register(app)
    conclusions.register(app)
    endings.register(app)
    checkins.register(app)
    questions.register(app)
    answers.register(app)
    follow_ups.register(app)
    digests.register(app)
    messages.register(app)
    sources.register(app)
    asking.register(app)
    settings.register(app)
    rhythms.register(app)
    workspaces.register(app)
    teams.register(app)
    tags.register(app)
    home.register(app)
    hours.register(app)
    privacy.register(app)
    help_.register(app)
