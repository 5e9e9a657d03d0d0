"""Keep the catalogues complete: every message of the code in French and in English."""

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from bot.i18n.translator import LOCALES

ROOT = Path(__file__).parents[2]
KEYWORDS: dict[str, None] = {"t": None, "N_": None}
"""The calls whose first argument is a message."""


def messages() -> Iterator[tuple[str, str]]:
    """Yield every message of the code with the file that says it."""
    for folder in ("bot", "handlers"):
        found = extract_from_dir(
            ROOT / folder,
            method_map=[("**.py", "python")],
            keywords=KEYWORDS,
            comment_tags=("For translators:",),
        )
        for name, _, message, _, _ in found:
            assert isinstance(message, str)
            yield message, f"{folder}/{name}"


def read(language: str) -> Catalog:
    """Return the catalogue of a language as it stands."""
    path = LOCALES / language / "LC_MESSAGES" / "cordee.po"
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as source:
        return read_po(source, locale=language)


def complete(language: str) -> Catalog:
    """Return the catalogue with just the code's messages; English ones say themselves."""
    before = read(language)
    after = Catalog(
        locale=language,
        header_comment=f"# What Cordée says: {language}. The keys are the code's own English.",
        project="Cordée",
        version="1",
        msgid_bugs_address="the issues of the project",
        last_translator="Cordée contributors",
        language_team="Cordée contributors",
        # As they were: a catalogue changes when words do, not with each rewriting.
        creation_date=before.creation_date,
        revision_date=before.creation_date,
        fuzzy=False,
    )
    for message, location in sorted(messages()):
        known = before.get(message)
        words = message if language == "en" else (known.string if known else "")
        places = sorted({(location, 0), *(after[message].locations if message in after else ())})
        after.add(message, words, locations=places)
    return after


def main() -> None:
    """Rewrite both catalogues and name what French still lacks."""
    for language in ("en", "fr"):
        path = LOCALES / language / "LC_MESSAGES" / "cordee.po"
        catalogue = complete(language)
        with path.open("wb") as target:
            write_po(
                target,
                catalogue,
                width=100,
                sort_output=True,
                omit_header=False,
                include_lineno=False,
            )
        for message in catalogue:
            if message.id and not message.string:
                print(f"{language}: no words for {message.id!r}")


if __name__ == "__main__":
    main()
