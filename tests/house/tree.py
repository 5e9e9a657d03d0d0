"""The project's own files, as git knows them, and what their Python says."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PRODUCT = ("bot", "handlers", "storage", "migrations")


@cache
def files() -> tuple[Path, ...]:
    """Return every file of the project, new ones too, relative to its root."""
    listed = subprocess.run(
        # A checkout may belong to another account than the one that tests it.
        ["git", "-c", "safe.directory=*", "ls-files", "-co", "--exclude-standard", "-z"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    names = (Path(name) for name in listed.split("\0") if name)
    return tuple(sorted(name for name in names if (ROOT / name).is_file()))


def python_files(*folders: str) -> list[Path]:
    """Return the Python files under some folders, or all."""
    python = [path for path in files() if path.suffix == ".py"]
    if not folders:
        return python
    found = [path for path in python if any(path.is_relative_to(folder) for folder in folders)]
    if not found:
        raise LookupError(f"there is no Python under {folders}")
    return found


@cache
def text(path: Path) -> str:
    """Return what a file says."""
    return (ROOT / path).read_text(encoding="utf-8")


@cache
def parsed(path: Path) -> ast.Module:
    """Return the syntax tree of a Python file."""
    return ast.parse(text(path), filename=str(path))


def imported(path: Path) -> set[str]:
    """Return the modules that a file imports, and the names that it takes from them."""
    found: set[str] = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found
