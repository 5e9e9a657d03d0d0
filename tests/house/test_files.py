"""What every file of the project keeps to."""

import ast
import re
from itertools import pairwise
from pathlib import Path

from tests.house.tree import ROOT, files, imported, parsed, python_files, text

LONGEST = 600
"""Lines of a module: 300 is the aim, and past this it holds two ideas."""

SAY_NOTHING = {"util", "utils", "helper", "helpers", "common", "core", "manager", "misc"}

# Spelt in two halves, or this file would name them too.
INDEX_WORDS = (
    "pypi" + ".org",
    "python" + "hosted",
    "index" + "-url",
    "find" + "-links",
    "trusted" + "-host",
    "artifact" + "ory",
)
LEFT_OPEN = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|X" + r"XX)\b")
# A call into a library without types says its reason by its name.
BARE_EXCEPTION = re.compile(
    r"# (noqa|type: ignore(?!\[no-untyped-call\])|pragma: no cover)\b[^#\n]*"
)
BINARY = {".png", ".ico", ".woff2"}


def written() -> list[Path]:
    return [path for path in files() if path.suffix not in BINARY]


def test_every_module_opens_with_what_it_is_for() -> None:
    silent = [path for path in python_files() if not ast.get_docstring(parsed(path))]
    assert not silent


def test_no_module_is_too_long() -> None:
    long = {path: lines for path in python_files() if (lines := text(path).count("\n")) > LONGEST}
    assert not long


def test_no_name_says_nothing() -> None:
    vague = [path for path in files() if SAY_NOTHING & set(re.split(r"\W|_", str(path).lower()))]
    assert not vague


def test_nothing_is_mocked_or_patched() -> None:
    faked = {
        f"{path} imports {name}"
        for path in python_files()
        for name in imported(path)
        if name.split(".")[0] in {"mock", "pytest_mock"} or name.startswith("unittest.mock")
    }
    patched = {
        f"{path} patches"
        for path in python_files()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and (node.value.id, node.attr) == ("monkeypatch", "setattr")
    }
    assert not faked | patched


def test_text_is_clean() -> None:
    unclean = [
        f"{path}:{number}"
        for path in written()
        for number, line in enumerate(text(path).split("\n"), start=1)
        if line != line.rstrip() or ("\t" in line and path.name != "Makefile")
    ]
    assert not unclean


def test_every_file_ends_with_one_newline() -> None:
    # Babel ends a catalogue with an empty line.
    texts = [path for path in written() if path.suffix != ".po"]
    unended = [path for path in texts if text(path) and not re.search(r"[^\n]\n\Z", text(path))]
    assert not unended


def test_no_package_index_is_named() -> None:
    named = [path for path in written() for word in INDEX_WORDS if word in text(path).lower()]
    assert not named


def test_nothing_is_left_open() -> None:
    assert not [path for path in written() if LEFT_OPEN.search(text(path))]


def test_every_exception_to_a_rule_says_why() -> None:
    """After it on its line, or in a comment just above."""
    unexplained = [
        f"{path}:{number}"
        for path in python_files()
        for number, (above, line) in enumerate(pairwise(["", *text(path).split("\n")]), start=1)
        for found in BARE_EXCEPTION.finditer(line)
        if not re.search(r" - \S", found[0])
        and "# " not in line[found.end() :]
        and not above.lstrip().startswith("#")
    ]
    assert not unexplained


def test_commands_have_their_run_bit() -> None:
    scripts = [path for path in written() if text(path).startswith("#!")]
    assert Path(".ci/run") in scripts
    assert not [path for path in scripts if not (ROOT / path).stat().st_mode & 0o100]
