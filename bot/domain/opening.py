"""What closes a question: a scale, a figure, a ranking of people; and what is asked instead."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.people import Language
from bot.domain.rewording import at_large, reworded
from bot.domain.spoken import spoken_language

LONGEST_OFFER = 150
"""Characters: a question is read in one breath."""


class Fault(StrEnum):
    """Why a question is not asked as it was written."""

    SCALE = "scale"
    FIGURE = "figure"
    RANKS = "ranks"
    """It asks who is best, compares people or points at one of them."""


@dataclass(frozen=True, slots=True)
class Offer:
    """An open question in the place of one that is not."""

    words: str
    """As it was written."""
    fault: Fault
    instead: str
    """In the same language."""


def offer_for(words: str, otherwise: Language) -> Offer | None:
    """Return what to ask instead of a question; None where it can be asked as it is.

    `otherwise` is the language of words that could be of either.
    """
    fault = fault_of(words)
    if fault is None:
        return None
    language = spoken_language(words) or otherwise
    instead = reworded(words, language, ranks=fault is Fault.RANKS)
    # What it is about may be a scale itself, or run on.
    if len(instead) > LONGEST_OFFER or fault_of(instead):
        instead = at_large(words, language)
    return Offer(words, fault, instead)


def fault_of(words: str) -> Fault | None:
    """Return what closes a question, or None."""
    flat = _flat(words)
    for fault, pattern in _FAULTS.items():
        if pattern.search(flat):
            return fault
    return None


def is_yes_or_no(words: str) -> bool:
    """Tell whether a question can be answered in one word, and asks for no more."""
    flat = _flat(words)
    return bool(_CLOSED.search(flat)) and not _OPEN_AFTER.search(flat)


def _flat(words: str) -> str:
    """Return words in lower case without accents, with their punctuation."""
    letters = unicodedata.normalize("NFKD", words.casefold())
    plain = "".join(char for char in letters if not unicodedata.combining(char))
    return " ".join(re.sub("[\u2018\u2019\u02bc]", "'", plain).replace("œ", "oe").split())


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


_LOW = r"\b(?:0|1|zero|one|un)"
_HIGH = r"(?:[3-9]|10|20|100|three|four|five|six|seven|ten|trois|quatre|cinq|sept|dix|vingt|cent)\b"
_OUT_OF = r"(?:5|10|20|100|five|ten|cinq|dix|vingt|cent)\b"
_ALONE = r"(?!,? ?[a-z])"
"""Nothing is counted by the figure: on a scale it stands alone."""

_SCALE = _any(
    rf"{_LOW} ?(?:to|-|\u2013|a|et|and|through|\.\.+) ?{_HIGH}",
    rf"(?:\bout of|\bsur|/) ?{_OUT_OF}{_ALONE}",
    r"\bon a scale\b|\bsur une echelle\b|\bsur l'echelle\b",
    r"\b(?:quelle|une|ta|votre|la) note (?:de|a|au|aux|sur|entre|pour|donn|mett|attribu)",
    r"\b(?:quelle note|note[sz]?-(?:tu|vous|le|la|les|moi)|noter(?:ai[st]|iez|ions)?\b(?! que))",
    r"^notez? (?:ta|ton|tes|ce|cette|la|le|les|notre|nos|votre|ces|l'|sur)",
    r"(?:^|\byou |\bplease |\bto |, )rate (?:your|our|the|this|these|how|my|it|us|each)\b",
    r"\b(?:score|grade|mark)s? (?:would|do|did|will) you\b",
    r"\byou rate\b|\b(?:score|grade) (?:your|our|this|the)\b",
    r"\bgive (?:it |us |this |your \w+ )?(?:a|your) (?:score|grade|mark|rating)\b",
    r"\b(?:how many|combien d')\W?(?:stars|etoiles)\b|\bnps\b|\b(?:note|score) (?:nps|de 0)",
)
_FIGURE = _any(
    r"\bcombien\b",
    r"\bhow (?:much|many|often|likely)\b",
    r"\b(?:what|which) (?:percentage|percent|share|proportion|number|figure|amount)\b",
    r"\bwhat(?: is|'s| was| are| were| will be)? (?:your|our|the|my)?(?: \w+){0,2} ?"
    r"(?:number|percentage|rate|figures?|amount|revenue|turnover|conversion|quota)s?\b(?! and)",
    r"\bquel(?:le)?s? (?:est |sont |etait |a ete |sera )?"
    r"(?:le |la |les |ton |ta |tes |notre |nos )?(?:\w+ )?"
    r"(?:chiffres?|pourcentage|taux|nombre|montant|proportion)\b",
    r"\b(?:en pourcentage|en un chiffre|en chiffres|in figures|in numbers|as a percentage)\b",
    r"%",
)
_RANKS = _any(
    r"\b(?:who|whom)\b[^?.;:]*\b(?:best|better|most|worst|worse|least|fewest|strongest|weakest"
    r"|top|slowest|fastest)\b",
    r"(?<!ce )\bqui\b(?! nous| m'| t'| vous)[^?.;:,]*\b(?:le plus|le mieux|le moins"
    r"|la moins|la plus|meilleure?s?|pire|plus fort|plus faible|premier|dernier)\b",
    r"\b(?:best|top|worst|weakest|strongest|star) (?:\w+ )?(?:seller|salesperson|salespeople|rep"
    r"|reps|performer|performers|colleague|teammate|marketer|manager|person|employee|closer)s?\b",
    r"\b(?:meilleure?s?|pires?) (?:\w+ )?(?:vendeu(?:r|se)|commercial|commerciale|commerciaux"
    r"|collegue|manager|marketeur|marketeuse|personne|employe|equipier|element)e?s?\b",
    r"\b(?:classement|classe-|classez|palmares|leaderboard|podium)|\brank(?:ing|s)? (?:the|your|our"
    r"|of|people|team)|\brank us\b",
    r"\b(?:employee|person|seller|rep|vendeur|vendeuse|commercial|employe) (?:of the|du|de la) "
    r"(?:week|month|year|mois|semaine|annee)\b",
    r"\bcompare (?:yourself|your colleagues|the team|people|us)\b|\bcompar(?:e-toi|ez-vous)\b",
    r"(?:^|\s)@\w",
)
_FAULTS = {Fault.SCALE: _SCALE, Fault.RANKS: _RANKS, Fault.FIGURE: _FIGURE}

_ASKING = (
    r"(?:what|which|how|why|where|when|who|whom|whose|que|qu'|quoi|comment|pourquoi|ou|quand|qui"
    r"|quel|quelle|quels|quelles|lequel|laquelle)"
)
_CLOSED = _any(
    r"^est-ce (?:que|qu')",
    r"^(?:(?:y|te|vous|nous|se|s'|t'|l'|le|la|les|en) ?)?[a-z]+-(?:t-)?"
    r"(?:tu|vous|nous|ils?|elles?|on|je|ce)\b",
    r"^(?:tu|vous|on|nous|il|elle|ca|c'est|y a) "
    r"(?!.*\b(?:quoi|comment|pourquoi|ou|quand|quel)).*\?$",
    r"^(?:is|are|am|was|were|do|does|did|have|has|had|can|could|will|would|shall|should|may|might"
    r"|must|isn't|aren't|don't|doesn't|didn't|haven't|can't|won't|shouldn't)\b",
)
_OPEN_AFTER = re.compile(
    rf"(?:[,:;?(]|\b(?:and|et|or|ou)) ?(?:(?:and|et|a|de|en|sur|in|on) )*{_ASKING}\b"
)
