"""A command `cordee` forked from a process that has imported everything: only that is spared."""

import multiprocessing
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

_PRELOADED = [
    "bot.app",
    "bot.cli",
    "bot.doctor",
    "bot.transfers.library_in",
    "bot.transfers.library_out",
    "bot.transfers.searching",
    "bot.transfers.slack_export",
]
_FORKING = multiprocessing.get_context("forkserver")
_FORKING.set_forkserver_preload(_PRELOADED)


def run(
    folder: Path, settings: Mapping[str, str], words: tuple[str, ...], seconds: float
) -> tuple[int, str, str]:
    """Run `cordee WORDS` to its end; return its exit code and what it wrote."""
    with TemporaryDirectory() as said:
        out, err = Path(said, "out"), Path(said, "err")
        process = _FORKING.Process(target=_be_cordee, args=(folder, settings, words, out, err))
        process.start()
        process.join(seconds)
        code = process.exitcode
        process.kill()
        assert code is not None, f"cordee {words} did not end"
        return code, out.read_text("utf-8"), err.read_text("utf-8")


def _be_cordee(
    folder: Path, settings: Mapping[str, str], words: tuple[str, ...], out: Path, err: Path
) -> None:
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(settings)
    sys.argv = ["cordee", *words]
    for number, path in ((1, out), (2, err)):
        with path.open("wb") as file:
            os.dup2(file.fileno(), number)
    from bot.cli import main

    main()
