"""Trials in a few words: among what is found, and before another one like them is proposed."""

from bot.domain.origins import Origin, OriginKind
from bot.domain.practices import LONGEST_TITLE
from bot.domain.stages import Stage
from bot.domain.trials import Conclusion, Trial
from bot.domain.words import first_sentence
from bot.i18n import Translator
from bot.views import ids, kit

LONGEST_LESSON = 300


def title_of(trial: Trial) -> str:
    """Return what stands for the title of a trial: the first sentence of what is done otherwise."""
    return first_sentence(trial.change, LONGEST_TITLE)


def texts_of(trial: Trial) -> tuple[str, ...]:
    """Return the texts of a trial besides its title, the most telling first."""
    rest = trial.change.strip().removeprefix(title_of(trial))
    return trial.why, rest, trial.signs


def outcome_line(t: Translator, trial: Trial) -> str:
    """Return where a trial stands, or what it taught once it is over."""
    match trial.stage:
        case Stage.PROPOSED | Stage.OBJECTED:
            return t("Proposed, not begun yet.")
        case Stage.RUNNING:
            return t("Under way until {day}.", day=t.day(trial.ends_on))
        case Stage.CONCLUDED if trial.lesson:
            taught = kit.escape_within(" ".join(trial.lesson.split()), LONGEST_LESSON)
            return _taught(t, trial.conclusion, taught)
        case _:
            return t("It is over, and nobody has said yet what it taught.")


def _taught(t: Translator, conclusion: Conclusion | None, taught: str) -> str:
    match conclusion:
        case Conclusion.KEPT:
            return t("Kept: it is a practice now. {taught}", taught=taught)
        case Conclusion.ADAPTED:
            return t("Adapted: another trial takes it further. {taught}", taught=taught)
        case _:
            return t("Stopped. What it taught us: {taught}", taught=taught)


def origin_line(t: Translator, origin: Origin) -> str:
    """Return what a trial came from, with the way to it where there is one."""
    title = kit.escape_within(" ".join(origin.title.split()), LONGEST_TITLE)
    if origin.link:
        named = title or t("See where it was said")
        title = f"<{origin.link}|{named}>"
    match origin.kind:
        case OriginKind.PRACTICE:
            return t("From a practice: {title}", title=title)
        case OriginKind.TRIAL:
            return t("From another trial: {title}", title=title)
        case OriginKind.CHECKIN if origin.link:
            return t("From an answer to an open question: {title}", title=title)
        case OriginKind.CHECKIN:
            return t("From an answer to an open question")


def together_button(t: Translator, practice_id: str) -> kit.Element:
    """Return the button that proposes to try a practice together."""
    return kit.button(t("Try it with the team"), ids.TRIAL_OF_PRACTICE, practice_id)


def again_button(t: Translator, trial: Trial) -> kit.Element:
    """Return the button that proposes to try again, differently, what was tried before."""
    return kit.button(t("Try it differently"), ids.TRIAL_AGAIN, trial.trial_id)
