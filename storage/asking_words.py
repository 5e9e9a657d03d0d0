"""What people say around what they look for, in French and English, folded."""

_FRENCH = """
aide aider aiderait aidez astuce astuces avis besoin bon bonjour bonne bonnes bons cherche
cherchons connait connaissez connaitre conseil conseils coucou deja dire essaye essayer
experience experiences exemple exemples facon facons ferais feriez gere gerer gerez hello idee
idees maniere manieres meilleur meilleure meilleures meilleurs merci mieux partage partager
pense pensez pratique pratiques quelqu retour retours sais sait salut saurait saurais savez
savoir stp svp traiter traitez trouver truc trucs utilise utilisez
"""
_ENGLISH = """
advice anybody anyone anything best better deal dealing everybody everyone example examples
experience experiences good guys handle handled handles handling hello help helped helps hey hi
idea ideas know knows learn learned learnt like look looking need needs please practice practices
recommend share sharing somebody someone something struggle struggling suggest suggestion
suggestions thank thanks think thoughts tip tips tried tries try trying use using usually want
way ways works
"""

ASKING_WORDS = frozenset(_FRENCH.split()) | frozenset(_ENGLISH.split())
"""Texts are indexed with them: whoever looks for nothing else finds them."""
