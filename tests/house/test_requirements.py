"""Everything that is installed is pinned, with hashes, and from nowhere in particular."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.house.tree import ROOT, text

PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==(\S+)", re.MULTILINE)
LOCKED = [Path("requirements/run.txt"), Path("requirements/dev.txt")]


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(path: Path) -> dict[str, str]:
    return {plain(name): version for name, version in PINNED.findall(text(path))}


def named(requirements: list[str]) -> set[str]:
    return {plain(re.split(r"[^A-Za-z0-9._-]", line, maxsplit=1)[0]) for line in requirements}


@pytest.mark.parametrize("path", LOCKED, ids=str)
def test_every_requirement_is_pinned_with_hashes(path: Path) -> None:
    for requirement in re.split(r"\n(?=\S)", text(path).strip()):
        first = requirement.split("\n")[0]
        assert PINNED.match(first), first
        assert "--hash=sha256:" in requirement, first


@pytest.mark.parametrize("path", LOCKED, ids=str)
def test_no_requirement_says_where_it_comes_from(path: Path) -> None:
    assert not re.findall(r"https?://|file:|^-|^\s+--(?!hash)", text(path), re.MULTILINE)


def test_what_the_project_declares_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert named(project["dependencies"]) <= pins(LOCKED[0]).keys()


def test_what_the_tests_need_is_pinned() -> None:
    lines = text(Path("requirements/dev.in")).split("\n")
    declared = [line for line in lines if line and line[0] not in "#-"]
    assert named(declared) <= pins(LOCKED[1]).keys()


def test_both_lists_agree() -> None:
    run, dev = map(pins, LOCKED)
    both = run.keys() & dev.keys()
    assert {name: run[name] for name in both} == {name: dev[name] for name in both}
