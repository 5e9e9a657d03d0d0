"""Words too common to tell one text from another, in French and English, folded."""

_FRENCH = """
a ai aie aient ait as au aucun aucune aura auraient aurait auront aussi autre autres aux avaient
avais avait avec avez avoir avons ayant bien c ca ce ceci cela celle celles celui ces cet cette
ceux chaque ci comme comment d dans de deja depuis des donc dont du elle elles en encore entre
es est et etaient etais etait etant etes etre eu eux faire fais faisait faisons fait faites faut
font furent fut il ils j je jusque l la le les leur leurs lors lorsque lui m ma mais me meme
memes mes moi moins mon n ne ni nos notre notres nous on ont ou par parce pas pendant peu peut
peuvent peux plus pour pourquoi pouvez pouvons puis puisque qu quand que quel quelle quelles
quelque quelques quels qui quoi s sa sans se selon sera seraient serait seront ses si soi soit
sommes son sont sous suis sur t ta te tel telle tes toi ton toujours tous tout toute toutes tres
tu un une vers veut veux voici voila vont vos votre votres vous y
"""
_ENGLISH = """
a about after again all also am an and any are as at be because been before being both but by
can cannot could couldn d did didn do does doesn doing don done each either else ever every few
for from get gets getting got had has hasn have haven having he her here hers him his how i if
in into is isn it its just let lets ll m may me might more most much must my no nor not of off
on only or other our ours out over own re s same shall she should shouldn so some such t than
that the their theirs them then there these they this those through to too under until up upon
us ve very was wasn we were weren what when where whether which while who whom whose why will
with within without won would wouldn yes yet you your yours
"""

SMALL_WORDS = frozenset(_FRENCH.split()) | frozenset(_ENGLISH.split())
