"""The scenes about open questions: one of the team's own, who reads an answer, what comes of it."""

from collections.abc import Callable

from bot.views import ids
from sandbox.demo.answers import FOR_MY_COACH, OUR_OWN, WITHOUT_A_NAME, answers_to
from sandbox.demo.company import (
    FRIDAY,
    MONDAY,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    answer,
    follow_up,
    say_what_came,
    submit,
)
from sandbox.gestures import Acting
from sandbox.nouns import Channel, Message
from sandbox.story.stage import Stage

SCALE = "De 1 à 10, quelle est ta motivation ?"
OPENED = "Qu’est-ce qui te motive en ce moment"
OUTCOME = "Deux démos courtes, dès lundi : Karim montre au gérant, Inès à l’accueil."


class Questions:
    """Plays them; `go_to` lets time pass to a wall time of the week."""

    def __init__(self, stage: Stage, go_to: Callable[[int, str], None]) -> None:
        self._stage = stage
        self._on = stage.company
        self._go_to = go_to

    async def karim_adds_one(self) -> None:
        """Let somebody try a scale, then write an open question."""
        stage, on = self._stage, self._on
        self._go_to(MONDAY, "17:40")
        stage.scene("A question of the team's own")
        stage.does("Karim types /cordee point in #ventes, opens the questions, and adds one:")
        stage.does(SCALE)
        standing = await on.karim.command("/cordee point", on.ventes)
        await on.karim.click(standing.message, ids.QUESTIONS_OPEN)
        await on.karim.click(None, ids.QUESTION_NEW)
        await submit(on.karim, ids.QUESTIONS_WRITE, {"words": SCALE})
        offered = stage.in_front(on.karim, SCALE, OPENED)
        await stage.sees("Karim is offered an open one in its place.", offered)
        stage.does(f"He would rather ask: {OUR_OWN}")
        await submit(on.karim, ids.QUESTIONS_WRITE, {"words1": OUR_OWN})
        await stage.sees("Karim sees that it comes next.", stage.in_front(on.karim, OUR_OWN))
        await on.karim.close_modal()

    async def asked_in_ventes(self) -> Message:
        """Let the team's own question come, and five people answer without their name."""
        stage, on = self._stage, self._on
        self._go_to(TUESDAY, "10:00")
        stage.scene("The scheduler asks #ventes an open question")
        question = await self._asked(on.karim, on.ventes, "Karim is asked, in French.", OUR_OWN)
        by_form, in_thread = answers_to(question, "fr")
        stage.does(f"Inès answers by the form: {by_form}")
        await on.ines.click(question, ids.CHECKIN_ANSWER)
        await stage.sees("Inès sees the form, in French.", stage.in_front(on.ines, OUR_OWN))
        await submit(on.ines, ids.CHECKINS_ANSWER, {"text": by_form})
        stage.does(f"Karim answers in the thread: {in_thread}")
        await on.karim.say(on.ventes, in_thread, thread=question)
        stage.does("Five people write something else, without their name.")
        five = (on.camille, on.karim, on.tom, on.priya, on.sam)
        for who, words in zip(five, WITHOUT_A_NAME, strict=True):
            await answer(who, question, words, "unnamed")
        return question

    async def asked_in_marketing(self) -> Message:
        """Let a question of the bank come; one answer is for a coach only."""
        stage, on = self._stage, self._on
        self._go_to(WEDNESDAY, "11:00")
        stage.scene("Ten in London: the scheduler asks #marketing")
        question = await self._asked(on.priya, on.marketing, "Priya is asked, in English.")
        stage.question_in("en", question)
        by_form, in_thread = answers_to(question, "en")
        stage.does(f"Sam answers by the form: {by_form}")
        await answer(on.sam, question, by_form)
        stage.does(f"Priya answers in the thread: {in_thread}")
        await on.priya.say(on.marketing, in_thread, thread=question)
        stage.does(f"Tom writes to his coach only: {FOR_MY_COACH}")
        await answer(on.tom, question, FOR_MY_COACH, "coach")
        stage.does("Camille passes this time.")
        await on.camille.click(question, ids.CHECKIN_PASS)
        await stage.sees("Camille is at ease.", stage.for_their_eyes(on.camille, on.marketing))
        return question

    async def gathered(self, in_french: Message, in_english: Message) -> None:
        """Let the answers be read by those they are for."""
        stage, on = self._stage, self._on
        await on.slack.quiet()
        self._go_to(THURSDAY, "10:00")
        stage.scene("The answers are gathered in #ventes")
        said = stage.in_channel(on.tom, on.ventes, *answers_to(in_french, "fr"), *WITHOUT_A_NAME)
        gathering = await stage.sees("Tom reads what everybody answered.", said)
        await self._taken_up(gathering, answers_to(in_french, "fr")[1])
        self._go_to(FRIDAY, "11:00")
        stage.scene("The answers are gathered in #marketing")
        said = stage.in_channel(on.ines, on.marketing, *answers_to(in_english, "en"))
        await stage.sees("Inès reads what everybody answered.", said)
        to_coach = stage.in_private(on.camille, FOR_MY_COACH, on.tom.name)
        await stage.sees("Camille alone reads what Tom wrote to his coach.", to_coach)
        await stage.does_not_see(
            "Nobody else does.", stage.in_channel(on.priya, on.marketing, FOR_MY_COACH)
        )

    async def _taken_up(self, gathering: Message, words: str) -> None:
        stage, on = self._stage, self._on
        stage.does("Camille takes up what Karim said.")
        await follow_up(on.camille, gathering, words)
        look = stage.in_thread(on.karim, gathering, words, offers=ids.FOLLOW_UP_SAY)
        card = await stage.sees("Karim sees that it is followed up.", look)
        stage.does(f"Before lunch she writes what came of it: {OUTCOME}")
        self._go_to(THURSDAY, "11:50")
        await say_what_came(on.camille, card, OUTCOME)
        told = stage.in_private(on.karim, OUTCOME)
        await stage.sees("Karim is told, once.", told)

    async def _asked(self, who: Acting, channel: Channel, what: str, words: str = "") -> Message:
        look = self._stage.in_channel(who, channel, words, offers=ids.CHECKIN_ANSWER)
        return await self._stage.sees(what, look)
