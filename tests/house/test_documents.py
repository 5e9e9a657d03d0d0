"""The documents say what is there, and point where something is."""

import re
from itertools import count
from pathlib import Path

import pytest

from bot.config import Config
from tests.house.tree import ROOT, files, text

DECISIONS = Path("docs/decisions")
DOCUMENTS = [path for path in files() if path.suffix == ".md"]
LINK = re.compile(r"\]\(([^)\s]+)\)")
PARTS = ("## Context", "## Decision", "## Consequences", "## How it is checked")


def settings() -> set[str]:
    return {name.upper() for name in Config.model_fields}


def decisions() -> list[Path]:
    return [path for path in files() if path.parent == DECISIONS and path.name != "README.md"]


@pytest.mark.parametrize("path", DOCUMENTS, ids=str)
def test_every_link_leads_somewhere(path: Path) -> None:
    outside = ("http://", "https://", "mailto:", "#")
    targets = [link.split("#")[0] for link in LINK.findall(text(path)) if link[0] != "#"]
    missing = [
        target
        for target in targets
        if not target.startswith(outside) and not (ROOT / path.parent / target).exists()
    ]
    assert not missing


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = [int(path.name[:4]) for path in decisions()]
    assert numbers == [number for number, _ in zip(count(1), numbers, strict=False)]


@pytest.mark.parametrize("path", decisions(), ids=str)
def test_a_decision_says_why_and_how_it_is_checked(path: Path) -> None:
    said = [line for line in text(path).split("\n") if line.startswith("## ")]
    assert tuple(said) == PARTS
    assert text(path).startswith(f"# {int(path.name[:4])}. ")


def test_the_list_of_decisions_links_each_of_them() -> None:
    listed = LINK.findall(text(DECISIONS / "README.md"))
    assert listed == [path.name for path in decisions()]


def test_the_example_environment_has_every_setting() -> None:
    given = re.findall(r"^#? ?([A-Z][A-Z_]+)=", text(Path(".env.example")), re.MULTILINE)
    assert sorted(given) == sorted(settings())


def test_the_operating_manual_explains_every_setting() -> None:
    table = re.findall(r"^\| `([A-Z][A-Z_]+)`", text(Path("docs/operating.md")), re.MULTILINE)
    assert sorted(table) == sorted(settings())


def test_the_change_log_has_a_place_for_what_comes() -> None:
    headings = re.findall(r"^## (.+)$", text(Path("CHANGELOG.md")), re.MULTILINE)
    assert headings[0] == "[Unreleased]"


def test_the_map_shows_every_folder_of_code() -> None:
    tops = {path.parts[0] for path in files() if path.suffix == ".py" and len(path.parts) > 1}
    inside = {f"{path.parts[1]}/" for path in files() if path.parts[0] == "bot" and path.parts[2:]}
    shown = text(Path("docs/map.md"))
    assert not [folder for folder in {f"{top}/" for top in tops} | inside if folder not in shown]
