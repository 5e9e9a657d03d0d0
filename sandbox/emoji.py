"""The emoji that every workspace has: Slack's short names, and what each looks like."""

import json
from pathlib import Path

_FILE = Path(__file__).parent / "page" / "static" / "emoji.json"

STANDARD: dict[str, str] = json.loads(_FILE.read_text(encoding="utf-8"))["emoji"]
"""Short name, then the character; a skin tone is a `::skin-tone-2` … `-6` after the name."""
