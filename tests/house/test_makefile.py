"""`make` alone says everything that it can do."""

import re
import subprocess
from pathlib import Path

from tests.house.tree import ROOT, text

PROMISED = {"init", "demo", "test", "check", "bench", "golden", "catalogs"} | {
    "migration",
    "requirements",
}


def test_bare_make_names_every_target() -> None:
    shown = subprocess.run(["make"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    declared = re.findall(r"^\.PHONY: (.+)$", text(Path("Makefile")), re.MULTILINE)
    assert set(declared) > PROMISED
    for target in declared:
        assert re.search(rf"^  {target} +\S", shown, re.MULTILINE), target


def test_the_processes_are_commands_of_ours() -> None:
    commands = re.findall(r"^\w+: (\S+)", text(Path("Procfile")), re.MULTILINE)
    assert commands
    assert set(commands) == {"cordee"}
