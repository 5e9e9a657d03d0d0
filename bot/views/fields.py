"""Fields of forms for days, and for choices of which several hold or that come in groups."""

from collections.abc import Collection, Mapping, Sequence

from bot.views import kit

Choices = Sequence[tuple[str, str]]
"""Values with their labels."""


def choices_input(
    form: str,
    name: str,
    label: str,
    options: Choices,
    *,
    initial: Collection[str] = (),
    hint: str = "",
) -> kit.Block:
    """Return a field of up to ten boxes, of which one at least is ticked."""
    element: kit.Element = {
        "type": "checkboxes",
        "action_id": f"{form}.{name}",
        "options": [kit.option(text, value) for value, text in options],
    }
    if ticked := [kit.option(text, value) for value, text in options if value in initial]:
        element["initial_options"] = ticked
    return kit.field(form, name, label, element, hint=hint)


def day_input(form: str, name: str, label: str, *, initial: str = "", hint: str = "") -> kit.Block:
    """Return a field for a day, which may stay empty; `initial` is ISO 8601."""
    element: kit.Element = {"type": "datepicker", "action_id": f"{form}.{name}"}
    if initial:
        element["initial_date"] = initial
    return kit.field(form, name, label, element, hint=hint, required=False)


def grouped_input(
    form: str,
    name: str,
    label: str,
    groups: Mapping[str, Choices],
    *,
    initial: str = "",
    hint: str = "",
) -> kit.Block:
    """Return a field for one of many choices, under the titles of their groups."""
    element: kit.Element = {
        "type": "static_select",
        "action_id": f"{form}.{name}",
        "option_groups": [
            {
                "label": kit.plain_text(title[:75]),
                "options": [kit.option(text, value) for value, text in options],
            }
            for title, options in groups.items()
        ],
    }
    every = {value: text for options in groups.values() for value, text in options}
    if initial in every:
        element["initial_option"] = kit.option(every[initial], initial)
    return kit.field(form, name, label, element, hint=hint)


def heard(field: kit.Block) -> kit.Block:
    """Return a field that tells what is chosen in it at once, before the form is submitted."""
    return {**field, "dispatch_action": True}
