"""The two weeks before the demonstration begins, lived through gesture by gesture.

The clock starts on the Monday of the week before and ends on a Thursday afternoon, when people on
both sides of the Atlantic are at work. Digests and questions on the way are the scheduler's own.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.calendars import is_holiday
from bot.views import ids
from sandbox.demo.answers import FOR_MY_COACH, OUR_OWN, WITHOUT_A_NAME, answers_to
from sandbox.demo.company import (
    FRIDAY,
    MONDAY,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    Company,
    add_question,
    agree_on_rhythms,
    answer,
    follow_up,
    name_teams,
    pass_on,
    say_what_came,
    tell_win,
)
from sandbox.demo.passing import Passing
from sandbox.demo.running import MovableClock
from sandbox.demo.trying import (
    answer_need,
    give_direction,
    join,
    name_leader,
    propose_objective,
    propose_trial,
)
from sandbox.gestures import Acting
from sandbox.nouns import Channel, Message

PARIS = ZoneInfo("Europe/Paris")
DAYS_TO_WORK = {"FR": range(14), "GB": range(14), "CA": (3,), "US": (10, 11)}
"""Days from the first Monday on which something is asked or told where it is not a holiday."""


class Past:
    """Lives through the two weeks that end on a Thursday: of this week, where nobody is off."""

    def __init__(self, company: Company, passing: Passing, clock: MovableClock) -> None:
        self._company = company
        self._passing = passing
        self._clock = clock
        self._monday = begins_on(clock.now().astimezone(PARIS).date())

    async def live(self) -> None:
        """Live through it all."""
        self._clock.move_to(self._moment(0, MONDAY, "08:50"))
        await agree_on_rhythms(self._company)
        await name_teams(self._company)
        await self._a_monday_of_plans()
        await self._a_direction_is_given()
        await self._a_tip_before_nine()
        await self._an_objective_under_it()
        await self._an_open_question()
        await self._glen_affric_opens()
        await self._one_question_at_a_time()
        await self._a_trial_is_proposed()
        await self._an_answer_is_followed_up()
        await self._photos_that_customers_took()
        await self._between_ourselves()
        await self._what_came_of_it()
        await self._a_question_of_their_own()
        await self._les_pins_sign()
        await self._more_open_questions()
        await self._what_five_would_rather_not_sign()
        await self._texts_that_are_answered()

    async def _at(self, week: int, weekday: int, hour: str) -> None:
        await self._passing.settle()
        await self._passing.until(self._moment(week, weekday, hour))

    def _moment(self, week: int, weekday: int, hour: str) -> datetime:
        day = self._monday + timedelta(days=weekday, weeks=week)
        return datetime.combine(day, time.fromisoformat(hour), tzinfo=PARIS)

    async def _a_monday_of_plans(self) -> None:
        c = self._company
        await self._at(0, MONDAY, "09:10")
        await c.camille.say(
            c.ventes,
            "Bonne semaine à tous ! On ouvre la saison : cap sur les petits campings, "
            "et chacun essaie ce qui lui paraît juste. On se raconte ce que ça donne ici.",
        )
        await self._at(0, MONDAY, "10:40")
        spring = await c.priya.say(
            c.marketing, "Morning! The spring page is half written. Who wants to tear it apart?"
        )
        await c.tom.say(c.marketing, "Me, after lunch. I promise to be kind.", thread=spring)

    async def _a_direction_is_given(self) -> None:
        c = self._company
        await self._at(0, MONDAY, "11:15")
        await name_leader(c.camille, c.camille, c.ventes)
        await give_direction(c.camille, c.ventes)

    async def _an_objective_under_it(self) -> None:
        c = self._company
        await self._at(0, TUESDAY, "09:30")
        await propose_objective(c.karim, c.ventes, self._monday + timedelta(weeks=9))
        await self._passing.settle()
        await join(c.ines, self._card(c.ventes))

    async def _a_trial_is_proposed(self) -> None:
        c = self._company
        await self._at(0, WEDNESDAY, "15:10")
        await propose_trial(c.karim, c.ventes, self._monday + timedelta(weeks=3))
        await self._passing.settle()
        for who in (c.camille, c.sam):
            await join(who, self._card(c.ventes))
        await self._at(0, WEDNESDAY, "15:40")
        await answer_need(c.camille, self._asked_of(c.camille))

    async def _a_tip_before_nine(self) -> None:
        c = self._company
        await self._at(0, MONDAY, "14:05")
        await pass_on(
            c.karim,
            "/astuce J’appelle avant neuf heures : l’accueil n’est pas encore ouvert, le gérant "
            "décroche lui-même et il a dix minutes devant lui.",
            c.ventes,
            title="Appeler avant l’ouverture de l’accueil",
            situation="Les petits campings, hors vacances scolaires.",
            tags=["téléphone", "camping"],
        )

    async def _an_open_question(self) -> None:
        c = self._company
        await self._at(0, TUESDAY, "10:25")
        question = self._question(c.ventes)
        await self._answered_in_french(question)
        await answer(c.sam, question, FOR_MY_COACH, "coach")

    async def _glen_affric_opens(self) -> None:
        c = self._company
        await self._at(0, TUESDAY, "17:10")
        await tell_win(
            c.tom,
            "/win Glen Affric Lodge takes its bookings with us from today! The owner was "
            "frightened of the move; we sat with her and did the first five together.",
            c.marketing,
            together=[c.priya],
            enablers="Priya’s one-page guide, with screenshots of her own rooms in it.",
            customer="She closed the paper diary and took Sunday off.",
        )

    async def _one_question_at_a_time(self) -> None:
        c = self._company
        await self._at(0, WEDNESDAY, "12:15")
        question = self._question(c.marketing)
        form, thread = answers_to(question, "en")
        await answer(c.sam, question, form)
        await c.priya.say(c.marketing, thread, thread=question)
        await pass_on(
            c.priya,
            "/tip I ask a single question, in the first line, and stop there. The brochure waits "
            "until they ask for it.",
            c.marketing,
            title="One e-mail, one question",
            situation="First contact with owners who are short of time.",
            tags=["e-mail", "first contact"],
        )

    async def _an_answer_is_followed_up(self) -> None:
        c = self._company
        await self._at(0, THURSDAY, "11:05")
        gathering = c.slack.messages(c.ventes)[-1]
        _, in_thread = answers_to(gathering, "fr")
        await follow_up(c.camille, gathering, in_thread)

    async def _what_came_of_it(self) -> None:
        c = self._company
        await self._at(0, FRIDAY, "14:20")
        [card, *_] = self._taken_up(c.ventes)
        await say_what_came(
            c.camille,
            card,
            "On garde le jeudi matin pour ça. Les deux premiers appels ont duré une demi-heure, "
            "et on en sait plus qu’après tout l’hiver.",
        )

    async def _a_question_of_their_own(self) -> None:
        await self._at(1, MONDAY, "09:40")
        await add_question(self._company.karim, self._company.ventes, OUR_OWN)

    async def _what_five_would_rather_not_sign(self) -> None:
        c = self._company
        await self._at(1, THURSDAY, "11:20")
        gathering = c.slack.messages(c.ventes)[-1]
        await follow_up(c.priya, gathering, WITHOUT_A_NAME[-1])

    async def _photos_that_customers_took(self) -> None:
        c = self._company
        await self._at(0, THURSDAY, "15:30")
        said = await c.ines.say(
            c.ventes,
            "Je mets dans la démo une photo prise par le client lui-même, pas les nôtres. "
            "Il se reconnaît, il sourit, et on parle de chez lui.",
        )
        await c.camille.react(said, "bulb")
        await c.tom.react(said, "bulb")
        await self._at(0, THURSDAY, "15:50")
        await c.ines.click(c.slack.dm(c.ines)[-1], ids.NOMINATION_PUBLISH)
        await self._passing.settle()
        await c.karim.say(c.ventes, "Je la prends pour Horizon, merci !", thread=said)

    async def _between_ourselves(self) -> None:
        c = self._company
        await self._at(0, FRIDAY, "11:20")
        await tell_win(
            c.karim,
            "/reussite Horizon Plein Air nous confie trois campings pour commencer. "
            "Ils voulaient un tarif, ils ont eu une visite.",
            c.grands_comptes,
            together=[c.camille],
            enablers="Camille m’a laissé mener le rendez-vous, et on en a reparlé dans la voiture.",
            customer="Un seul interlocuteur, qui connaît leurs équipes.",
        )

    async def _les_pins_sign(self) -> None:
        c = self._company
        await self._at(1, MONDAY, "11:30")
        await tell_win(
            c.camille,
            "/reussite Le camping des Pins a signé pour la saison ! Trois mois qu’on se tournait "
            "autour. Ils ont vu leur propre plage dans la démo et la discussion a changé.",
            c.ventes,
            together=[c.ines, c.karim],
            enablers="Les photos retrouvées par Inès, et la patience de Karim.",
            customer="Leurs habitués réservent le soir, sans attendre l’ouverture de l’accueil.",
        )
        await self._passing.settle()
        await c.tom.react(c.slack.messages(c.ventes)[-1], "tada")

    async def _more_open_questions(self) -> None:
        c = self._company
        await self._at(1, TUESDAY, "10:40")
        question = self._question(c.ventes)
        await self._answered_in_french(question)
        five = (c.camille, c.karim, c.tom, c.priya, c.sam)
        for who, words in zip(five, WITHOUT_A_NAME, strict=True):
            await answer(who, question, words, "unnamed")
        await self._at(1, WEDNESDAY, "15:00")
        question = self._question(c.marketing)
        await c.priya.say(c.marketing, answers_to(question, "en")[1], thread=question)

    async def _texts_that_are_answered(self) -> None:
        c = self._company
        await self._at(1, THURSDAY, "14:50")
        said = await c.sam.say(
            c.marketing,
            "Funny: the owners who never open my e-mails answer a text message (SMS) before I have "
            "put the phone down. Two lines, my first name, early in the afternoon.",
        )
        await c.tom.react(said, "bulb")
        await self._at(1, THURSDAY, "15:15")
        await self._passing.settle()

    async def _answered_in_french(self, question: Message) -> None:
        form, thread = answers_to(question, "fr")
        await answer(self._company.ines, question, form)
        await self._company.karim.say(self._company.ventes, thread, thread=question)

    def _question(self, channel: Channel) -> Message:
        """Return the latest open question of a channel."""
        said = reversed(self._company.slack.messages(channel))
        asked = (m for m in said if any(ids.CHECKIN_PASS in _actions(b) for b in m.blocks))
        return next(asked)

    def _card(self, channel: Channel) -> Message:
        """Return the latest card of a channel that asks for consent."""
        said = reversed(self._company.slack.messages(channel))
        return next(m for m in said if any(ids.AGREEMENT_JOIN in _actions(b) for b in m.blocks))

    def _asked_of(self, coach: Acting) -> Message:
        """Return the latest word to a coach about what a trial needs."""
        said = reversed(self._company.slack.dm(coach))
        return next(m for m in said if any(ids.NEED_ANSWER in _actions(b) for b in m.blocks))

    def _taken_up(self, channel: Channel) -> list[Message]:
        """Return the cards of what is followed up in a channel, each in a thread."""
        slack = self._company.slack
        replies = [m for root in slack.messages(channel) for m in slack.messages(channel, root)]
        return [m for m in replies if any(ids.FOLLOW_UP_SAY in _actions(b) for b in m.blocks)]


def begins_on(today: date) -> date:
    """Return the latest Monday, of last week or before, from which on nobody has a day off.

    On a public holiday Cordée is silent: a newcomer would wait for words that come the day after.
    """
    monday = today - timedelta(days=today.weekday(), weeks=1)
    while any(
        is_holiday(country, monday + timedelta(days=day))
        for country, days in DAYS_TO_WORK.items()
        for day in days
    ):
        monday -= timedelta(weeks=1)
    return monday


def _actions(block: dict[str, object]) -> list[str]:
    elements = block.get("elements")
    return [str(e.get("action_id")) for e in elements] if isinstance(elements, list) else []
