"""What comes back from a form, read by the names of its fields."""

import json
from typing import Any


class Submission:
    """What came back from a form: its fields by name, and what it carried."""

    def __init__(self, view: dict[str, Any]) -> None:
        self._form = view["callback_id"]
        self._values = view["state"]["values"]
        self.carried: dict[str, Any] = json.loads(view.get("private_metadata") or "{}")

    def words(self, name: str) -> str:
        """Return what was typed in a field; empty when nothing was."""
        return str(self._element(name).get("value") or "")

    def people(self, name: str) -> tuple[str, ...]:
        """Return the people chosen in a field."""
        return tuple(self._element(name).get("selected_users") or ())

    def channel(self, name: str) -> str:
        """Return the channel chosen in a field; empty when none was."""
        return str(self._element(name).get("selected_conversation") or "")

    def choice(self, name: str) -> str:
        """Return the value chosen in a field; empty when none was."""
        return str((self._element(name).get("selected_option") or {}).get("value") or "")

    def choices(self, name: str) -> tuple[str, ...]:
        """Return the values chosen in a field of several."""
        options = self._element(name).get("selected_options") or ()
        return tuple(str(option["value"]) for option in options)

    def hour(self, name: str) -> str:
        """Return the hour chosen in a field, `HH:MM`; empty when none was."""
        return str(self._element(name).get("selected_time") or "")

    def day(self, name: str) -> str:
        """Return the day chosen in a field, as ISO 8601 writes it; empty when none was."""
        return str(self._element(name).get("selected_date") or "")

    def _element(self, name: str) -> dict[str, Any]:
        address = f"{self._form}.{name}"
        found: dict[str, Any] = self._values.get(address, {}).get(address, {})
        return found
