"""Who may import whom."""

import ast
import os
import sys
import tomllib
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

from tests.house.tree import ROOT, imported, parsed, python_files, text

OURS = ("bot.domain", "bot.errors")


def test_every_import_contract_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    before = list(sys.path)
    try:
        status = lint_imports(str(ROOT / "pyproject.toml"), no_cache=True, no_logo=True)
    finally:
        # It adds the working folder to the path, and leaves it there.
        sys.path[:] = before
    assert status == os.EX_OK, capsys.readouterr().out


def test_every_part_of_the_bot_has_its_rung() -> None:
    contracts = tomllib.loads(text(Path("pyproject.toml")))["tool"]["importlinter"]["contracts"]
    rungs = " ".join(contracts[0]["layers"]).replace("|", " ").split()
    parts = {f"bot.{Path(path.parts[1]).stem}" for path in python_files("bot")}
    assert parts - {"bot.__init__"} == {rung for rung in rungs if rung.startswith("bot.")}


def test_the_domain_needs_only_the_standard_library() -> None:
    foreign = {
        f"{path} imports {name}"
        for path in python_files("bot/domain")
        for name in imported(path)
        if not name.startswith(OURS) and name.split(".")[0] not in sys.stdlib_module_names
    }
    assert not foreign


def test_the_domain_never_waits() -> None:
    waits = (ast.Await, ast.AsyncFunctionDef, ast.AsyncFor, ast.AsyncWith)
    waiting = {
        str(path)
        for path in python_files("bot/domain")
        if any(isinstance(node, waits) for node in ast.walk(parsed(path)))
    }
    assert not waiting
