"""A throwaway PostgreSQL server, for the length of a test run."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from sqlalchemy import URL

_START_SECONDS = 30.0
_STOP_SECONDS = 10.0
_ROLE = "cordee"

# What these databases hold is thrown away: nothing waits for the disk.
_SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "shared_buffers": "64MB",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "1h",
    "autovacuum": "off",
}


def find_programs() -> Path | None:
    """Return the folder of PostgreSQL's programs, the newest version first, or None."""
    packaged = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda program: [int(part) for part in program.parts[-3].split(".")],
    )
    if packaged:
        return packaged[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


@contextmanager
def running_server(programs: Path) -> Iterator[URL]:
    """Run a server on a Unix socket in a folder of its own; remove both afterwards."""
    # A socket's path has about a hundred characters: the folder stays near the root.
    folder = Path(tempfile.mkdtemp(prefix="cordee-pg-", dir="/tmp"))
    try:
        account = _unprivileged_account()
        if account:
            shutil.chown(folder, account, pwd.getpwnam(account).pw_gid)
        _create_cluster(programs, folder, account)
        server = _start(programs, folder, account)
        try:
            yield _wait_until_ready(server, folder)
        finally:
            _stop(server)
    finally:
        shutil.rmtree(folder)


def _unprivileged_account() -> str | None:
    """Return who must run the server: it refuses to be root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _create_cluster(programs: Path, folder: Path, account: str | None) -> None:
    command: list[str | Path] = [
        programs / "initdb",
        "-D",
        folder / "data",
        "-U",
        _ROLE,
        "--auth=trust",
    ]
    options = ["--no-sync", "--encoding=UTF8", "--locale=C", "--no-instructions"]
    subprocess.run(
        [*command, *options],
        user=account,
        extra_groups=None if account is None else [],
        cwd=folder,
        check=True,
        capture_output=True,
    )


def _start(programs: Path, folder: Path, account: str | None) -> subprocess.Popen[bytes]:
    command: list[str | Path] = [programs / "postgres", "-D", folder / "data", "-k", folder]
    settings = [part for item in _SETTINGS.items() for part in ("-c", "=".join(item))]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [*_dying_with_us(), *command, *settings],
            user=account,
            extra_groups=None if account is None else [],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            # Ctrl-C is for the tests, which then close the server in order.
            start_new_session=True,
        )


def _dying_with_us() -> list[str]:
    """Return the prefix that stops the server when the tests are killed, where there is one."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "INT", "--"] if setpriv else []


def _wait_until_ready(server: subprocess.Popen[bytes], folder: Path) -> URL:
    url = URL.create("postgresql", username=_ROLE, database="postgres")
    url = url.set(query={"host": str(folder)})
    give_up_at = time.monotonic() + _START_SECONDS
    while True:
        try:
            psycopg.connect(libpq_url(url)).close()
        except psycopg.OperationalError as error:
            if server.poll() is not None or time.monotonic() > give_up_at:
                log = (folder / "log").read_text(errors="replace")
                raise RuntimeError(f"PostgreSQL did not start:\n{log}") from error
            time.sleep(0.05)
        else:
            return url


def _stop(server: subprocess.Popen[bytes]) -> None:
    # SIGQUIT is PostgreSQL's immediate shutdown: nothing is worth writing down.
    server.send_signal(signal.SIGQUIT)
    try:
        server.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def libpq_url(url: URL) -> str:
    """Return the address as libpq writes it."""
    return url.set(drivername="postgresql").render_as_string(hide_password=False)
