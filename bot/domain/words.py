"""What people type, made plain: stored as plain words, escaped once when shown."""

import re
import unicodedata
from collections.abc import Mapping

LONGEST = 3000
"""The most characters that a Slack form field takes."""

_TOKEN = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")
_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’\u02bc]", re.IGNORECASE)
_ACCENTS = re.compile("[\u0300-\u034e\u0350-\u036f]+")
"""The marks of Latin letters, once these are decomposed."""
_RARELY_MARKED = re.compile("[\u0483-\u1fff\u2070-\U0010ffff]")
"""What may be a mark of other letters; punctuation, which French has in each line, is left out."""
_UNSTORABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
"""Control characters and halves of characters: nobody types them, and databases refuse some."""
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"})
"""Letters of names and words that no accent can be taken off, and how they are typed without."""
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and symbols that look like nothing."""


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


def without_mention(slack_text: str, user_id: str) -> str:
    """Return a message without the mentions of somebody it was addressed to."""
    text = (
        re.sub(rf"<@{re.escape(user_id)}(?:\|[^<>]*)?>", "", slack_text) if user_id else slack_text
    )
    return re.sub(r"^(?:[\s,;–—-]|:(?=\s))+", "", text) if text != slack_text else text


def tidy(typed: str | None) -> str:
    """Return typed words without surrounding space; empty when there is nothing to see in them."""
    text = (typed or "").replace("\r\n", "\n").replace("\r", "\n")
    text = _UNSTORABLE.sub("", text).strip()
    # What begins a text begins a title too: there must be something to see of it.
    return text[next((at for at, char in enumerate(text) if _is_visible(char)), len(text)) :]


def _is_visible(char: str) -> bool:
    invisible = {"Cc", "Cf", "Zs", "Zl", "Zp", "Mn"}
    return unicodedata.category(char) not in invisible and char not in _BLANK


def folded(text: str) -> str:
    """Return text for comparison: lower case, without accents, elisions or ligatures."""
    # Twice: some letters have a capital only once they are decomposed, and the other way round.
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).casefold()
    text = _ELISION.sub("", text.translate(_LETTERS))
    if not text.isascii():
        text = _ACCENTS.sub("", text)
        if _RARELY_MARKED.search(text):
            text = "".join(char for char in text if not unicodedata.combining(char))
    return " ".join(re.findall(r"\w+", text))


def shortened(text: str, longest: int) -> str:
    """Return text cut at a word to at most `longest` characters, with an ellipsis when cut."""
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    at_word = cut.rsplit(" ", maxsplit=1)[0] if " " in cut[longest // 2 :] else cut
    return at_word.rstrip(" ,;:.-") + "…"


def first_sentence(text: str, longest: int) -> str:
    """Return the first sentence, cut to `longest` characters: a title to start from."""
    line = text.strip().split("\n", 1)[0]
    sentence = re.split(r"(?<=[.!?…])\s", line, maxsplit=1)[0]
    return shortened(sentence.strip(), longest)


def with_the_rest(typed: str, before: str, longest: int = LONGEST) -> str:
    """Return what was typed over the beginning of a text, which is all that a form holds of it.

    The end, which nobody was shown, stays.
    """
    rest = before[longest:]
    if not rest or not typed:
        return typed
    gap = " " if before[longest - 1].isspace() else ""
    return typed + gap + rest
