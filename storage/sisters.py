"""Words that a stemmer keeps apart and people do not: of one family, or with one meaning here."""

from collections.abc import Callable, Iterable, Mapping

_FRENCH = """
achat acheter acheteur acheteuse
aide aider
annonce pub publicité
choisir choisi choix
client clientèle
conclure conclu conclusion
concurrence concurrent concurrentiel
convaincre convaincu
courriel mail
croissance croître
décider décideur décision
démo démonstration démontrer
devis chiffrage
dirigeant gérant patron pdg
échec échouer
écrire écrit
embauche embaucher recrutement recruter
essai essayer test tester
fidèle fidéliser fidélité
formateur formation former
foire salon
infolettre newsletter
intégration onboarding
lecture lire lu
livraison livrer livreur
offert offrir
ouvert ouverture ouvrir
paiement payer
parrain parrainage recommandation
partenaire partenariat
perdre perdu perte
prix tarif tarifaire
promesse promettre promis
prospect prospection démarchage démarcher
rabais réduction remise ristourne
rdv rendez
recevoir réception reçu
reconduction reconduire renouvellement
rédaction rédiger
répond répondre répondu réponse
résiliation résilier attrition churn
réussir réussite
satisfaction satisfait
sms texto
suivi suivre
transmettre transmis transmission
vendeur vendeuse vendre vendu vente
visio visioconférence
webinaire webinar
"""
_ENGLISH = """
answer reply respond response
bid rfp tender
bought buy buyer purchase
break broke broken
bring brought
build built
cancel cancellation churn quit
choice choose chose chosen
competing competition competitor rival
decide decision
deliver delivery
demo demonstration
discount rebate
exhibition expo fair
gave give given
grew grow grown growth
handoff handover
held hold
keep kept
learn learnt lesson
leave left
lose loss lost
meet met
newsletter mailing
paid pay payment
present presentation
price pricing cost
proposal quotation quote
qualification qualify
recommendation refer referral
reduce reduction
retain retention
saw see seen
sale sell seller sold
sent send
sms text
speak spoke spoken
spend spent
success succeed successful
taught teach
think thought
told tell
understand understood
win won
write written wrote
"""


def sisters_by_stem(stems_of: Callable[[str], Iterable[str]]) -> Mapping[str, frozenset[str]]:
    """Return, for each stem, the stems of the words that mean as much."""
    found: dict[str, frozenset[str]] = {}
    for line in (_FRENCH + _ENGLISH).split("\n"):
        stems = frozenset(stem for word in line.split() for stem in stems_of(word))
        for stem in stems:
            found[stem] = found.get(stem, frozenset()) | stems
    return found
