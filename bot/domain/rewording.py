"""Open questions in the place of closed ones: by what they are about, or around their subject."""

import re
from collections.abc import Sequence

from bot.domain.people import Language
from bot.domain.words import folded

_FRENCH, _ENGLISH = Language.FRENCH, Language.ENGLISH
LONGEST_SUBJECT = 10
"""Words: a longer subject is a sentence, of which nobody knows what it would become."""

Theme = tuple[str, str, str]
"""Folded words that name it, and what is asked of it in French and in English.

`{when}` is the time that is asked about, and `{now}` too, where none means the present.
"""

_OF_PEOPLE: Sequence[Theme] = (
    (
        r"aid\w+|soutenu\w*|entraide|help\w*|support\w*",
        "Quel coup de main t’a fait avancer {when} ?",
        "What help moved you forward {when}?",
    ),
    (
        r"pires?|worst|worse|least|moins|weakest|faible|slowest|fewest|dernier",
        "Qu’est-ce qui a été difficile {when}, et qu’est-ce qui aiderait ?",
        "What was hard {when}, and what would help?",
    ),
    (
        r".*",
        "Qu’est-ce qui a bien marché {when}, et qu’est-ce qui l’a permis ?",
        "What worked well {when}, and what made it possible?",
    ),
)
_OF_THINGS: Sequence[Theme] = (
    (
        r"motiv\w+",
        "Qu’est-ce qui te motive {now}, et qu’est-ce qui te manque ?",
        "What motivates you {now}, and what is missing?",
    ),
    (
        r"stress\w*|charge|charges|surcharge\w*|pression|deborde\w*|workload|pressure|busy|overloaded",
        "Qu’est-ce qui te pèse {now}, et qu’est-ce qui t’allégerait ?",
        "What weighs on you {now}, and what would make it lighter?",
    ),
    (
        r"confian\w+|confiden\w+|sur de toi|sure de toi",
        "Qu’est-ce qui te donne confiance {now}, et qu’est-ce qui te fait douter ?",
        "What gives you confidence {now}, and what makes you doubt?",
    ),
    (
        r"energ\w+|fatigue\w*|tired|exhausted|epuise\w*",
        "Qu’est-ce qui te donne de l’énergie {now}, et qu’est-ce qui t’en prend ?",
        "What gives you energy {now}, and what takes it away?",
    ),
    (
        r"ambiance|cohesion|esprit d equipe|atmosphere|team spirit|morale?",
        "Qu’est-ce qui fait du bien à l’équipe {now}, et qu’est-ce qui lui manque ?",
        "What does the team good {now}, and what does it miss?",
    ),
    (
        r"recommand\w+|recommend\w*|nps",
        "Que dirais-tu de nous à quelqu’un qui hésite, et pourquoi ?",
        "What would you say about us to somebody who hesitates, and why?",
    ),
    (
        (
            r"(?:satisf\w+|content\w*|happy|plai\w+)(?: \w+){0,3} (?:clients?|customers?)"
            r"|(?:clients?|customers?)(?: \w+){0,3} (?:satisf\w+|content\w*|happy)"
        ),
        "Qu’est-ce qui plaît à nos clients {now}, et qu’attendent-ils encore ?",
        "What do our customers enjoy {now}, and what are they still waiting for?",
    ),
    (
        (
            r"humeur|moral|mood|sens tu|te sens|sentez|ca va|feel\w*|heureu\w+|happiness|bien etre"
            r"|happy(?! (?:are you |you are )?with)"
        ),
        "Comment te sens-tu {now}, et qu’est-ce qui y est pour beaucoup ?",
        "How do you feel {now}, and what has a lot to do with it?",
    ),
    (
        r"(?:appels?|coups de fil|calls?|dials?)",
        "Qu’est-ce que tes appels t’ont appris {when} ?",
        "What did your calls teach you {when}?",
    ),
    (
        (
            r"rendez vous|rdv|demos?|demonstrations?|visites?|visits?|appointments?|meetings? "
            r"(?:did|have)|customers? meetings?"
        ),
        "Qu’est-ce que tes rendez-vous t’ont appris {when} ?",
        "What did your meetings teach you {when}?",
    ),
    (
        r"e ?mails?|mails?|messages?|relances?|follow ups?|newsletters?",
        "À quoi les gens ont-ils répondu {when}, et pourquoi à ton avis ?",
        "What did people answer to {when}, and why do you think so?",
    ),
    (
        r"leads?|prospects?|contacts?|pistes?",
        "Que cherchent ceux que nous rencontrons {now}, et comment le sais-tu ?",
        "What are the people we meet {now} looking for, and how do you know?",
    ),
    (
        (
            r"ventes? (?:as|avons|avez|ont)|nombre de ventes|contrats?|sign\w+|deals?|closed?"
            r"|closing|chiffre d affaires|chiffre affaires|revenue|turnover"
            r"|sales (?:did|have|do)|conversion|pipeline|pipe|sold|vendu\w*"
        ),
        "Qu’est-ce qui a aidé un client à dire oui {when}, et qu’est-ce qui en a retenu un autre ?",
        "What helped a customer say yes {when}, and what held another one back?",
    ),
    (
        r"quotas?|targets?|objectifs?|goals?",
        "Qu’est-ce qui nous rapproche de nos objectifs {now}, et qu’est-ce qui gêne ?",
        "What brings us closer to our targets {now}, and what gets in the way?",
    ),
    (
        r"chances?|probab\w+|likely|likelihood",
        "Qu’est-ce qui te fait y croire, et qu’est-ce qui te fait douter ?",
        "What makes you believe in it, and what makes you doubt?",
    ),
    (
        r"combien (?:de |d )?(?:temps|heures)|how much time|how many hours",
        "Où part ton temps {now}, et où aimerais-tu qu’il aille ?",
        "Where does your time go {now}, and where would you like it to go?",
    ),
    (
        r"(?:ta|ton|votre|cette|your|this|la|the) (?:semaine|journee|mois|week|day|month)",
        "Qu’est-ce qui a compté pour toi {when}, et qu’est-ce qui t’a manqué ?",
        "What mattered to you {when}, and what did you miss?",
    ),
)
_LATELY: Theme = (r".*", "ces derniers temps", "lately")
_NOW: Theme = (r".*", "en ce moment", "at the moment")
_MOMENTS: Sequence[Theme] = (
    (r"cette semaine|semaine|this week|week", "cette semaine", "this week"),
    (r"ce mois|mois|this month|month", "ce mois-ci", "this month"),
    (r"aujourd hui|journee|today|day", "aujourd’hui", "today"),
    (r"trimestre|quarter", "ce trimestre", "this quarter"),
    (r"annee|this year|year", "cette année", "this year"),
)
_ROUND: Theme = (
    r".*",
    "{subject} : qu’est-ce qui va bien, et qu’est-ce qui manque ?",
    "{subject}: what goes well, and what is missing?",
)
_AT_LARGE: Theme = (
    r".*",
    "Qu’est-ce qui va bien {now}, et qu’est-ce qui te manque ?",
    "What has been going well {when}, and what is missing?",
)
_NOUNS = {
    _FRENCH: re.compile(
        r"combien (?:de |d['’])((?:[^\W\d_]+ ){0,2}?[^\W\d_]+)"
        r"(?= (?:as|a|avons|avez|ont|est|sont|y|faut|peut|dois|ai|reste|restent|pour|cette|ce|par"
        r"|dans|sur|[^\W\d_]+-)\b| ?[?,]|$| [^\W\d_]+-)",
        re.IGNORECASE,
    ),
    _ENGLISH: re.compile(
        r"how (?:many|much) ((?:[^\W\d_]+ ){0,2}?[^\W\d_]+)"
        r"(?= (?:did|do|does|have|has|are|is|were|was|can|could|will|would|should|this|per|for|in"
        r"|on)\b| ?[?,]|$)",
        re.IGNORECASE,
    ),
}
_NAMED = {
    _FRENCH: re.compile(
        r"(?:\b(?:le|la|les|un|une|notre|nos|votre|vos|ta|ton|tes|ma|mon|mes|ce|cet|cette|ces|sa|son"
        r"|ses|leur|leurs|du|des|au|aux)\s|\bl['’])[^?.!,:;/]+",
        re.IGNORECASE,
    ),
    _ENGLISH: re.compile(
        r"\b(?:the|our|your|my|this|that|these|those|its|their)\s[^?.!,:;/]+", re.IGNORECASE
    ),
}
_ASIDE = re.compile(
    r"\b(?:sur (?:une|l['’])\s?[ée]chelle[^?,:;]*|on a scale[^?,:;]*"
    r"|(?:de|entre|from|between) (?:0|1|un|one|z[ée]ro) (?:à|et|to|and) [\w]+"
    r"|(?:sur|out of) (?:5|10|20|100|cinq|dix|vingt|cent|five|ten)"
    r"|(?:quelle|une|la|ta) note|(?:a|your|the|what) (?:score|grade|mark|rating))\b[,:]?",
    re.IGNORECASE,
)
_CONTRACTED = {"du": "le", "au": "le", "des": "les", "aux": "les"}


def reworded(words: str, language: Language, *, ranks: bool) -> str:
    """Return an open question in the place of a closed one, in its language."""
    flat = folded(words)
    for theme in _OF_PEOPLE if ranks else _OF_THINGS:
        if re.search(rf"\b(?:{theme[0]})\b", flat):
            return _said(theme, language, flat)
    subject = _subject(words, language)
    if subject:
        return _said(_ROUND, language, flat).replace("{subject}", subject)
    return at_large(words, language)


def at_large(words: str, language: Language) -> str:
    """Return an open question of the same time, whatever the closed one was about."""
    return _said(_AT_LARGE, language, folded(words))


def _said(theme: Theme, language: Language, flat: str) -> str:
    words = _in(theme, language)
    named = (each for each in _MOMENTS if re.search(rf"\b(?:{each[0]})\b", flat))
    moment = next(named, _LATELY)
    present = _NOW if moment is _LATELY else moment
    said = words.replace("{when}", _in(moment, language)).replace("{now}", _in(present, language))
    return re.sub(" (?=[?:])", "\u00a0", said) if language is _FRENCH else said


def _in(theme: Theme, language: Language) -> str:
    _, french, english = theme
    return french if language is _FRENCH else english


def _subject(words: str, language: Language) -> str:
    """Return what a question is about as it can begin another one; empty where it is not plain."""
    counted = _NOUNS[language].search(words)
    if counted:
        return ("Les " if language is _FRENCH else "The ") + counted[1]
    named = _NAMED[language].search(_ASIDE.sub(" ", words))
    if named is None:
        return ""
    first, *rest = named[0].split()
    subject = " ".join([_CONTRACTED.get(first.lower(), first), *rest])
    return "" if len(rest) >= LONGEST_SUBJECT else subject[0].upper() + subject[1:]
