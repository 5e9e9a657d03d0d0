"""A library comes in whole or not at all, comes out as its readers may see it, and is found."""

import json
from pathlib import Path
from typing import Any

import pytest

from sandbox.server import Sandbox
from tests.support.commands import Ended, run, settings_for

LIBRARY: list[dict[str, Any]] = [
    {"kind": "practice", "id": "noon", "title": "Call before noon", "text": "People answer then."},
    {
        "kind": "practice",
        "id": "prix",
        "title": "Répondre à une objection de prix",
        "text": "Demander : par rapport à quoi ?",
        "situation": "En fin de rendez-vous",
        "tags": ["prix", "objection"],
        "language": "fr",
        "created_at": "2025-03-31T09:00:00Z",
    },
    {"kind": "win", "id": "deal", "title": "The renewal is signed", "text": "Two teams did it."},
]


def write(file: Path, content: str | bytes) -> None:
    file.write_bytes(content.encode() if isinstance(content, str) else content)


def written(file: Path) -> bytes:
    return file.read_bytes()


def jsonl(*lines: object) -> str:
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    file = tmp_path / "library.jsonl"
    write(file, jsonl(*LIBRARY))
    return file


async def bring(folder: Path, settings: dict[str, str], file: Path, *more: str) -> Ended:
    return await run(folder, settings, "import", "library", str(file), *more)


async def found(folder: Path, settings: dict[str, str], *words: str) -> list[dict[str, Any]]:
    ended = await run(folder, settings, "search", *words, "--json")
    assert ended.code == 0, ended.err
    answers: list[dict[str, Any]] = json.loads(ended.out)
    return answers


async def test_in_again_changed_and_out(database_url: str, tmp_path: Path, library: Path) -> None:
    settings = {"DATABASE_URL": database_url}
    dry = await bring(tmp_path, settings, library, "--team", "T1", "--dry-run")
    assert (dry.code, dry.out) == (0, "Would import 3 items.\n")
    first = await bring(tmp_path, settings, library, "--team", "T1")
    assert (first.code, first.out, first.err) == (0, "Imported 3 items.\n", "")
    again = await bring(tmp_path, settings, library)
    assert again.out == "Imported 0 items; 3 items there already.\n"
    [prix] = await found(tmp_path, settings, "l'objecton", "--person", "U1")
    assert prix == {"channel": "", "author": ""} | {
        key: value for key, value in LIBRARY[1].items() if key != "language"
    }
    write(library, jsonl(LIBRARY[0] | {"text": "Zanzibar."}, *LIBRARY[1:]))
    changed = await bring(tmp_path, settings, library)
    assert changed.out == "Imported 0 items; 1 item changed; 2 items there already.\n"
    assert [one["id"] for one in await found(tmp_path, settings, "zanzibar")] == ["noon"]


async def test_out_and_in_elsewhere_and_out_is_the_same(
    database_url: str, tmp_path: Path, library: Path
) -> None:
    here = {"DATABASE_URL": database_url}
    await bring(tmp_path, here, library, "--team", "T1")
    await run(tmp_path, here, "export", "--output", "one.jsonl")
    there = {"DATABASE_URL": "sqlite:///elsewhere.db"}
    await run(tmp_path, there, "migrate")
    await bring(tmp_path, there, tmp_path / "one.jsonl", "--team", "T2")
    ended = await run(tmp_path, there, "export")
    assert ended.out == written(tmp_path / "one.jsonl").decode()
    assert [json.loads(line)["id"] for line in ended.out.splitlines()] == ["prix", "noon", "deal"]
    back = await bring(tmp_path, here, tmp_path / "one.jsonl")
    assert back.out.startswith("Imported 0 items")


@pytest.mark.parametrize(
    "wrong, said",
    [
        (b'{"kind": "practice"\n', "library.jsonl:4: this is not JSON"),
        (b'\n{"kind": "win", "title": "x", "text": " "}\n', "library.jsonl:5: text is empty"),
        (b'{"kind": "win", "title": "x", "text": "caf\xe9"}', "library.jsonl:4: this is not UTF-8"),
        (
            b'{"kind": "practice", "id": "noon", "title": "x", "text": "y"}',
            "library.jsonl:4: line 1 has this id already",
        ),
    ],
    ids=["json", "empty", "latin-1", "twice"],
)
async def test_a_wrong_line_stops_before_anything_is_written(
    sqlite_url: str, tmp_path: Path, library: Path, wrong: bytes, said: str
) -> None:
    settings = {"DATABASE_URL": sqlite_url}
    write(library, written(library) + wrong)
    ended = await bring(tmp_path, settings, library, "--team", "T1")
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert not await found(tmp_path, settings, "noon", "--team", "T1")


async def test_a_file_of_windows(sqlite_url: str, tmp_path: Path, library: Path) -> None:
    write(library, b"\xef\xbb\xbf" + written(library).replace(b"\n", b"\r\n\r\n"))
    ended = await bring(tmp_path, {"DATABASE_URL": sqlite_url}, library, "--team", "T1")
    assert ended.out == "Imported 3 items.\n"


async def test_no_workspace_is_guessed(sqlite_url: str, tmp_path: Path, library: Path) -> None:
    settings = {"DATABASE_URL": sqlite_url}
    ended = await bring(tmp_path, settings, library)
    assert ended.code == 2
    assert "Name it with --team" in ended.err
    ended = await bring(tmp_path, settings, tmp_path / "nothing.jsonl", "--team", "T1")
    assert ended.code == 2
    assert "nothing.jsonl cannot be read" in ended.err


async def test_what_is_private_stays_so(slack: Sandbox, sqlite_url: str, tmp_path: Path) -> None:
    ana, tom = slack.add_person("Ana Morel"), slack.add_person("Tom Hill")
    ventes = slack.add_channel("ventes", members=[ana, tom])
    slack.add_channel("projets", members=[ana], private=True)
    slack.add_channel("secret", members=[tom], private=True, with_bot=False)
    least = {"kind": "practice", "title": "Noon", "text": "Call before noon"}
    lines = [
        least | {"id": "open", "channel": ventes.id, "author": tom.id},
        least | {"id": "private", "channel": "#projets", "author": "Ana Morel"},
        least | {"id": "unknown", "channel": "secret", "author": "U0NOBODY1"},
        least | {"id": "nowhere", "kind": "win"},
    ]
    file = tmp_path / "library.jsonl"
    write(file, jsonl(*lines))
    settings = settings_for(slack, sqlite_url)
    ended = await bring(tmp_path, settings, file)
    assert ended.out == "Imported 4 items.\n"
    assert "I do not know these channels" in ended.err
    assert "secret" in ended.err

    async def seen(*options: str) -> set[str]:
        return {one["id"] for one in await found(tmp_path, settings, "noon", *options)}

    assert await seen("--person", ana.id) == {"open", "private", "nowhere"}
    assert await seen("--person", tom.id) == {"open", "nowhere"}
    assert await seen() == {"open", "nowhere"}
    exported = await run(tmp_path, settings, "export", "--person", ana.id)
    authors = {line["id"]: line["author"] for line in map(json.loads, exported.out.splitlines())}
    assert authors == {"open": tom.id, "private": "", "nowhere": ""}
    everyone = await run(tmp_path, settings, "export", "--format", "markdown")
    assert everyone.out.startswith("# Practices\n\n## Noon\n\nCall before noon\n")
    assert everyone.out.count("## Noon") == 2
    slack.revoke_token()
    alone = await run(
        tmp_path, settings, "search", "noon", "--person", ana.id, "--json", "--team", slack.team_id
    )
    assert {one["id"] for one in json.loads(alone.out)} == {"open", "nowhere"}
    assert "Only what everyone may see" in alone.err
    refused = await run(tmp_path, settings, "export", "--person", ana.id, "--team", slack.team_id)
    assert (refused.code, refused.out) == (2, "")
    assert not [call for call in slack.calls if call.method == "chat.postMessage"]


async def test_nothing_of_slack_is_imported_blindly(
    slack: Sandbox, sqlite_url: str, tmp_path: Path, library: Path
) -> None:
    slack.revoke_token()
    ended = await bring(tmp_path, settings_for(slack, sqlite_url), library, "--team", "T1")
    assert ended.code == 2
    assert "token_revoked" in ended.err
