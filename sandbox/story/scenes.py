"""The story of one week: a win, what it taught, who found it again, and what the team answered."""

from datetime import datetime, time, timedelta

from bot.views import ids
from sandbox.demo.company import FRIDAY, MONDAY, agree_on_rhythms, name_teams, submit
from sandbox.demo.running import MovableClock
from sandbox.gestures import Acting
from sandbox.nouns import Message
from sandbox.story.questions import OUTCOME, Questions
from sandbox.story.stage import ZONE, Stage

NEXT_MONDAY = MONDAY + 7

WIN = (
    "Les Pins is open for bookings! Our e-mails had been lying there for weeks; one text message, "
    "and the owner rang back before lunch."
)
MADE_POSSIBLE = "Karim wrote the two lines in French, and we chose the hour together."
CUSTOMER = "She took her first booking the same evening."
DISCOVERY = (
    "What Les Pins taught us: some owners leave every e-mail unread and answer a text message "
    "(SMS) within minutes. Two lines, a first name, early in the afternoon when they sit down."
)
LEARNT = "What Les Pins taught us"


class Scenes:
    """Plays the scenes in order; each takes the stage as the one before left it."""

    def __init__(self, stage: Stage, clock: MovableClock) -> None:
        self._stage = stage
        self._on = stage.company
        self._clock = clock

    async def play(self) -> None:
        """Play everything."""
        await self._camille_sets_the_rhythm()
        await self._three_people_tell_a_win()
        discovery = await self._two_people_nominate_a_message()
        await self._its_author_agrees(discovery)
        await self._a_colleague_finds_it_in_french()
        questions = Questions(self._stage, self._go_to)
        await questions.karim_adds_one()
        in_french = await questions.asked_in_ventes()
        in_english = await questions.asked_in_marketing()
        await questions.gathered(in_french, in_english)
        await self._the_week_is_told_once()

    async def _camille_sets_the_rhythm(self) -> None:
        stage, on = self._stage, self._on
        stage.scene("Every channel has its rhythm")
        stage.does("Camille (leads sales, in Lyon) sets the language and the rhythm of channels.")
        await agree_on_rhythms(on)
        stage.does("She says who is of which team, and who coaches it.")
        await name_teams(on)
        stage.does("She types /cordee réglages in #ventes, to look again.")
        await on.camille.command("/cordee réglages", on.ventes)
        await stage.sees(
            "Camille reads, in French, what she chose.",
            stage.in_front(on.camille, "#ventes", "16:30", "Français"),
        )
        await on.camille.close_modal()

    async def _three_people_tell_a_win(self) -> None:
        stage, on = self._stage, self._on
        self._go_to(MONDAY, "15:40")
        stage.scene("Three people tell a win")
        stage.does(f"Tom (sales, London) types in #marketing: /win {WIN}")
        await on.tom.command(f"/win {WIN}", on.marketing)
        await stage.sees("Tom sees a form with his words in it.", stage.in_front(on.tom, WIN))
        stage.does("He names Priya (marketing, London) and Karim (sales, Marseille), and shares.")
        await submit(on.tom, ids.WINS_SHARE, {"people": [on.tom, on.priya, on.karim]})
        told = stage.in_channel(
            on.camille, on.marketing, WIN, on.tom.name, on.priya.name, on.karim.name
        )
        card = await stage.sees("Camille reads it in #marketing.", told)
        stage.does("Priya and Karim each add what they know, from the menu of the card.")
        await self._add(on.priya, card, {"enablers": MADE_POSSIBLE})
        await stage.sees(
            "Karim sees what Priya added.", stage.in_channel(on.karim, on.marketing, MADE_POSSIBLE)
        )
        await self._add(on.karim, card, {"customer": CUSTOMER})
        await stage.sees(
            "Sam (sales, New York) reads what all three told.",
            stage.in_channel(on.sam, on.marketing, WIN, MADE_POSSIBLE, CUSTOMER),
        )

    async def _add(self, who: Acting, card: Message, words: dict[str, object]) -> None:
        menu = (e for b in card.blocks if (e := b.get("accessory", {})).get("options"))
        add = next(menu)["options"][0]["value"]
        await who.click(card, ids.WIN_MENU, add)
        await submit(who, ids.WINS_REVISE, words)

    async def _two_people_nominate_a_message(self) -> Message:
        stage, on = self._stage, self._on
        self._go_to(MONDAY, "16:05")
        stage.scene("Two people point at what was learnt")
        stage.does(f"Priya writes in #marketing: {DISCOVERY}")
        said = await on.priya.say(on.marketing, DISCOVERY)
        stage.does("Karim adds 💡 to her message.")
        await on.karim.react(said, "bulb")
        await stage.does_not_see(
            "Priya is not asked yet: one person is not enough.", stage.in_private(on.priya)
        )
        stage.does("Tom adds 💡 too.")
        await on.tom.react(said, "bulb")
        return said

    async def _its_author_agrees(self, discovery: Message) -> None:
        stage, on = self._stage, self._on
        question = await stage.sees(
            "Priya is asked, in private and in English.",
            stage.in_private(on.priya, "#marketing", offers=ids.NOMINATION_PUBLISH),
        )
        await stage.does_not_see("Nobody else is asked.", stage.in_private(on.karim))
        stage.does("Priya says yes.")
        await on.priya.click(question, ids.NOMINATION_PUBLISH)
        await stage.sees(
            "Sam sees the practice under her message.",
            stage.in_thread(on.sam, discovery, LEARNT, on.priya.name),
        )
        await stage.sees(
            "Priya sees her yes in place of the question.", stage.in_private(on.priya, "Thank you")
        )

    async def _a_colleague_finds_it_in_french(self) -> None:
        stage, on = self._stage, self._on
        self._go_to(MONDAY, "17:20")
        stage.scene("A colleague finds it, in French")
        stage.does("Inès (marketing, Montréal) types in #ventes: /pratiques sms")
        await on.ines.command("/pratiques sms", on.ventes)
        results = await stage.sees(
            "Inès finds it, in French.",
            stage.for_their_eyes(on.ines, on.ventes, LEARNT, "Lire", offers=ids.PRACTICE_READ),
        )
        await stage.does_not_see(
            "Nobody else sees what she looked for.", stage.in_channel(on.karim, on.ventes, LEARNT)
        )
        stage.does("She opens it.")
        await on.ines.click(results, ids.PRACTICE_READ)
        await stage.sees("Inès reads it.", stage.in_front(on.ines, "(SMS) within minutes"))
        await on.ines.close_modal()
        stage.does("She shares it in #ventes.")
        await on.ines.click(results, ids.PRACTICE_SHARE_HERE)
        await stage.sees(
            "Camille reads it in #ventes.", stage.in_channel(on.camille, on.ventes, LEARNT)
        )

    async def _the_week_is_told_once(self) -> None:
        stage, on = self._stage, self._on
        self._go_to(FRIDAY, "16:30")
        stage.scene("The week is told in #ventes")
        in_french = stage.in_channel(on.karim, on.ventes, OUTCOME, WIN, LEARNT)
        digest = await stage.sees("Karim reads the digest, in French.", in_french)
        stage.question_in("fr", digest)
        self._go_to(FRIDAY, "17:30")
        stage.scene("The week is told in #marketing, at half past four in London")
        in_english = stage.in_channel(on.sam, on.marketing, WIN, LEARNT)
        digest = await stage.sees("Sam reads the digest, in English.", in_english)
        stage.question_in("en", digest)
        before = self._everything_said()
        self._go_to(NEXT_MONDAY, "09:00")
        stage.scene("A new week")
        await stage.does_not_see(
            "Nothing was said twice, and nothing on the way here.",
            lambda: next(iter(self._everything_said() - before), None),
        )

    def _everything_said(self) -> set[Message]:
        return {message for room in self._on.slack.channels for message in room.messages.values()}

    def _go_to(self, weekday: int, hour: str) -> None:
        """Let time pass to a wall time of this week, in Paris: the scheduler does the rest."""
        now = self._clock.now().astimezone(ZONE)
        day = now.date() + timedelta(days=weekday - now.weekday())
        self._clock.move_to(datetime.combine(day, time.fromisoformat(hour), tzinfo=ZONE))
