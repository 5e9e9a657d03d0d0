"""Expected views, as JSON that can be pasted into Slack's Block Kit Builder."""

import json
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "golden"


class Golden:
    """Compares what a view returned with its file, or rewrites the file."""

    def __init__(self, *, rewrites: bool) -> None:
        self._rewrites = rewrites

    def __call__(self, name: str, seen: object) -> None:
        """Fail unless `tests/golden/NAME.json` says the same."""
        path = FOLDER / f"{name}.json"
        written = json.dumps(seen, ensure_ascii=False, indent=2) + "\n"
        if self._rewrites:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(written, encoding="utf-8")
        assert path.exists(), f"{path} is not there: `make golden` writes it"
        assert json.loads(written) == json.loads(path.read_text(encoding="utf-8"))
