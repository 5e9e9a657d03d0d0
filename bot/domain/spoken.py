"""Which of the two languages somebody writes in, told by small words that no sentence lacks."""

import re

from bot.domain.people import Language
from bot.domain.words import folded

_FRENCH_WORDS = """
aide au aucun aussi autre aux avec avez avoir avons bonjour ca car ce cela celui ces cet
cette chez comme comment connait dans de depuis des deux dit dois doit donc dont du elle elles
en encore est et etait etre eux faire fait faites faut font il ils je jamais la le les leur
leurs lui ma mais marche meme merci mes moi mon ne ni non nos notre nous ont ou par parce pas
peut peux plutot pour pourquoi quand que quel quelle quelles quelqu quels qui quoi rien sa
sais sait salut sans se ses si soit sont sous sur ta tes toi ton toujours tous tout toute
toutes tres trop tu un une va vers veut veux voir vos votre vous y
"""
_ENGLISH_WORDS = """
about after all also an and any anybody anyone are as at be because been before by can
could did do does doing done for from get gets give had has have having he hello help her here
him his how i if in into is it its just know let like make many more most much my need
never new no nobody not of only or other our out over please should so some somebody someone
such than that the their them then there these they this those to too up us used very was way
we were what when where which while who whom whose why will with without would you your
"""
_FRENCH = frozenset(_FRENCH_WORDS.split())
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
"""Without those that are words of the other language too, such as `on`, `plus` and `me`."""
_ELIDED = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’\u02bc]\w", re.IGNORECASE)
_ACCENTED = re.compile(r"\w*[àâçèéêëîïôœùû]\w*", re.IGNORECASE)


def is_small(word: str) -> bool:
    """Tell whether a folded word says nothing of what a sentence is about."""
    return word in _FRENCH or word in _ENGLISH


def spoken_language(text: str) -> Language | None:
    """Return the language of a text, or None where it could be either."""
    words = folded(text).split()
    french = len([word for word in words if word in _FRENCH])
    french += len(_ELIDED.findall(text)) + len(_ACCENTED.findall(text))
    english = len([word for word in words if word in _ENGLISH])
    if french == english:
        return None
    return Language.FRENCH if french > english else Language.ENGLISH
