"""What a person does with modals, Home and the elements of messages."""

from dataclasses import dataclass, field
from typing import Any

from sandbox import choices, forms, submissions
from sandbox.errors import NothingThere
from sandbox.forms import Place
from sandbox.nouns import Json, View
from sandbox.presence import Present, Where
from sandbox.submissions import Submission


@dataclass(eq=False)
class Using(Present):
    """Use what the app shows, as one person does."""

    offered: dict[tuple[str, str], list[Json]] = field(default_factory=dict, repr=False)
    """The options last found in each external select, by block_id and action_id."""

    # Modals

    def fill(self, values: dict[str, Any]) -> None:
        """Enter values in the modal in front, without submitting it.

        Each is named by its block_id, its action_id or its label.
        """
        view = self._front()
        for name, value in values.items():
            self._enter(view, forms.find(view.blocks, name), value)

    async def submit(self, values: dict[str, Any] | None = None) -> Submission:
        """Fill the modal in front and submit it, unless Slack's client refuses."""
        view = self._front()
        self.fill(values or {})
        forms.check(view)
        payload = self.backend.interactions.submission(self, view)
        body = await self.interact(payload, view.callback_id)
        return submissions.take(self.backend, self, view, body)

    async def close_modal(self, whole_stack: bool = False) -> None:
        """Close the modal in front, or the whole stack, without submitting."""
        whole = whole_stack or bool(self._front().body.get("clear_on_close"))
        closed = list(reversed(self.modals)) if whole else [self._front()]
        told = [v for v in closed if v.body.get("notify_on_close")]
        payloads = [self.backend.interactions.closing(self, v, whole) for v in told]
        self.backend.workspace.set_modals(self, [] if whole else self.modals[:-1])
        for payload in payloads:
            await self.backend.courier.ask("interactive", payload)

    def _front(self) -> View:
        if self.modal is None:
            raise NothingThere(f"no modal is open before {self.name}")
        return self.modal

    def _enter(self, view: View, place: Place, value: Any) -> None:
        state = forms.entered(self._with_offers(place).element, value)
        choices.check(self, place.element, state)
        view.values[place.block_id][place.action_id] = state

    # Elements

    async def click(self, where: Where | None, name: str, value: Any = None) -> None:
        """Use an element of a message, a modal or Home; `value` is what is chosen or typed.

        It is named by its action_id or by the words on it; `None` is the modal in front. For a
        button that stands several times, `value` is the value of the one that is meant; an
        option of an overflow menu can be named directly.
        """
        place, chosen = forms.aim(self._on_screen(where).blocks, name, value)
        await self.use(where, place, chosen)

    async def use(self, where: Where | None, place: Place, value: Any = None) -> None:
        """Use one element: enter the value, and tell the app if the element dispatches."""
        shown = self._on_screen(where)
        element = self._with_offers(place).element
        action = submissions.action_value(element, value)
        choices.check(self, element, action)
        if isinstance(shown, View) and element["type"] in forms.FIELDS:
            shown.values[place.block_id][place.action_id] = forms.entered(element, value)
        if place.block["type"] == "input" and not place.block.get("dispatch_action"):
            return
        if isinstance(shown, View):
            payload = self.backend.interactions.view_action(self, shown, place, action)
        else:
            payload = self.backend.interactions.message_action(self, shown, place, action)
        await self.interact(payload, place.action_id)

    def _on_screen(self, where: Where | None) -> Where:
        """Return what is used, once it is sure that this person has it before them."""
        if where is None:
            return self._front()
        if isinstance(where, View):
            if where not in (self.modal, self.home):
                raise NothingThere(f"{self.name} does not have this view in front")
            return where
        self.check_sees(where)
        return where

    async def suggestions(self, where: Where | None, name: str, typed: str) -> list[Json]:
        """Type in an external select; return the options, those of groups one after another."""
        shown = self._on_screen(where)
        place = forms.find(shown.blocks, name)
        if len(typed) < place.element.get("min_query_length", 3):
            return []
        payload = self.backend.interactions.suggestion(self, shown, place, typed)
        found = submissions.suggested(await self.interact(payload, name))
        self.offered[place.block_id, place.action_id] = found
        return found

    async def pick(self, name: str, *typed: str) -> None:
        """Type each of these in an external select of the modal in front, and take what it offers.

        That is what is called so, else the first choice.
        """
        place = forms.find(self._front().blocks, name)
        chosen = [await self._offered(place, one) for one in typed]
        is_multi = place.element["type"].startswith("multi_")
        self.fill({place.action_id: chosen if is_multi else chosen[0]})

    async def _offered(self, place: Place, typed: str) -> Json:
        found = await self.suggestions(None, place.action_id, typed)
        if not found:
            raise NothingThere(f"{place.action_id} offers nothing for {typed!r}")
        return next(
            (one for one in found if typed in (one["value"], one["text"]["text"])), found[0]
        )

    def _with_offers(self, place: Place) -> Place:
        """Let what a search has offered be chosen in an external select."""
        offers = self.offered.get((place.block_id, place.action_id))
        if offers is None or not place.element["type"].endswith("external_select"):
            return place
        return Place(place.block, place.element | {"options": offers})

    # Home

    async def open_home(self) -> View | None:
        """Open the app's Home tab; return what is there once the app was told."""
        await self._open_tab("home")
        return self.home

    async def open_messages_tab(self) -> None:
        """Open the app's Messages tab."""
        await self._open_tab("messages")

    async def _open_tab(self, tab: str) -> None:
        deliveries = self.backend.courier.deliveries
        before, channel = len(deliveries), self.direct()
        detail = {"tab": tab}
        self.backend.workspace.tell("home_opened", channel=channel, person=self, detail=detail)
        for delivery in deliveries[before:]:
            await delivery.tried.wait()
