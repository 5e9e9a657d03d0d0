"""What people type, made plain: stored as plain words, escaped once when shown."""

import re
import unicodedata
from collections.abc import Mapping

LONGEST = 3000
"""The most characters that a Slack form field takes."""

_TOKEN = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")
_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’]", re.IGNORECASE)


def plain(slack_text: str, names: Mapping[str, str]) -> str:
    """Return a message in plain words: Slack's tokens become names, its entities characters.

    `names` maps user ids to names. Slack writes `&`, `<` and `>` as entities in messages.
    """

    def spoken(token: re.Match[str]) -> str:
        sigil, target, label = token.groups()
        if sigil == "@":
            return "@" + (names.get(target) or label or target)
        if sigil == "#":
            return "#" + (label or target)
        if sigil == "!":
            return label or "@" + target.split("^")[0]
        if not label or label == target:
            return target.removeprefix("mailto:")
        return label if target.endswith(label) else f"{label} ({target})"

    text = _TOKEN.sub(spoken, slack_text)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def mentioned(slack_text: str) -> list[str]:
    """Return the ids of the people that a message names, each once, in order of appearance."""
    found = (m.group(2) for m in _TOKEN.finditer(slack_text) if m.group(1) == "@")
    return list(dict.fromkeys(found))


def tidy(typed: str | None) -> str:
    """Return typed words without surrounding space and without characters nobody can see alone."""
    text = (typed or "").replace("\r\n", "\n").strip()
    return text if any(_is_visible(char) for char in text) else ""


def _is_visible(char: str) -> bool:
    return unicodedata.category(char) not in {"Cc", "Cf", "Zs", "Zl", "Zp", "Mn"}


def folded(text: str) -> str:
    """Return text for comparison: lower case, without accents, elisions or ligatures."""
    text = text.casefold().replace("œ", "oe").replace("æ", "ae")
    text = _ELISION.sub("", text)
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(re.findall(r"\w+", bare))


def shortened(text: str, longest: int) -> str:
    """Return text cut at a word to at most `longest` characters, with an ellipsis when cut."""
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    at_word = cut.rsplit(maxsplit=1)[0] if " " in cut[longest // 2 :] else cut
    return at_word.rstrip(" ,;:.-") + "…"


def first_sentence(text: str, longest: int) -> str:
    """Return the first sentence, cut to `longest` characters: a title to start from."""
    line = text.strip().split("\n", 1)[0]
    sentence = re.split(r"(?<=[.!?…])\s", line, maxsplit=1)[0]
    return shortened(sentence.strip(), longest)
