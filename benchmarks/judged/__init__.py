"""The judged set: texts as two teams would write them, and what each search should bring back."""

import json
from functools import cache
from pathlib import Path
from typing import Any

LIBRARY = Path(__file__).with_name("library.jsonl")
"""In the format that `cordee import library` reads."""
_QUERIES = Path(__file__).with_name("queries.jsonl")


@cache
def judged_texts() -> list[dict[str, Any]]:
    """Return the texts, as they stand in the file."""
    return _lines(LIBRARY)


@cache
def judged_queries() -> list[dict[str, Any]]:
    """Return the queries, each with the ids of what a colleague would be glad to get."""
    return _lines(_QUERIES)


def _lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
