"""What every test may ask for, and the loud list of the tests that could not run."""

import gc
import os
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path

import hypothesis
import pytest

from bot import observability
from tests.support.company import Company, small_company
from tests.support.databases import (
    NO_POSTGRES,
    PostgresTemplate,
    SqliteTemplate,
    postgres_can_run,
    postgres_server,
)
from tests.support.golden import Golden

# On a busy machine an example may take its time.
hypothesis.settings.register_profile("cordee", deadline=None)
hypothesis.settings.load_profile("cordee")

# ------------------------------------------------------------------ logs


@pytest.fixture(scope="session", autouse=True)
def plain_logs() -> None:
    """Write logs as the product does; structlog's own way takes seconds to draw a traceback."""
    observability.configure("text")


# ------------------------------------------------------------------ speed


def pytest_collection_finish() -> None:
    """Keep thousands of collected tests out of every garbage collection: an eighth of the time."""
    gc.collect()
    gc.freeze()


# ------------------------------------------------------------------ databases


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> SqliteTemplate:
    """Migrate one SQLite file for the whole run."""
    return SqliteTemplate(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres_template() -> Iterator[PostgresTemplate]:
    """Migrate one PostgreSQL database for the whole run."""
    with postgres_server() as server, closing(PostgresTemplate(server)) as template:
        yield template


@pytest.fixture
def sqlite_url(sqlite_template: SqliteTemplate, tmp_path: Path) -> str:
    """Give a fresh, migrated SQLite database."""
    return sqlite_template.copy(tmp_path)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give a fresh, migrated database: the test runs on SQLite, then on PostgreSQL."""
    if request.param == "sqlite":
        template: SqliteTemplate = request.getfixturevalue("sqlite_template")
        yield template.copy(tmp_path)
        return
    copies: PostgresTemplate = request.getfixturevalue("postgres_template")
    with copies.copy() as url:
        yield url


@pytest.fixture
def postgres_url(postgres_template: PostgresTemplate) -> Iterator[str]:
    """Give a fresh, migrated PostgreSQL database; mark the test `postgres`."""
    with postgres_template.copy() as url:
        yield url


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave out what needs PostgreSQL where there is none."""
    if item.get_closest_marker("postgres") and not postgres_can_run():
        pytest.skip(NO_POSTGRES)


# ------------------------------------------------------------------ the whole product


@pytest.fixture
async def company(sqlite_url: str) -> AsyncIterator[Company]:
    """Give a small company with the whole bot, by signed HTTP, on SQLite."""
    async with small_company(sqlite_url) as found:
        yield found


@pytest.fixture
async def company_on_both(database_url: str) -> AsyncIterator[Company]:
    """Give the same on SQLite, then on PostgreSQL."""
    async with small_company(database_url) as found:
        yield found


@pytest.fixture
async def company_on_postgres(postgres_url: str) -> AsyncIterator[Company]:
    """Give the same on PostgreSQL alone, at `postgres_url`; mark the test `postgres`."""
    async with small_company(postgres_url) as found:
        yield found


# ------------------------------------------------------------------ what people see


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --golden."""
    parser.addoption("--golden", action="store_true", help="rewrite tests/golden")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare with a file of tests/golden: `golden("wins/card-fr", card)`."""
    return Golden(rewrites=bool(request.config.getoption("--golden")))


# ------------------------------------------------------------------ order


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep a file of browser's tests on one worker, and let them begin first: they wait most."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.xdist_group(item.path.name))
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)


# ------------------------------------------------------------------ left out


def _left_out(config: pytest.Config) -> Counter[str]:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    return Counter(_reason(report) for report in skipped)


def _reason(report: pytest.TestReport) -> str:
    place = report.longrepr
    words = str(place[2]) if isinstance(place, tuple) else str(place)
    return words.removeprefix("Skipped: ")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly which tests did not run, and why."""
    reasons = _left_out(terminalreporter.config)
    if not reasons:
        return
    terminalreporter.section("LEFT OUT: not everything was tested", sep="!", red=True, bold=True)
    for reason, tests in reasons.most_common():
        terminalreporter.line(f"{tests} left out. {reason}", yellow=True, bold=True)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run that left tests out where everything is promised (CI=true)."""
    on_a_worker = hasattr(session.config, "workerinput")
    if os.environ.get("CI") and not on_a_worker and _left_out(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
