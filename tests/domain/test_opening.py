"""A scale, a figure or a ranking is offered back as an open question, in the same language."""

import pytest
from hypothesis import given, strategies as st

from bot.domain.opening import Fault, fault_of, is_yes_or_no, offer_for
from bot.domain.own_questions import LONGEST_QUESTION
from bot.domain.people import Language
from bot.domain.questions import BANK
from bot.domain.spoken import spoken_language
from bot.i18n import translator

SCALE, FIGURE, RANKS = Fault.SCALE, Fault.FIGURE, Fault.RANKS

OFFERED = [
    (
        "De 1 à 10, quelle est ta motivation ?",
        SCALE,
        "Qu’est-ce qui te motive en ce moment, et qu’est-ce qui te manque ?",
    ),
    (
        "Sur une échelle de 1 à 5, comment notes-tu notre CRM ?",
        SCALE,
        "Notre CRM : qu’est-ce qui va bien, et qu’est-ce qui manque ?",
    ),
    (
        "Quelle note donnes-tu à notre collaboration avec le marketing ?",
        SCALE,
        "Notre collaboration avec le marketing : qu’est-ce qui va bien, et qu’est-ce qui manque ?",
    ),
    (
        "Quelle note sur 20 pour la réunion de lundi ?",
        SCALE,
        "La réunion de lundi : qu’est-ce qui va bien, et qu’est-ce qui manque ?",
    ),
    (
        "Ta semaine, note sur 10 ?",
        SCALE,
        "Qu’est-ce qui a compté pour toi cette semaine, et qu’est-ce qui t’a manqué ?",
    ),
    (
        "Entre 0 et 10, recommanderais-tu notre équipe ?",
        SCALE,
        "Que dirais-tu de nous à quelqu’un qui hésite, et pourquoi ?",
    ),
    (
        "Ton niveau de stress, sur 10 ?",
        SCALE,
        "Qu’est-ce qui te pèse en ce moment, et qu’est-ce qui t’allégerait ?",
    ),
    (
        "Note ta confiance dans le trimestre, de un à dix.",
        SCALE,
        "Qu’est-ce qui te donne confiance ce trimestre, et qu’est-ce qui te fait douter ?",
    ),
    (
        "Ton humeur du jour : 1-5 ?",
        SCALE,
        "Comment te sens-tu en ce moment, et qu’est-ce qui y est pour beaucoup ?",
    ),
    (
        "Combien d’appels as-tu passés cette semaine ?",
        FIGURE,
        "Qu’est-ce que tes appels t’ont appris cette semaine ?",
    ),
    (
        "Combien de rendez-vous as-tu pris ce mois-ci ?",
        FIGURE,
        "Qu’est-ce que tes rendez-vous t’ont appris ce mois-ci ?",
    ),
    (
        "Combien de flyers reste-t-il dans la réserve ?",
        FIGURE,
        "Les flyers : qu’est-ce qui va bien, et qu’est-ce qui manque ?",
    ),
    (
        "Combien de temps passes-tu sur le CRM ?",
        FIGURE,
        "Où part ton temps en ce moment, et où aimerais-tu qu’il aille ?",
    ),
    (
        "Quel est ton chiffre d’affaires de la semaine ?",
        FIGURE,
        (
            "Qu’est-ce qui a aidé un client à dire oui cette semaine, "
            "et qu’est-ce qui en a retenu un autre ?"
        ),
    ),
    (
        "Quel pourcentage de ton objectif as-tu atteint ?",
        FIGURE,
        "Qu’est-ce qui nous rapproche de nos objectifs en ce moment, et qu’est-ce qui gêne ?",
    ),
    (
        "À combien estimes-tu nos chances chez Béta ?",
        FIGURE,
        "Qu’est-ce qui te fait y croire, et qu’est-ce qui te fait douter ?",
    ),
    (
        "Qui est le meilleur vendeur du mois ?",
        RANKS,
        "Qu’est-ce qui a bien marché ce mois-ci, et qu’est-ce qui l’a permis ?",
    ),
    (
        "Qui a le plus aidé les autres cette semaine ?",
        RANKS,
        "Quel coup de main t’a fait avancer cette semaine ?",
    ),
    (
        "Qui a fait le moins d’efforts ?",
        RANKS,
        "Qu’est-ce qui a été difficile ces derniers temps, et qu’est-ce qui aiderait ?",
    ),
    (
        "Que penses-tu de @karim ?",
        RANKS,
        "Qu’est-ce qui a bien marché ces derniers temps, et qu’est-ce qui l’a permis ?",
    ),
    (
        "From 1 to 10, how motivated are you?",
        SCALE,
        "What motivates you at the moment, and what is missing?",
    ),
    (
        "On a scale of one to five, how happy are you with our new deck?",
        SCALE,
        "Our new deck: what goes well, and what is missing?",
    ),
    (
        "How would you rate our handover from marketing?",
        SCALE,
        "Our handover from marketing: what goes well, and what is missing?",
    ),
    (
        "Your week out of 10?",
        SCALE,
        "What mattered to you this week, and what did you miss?",
    ),
    (
        "Rate your energy today",
        SCALE,
        "What gives you energy today, and what takes it away?",
    ),
    (
        "What score would you give to the autumn campaign?",
        SCALE,
        "The autumn campaign: what goes well, and what is missing?",
    ),
    (
        "How confident are you about Q4, 1-10?",
        SCALE,
        "What gives you confidence at the moment, and what makes you doubt?",
    ),
    (
        "How many calls did you make this week?",
        FIGURE,
        "What did your calls teach you this week?",
    ),
    (
        "How many brochures did we hand out?",
        FIGURE,
        "The brochures: what goes well, and what is missing?",
    ),
    (
        "How much time do you spend on reports?",
        FIGURE,
        "Where does your time go at the moment, and where would you like it to go?",
    ),
    (
        "What percentage of your target did you reach?",
        FIGURE,
        "What brings us closer to our targets at the moment, and what gets in the way?",
    ),
    (
        "What is our conversion rate this month?",
        FIGURE,
        "What helped a customer say yes this month, and what held another one back?",
    ),
    (
        "How likely are we to sign Beta?",
        FIGURE,
        "What makes you believe in it, and what makes you doubt?",
    ),
    (
        "Who is the best closer?",
        RANKS,
        "What worked well lately, and what made it possible?",
    ),
    (
        "Who helped the most this week?",
        RANKS,
        "What help moved you forward this week?",
    ),
    (
        "Who was the slowest to answer?",
        RANKS,
        "What was hard lately, and what would help?",
    ),
]

HARD = [
    "Combien de notes sur 10 as-tu données ?",
    "How many out of 10?",
    "De 1 à 10 ?",
    "%",
    "Note notre note de 1 à 10 sur une échelle de 0 à 5 !!!",
    "How would you rate the ratings of our scores out of 10?",
    "Combien de " + "très " * 50 + "longues choses as-tu ?",
    "Note notre " + "x" * 280,
    "Qui est le meilleur, @ana ou @luc ?",
]

FINE = [
    "Qu’est-ce qui t’a surpris chez un client ?",
    "Sur 10 ans, qu’est-ce qui a changé chez nos clients ?",
    "Qu’avons-nous appris entre le 3 et le 10 décembre ?",
    "Que ferais-tu d’un salon ouvert 24/7 ?",
    "De quoi prends-tu note pendant un rendez-vous ?",
    "Qui pourrait nous éclairer sur les groupes ?",
    "Quel client nous a le plus appris ?",
    "Qu’est-ce qui vaut mieux qu’un meilleur prix ?",
    "Qu’est-ce qui marche le mieux avec les groupes ?",
    "What could lift our conversion rate?",
    "What did the last three customers have in common?",
    "Which campaign taught us the most?",
    "What would you do with 5 or 10 minutes more on each call?",
    "Who might know how to reach bakers?",
    "What makes a good brief?",
    "How do you open a call at 9?",
]
YES_OR_NO = [
    "Est-ce que la démo est trop longue ?",
    "As-tu essayé quelque chose de nouveau ?",
    "Y a-t-il un outil de trop ?",
    "T’es-tu senti écouté cette semaine ?",
    "Tu es content de la page d’accueil ?",
    "Devrions-nous changer d’outil ?",
    "Did we try something new?",
    "Is the demo too long?",
    "Don’t we talk too much?",
    "Should we change tools",
]
OPEN = [
    "Avons-nous essayé quelque chose, et qu’est-ce que ça a donné ?",
    "Did we try something new, and what came of it?",
    "On fait quoi de la page d’accueil ?",
    "Raconte un rendez-vous qui t’a plu",
    "Tell us about a call that went well",
    "Pense à un moment où tu étais bien : qu’est-ce qui l’a permis ?",
]


@pytest.mark.parametrize("words, fault, instead", OFFERED)
def test_a_closed_question_is_offered_open(words: str, fault: Fault, instead: str) -> None:
    offer = offer_for(words, Language.FRENCH)
    assert offer is not None
    assert (offer.words, offer.fault) == (words, fault)
    assert offer.instead.replace("\u00a0", " ") == instead


@pytest.mark.parametrize("words", [words for words, *_ in OFFERED])
def test_what_is_offered_is_open_and_in_the_same_language(words: str) -> None:
    offer = offer_for(words, Language.ENGLISH)
    assert offer is not None
    assert fault_of(offer.instead) is None
    assert not is_yes_or_no(offer.instead)
    assert spoken_language(offer.instead) == (spoken_language(words) or Language.ENGLISH)


@pytest.mark.parametrize("words", HARD)
@pytest.mark.parametrize("language", list(Language))
def test_what_is_offered_can_always_be_taken(words: str, language: Language) -> None:
    offer = offer_for(words, language)
    assert offer is not None
    assert offer_for(offer.instead, language) is None
    assert len(offer.instead) <= LONGEST_QUESTION


@given(
    st.sampled_from(["Combien de ", "How many ", "De 1 à 10, ", "Rate your ", "Qui est le pire "]),
    st.text(max_size=280),
)
def test_whatever_follows_something_open_is_offered(begins: str, words: str) -> None:
    offer = offer_for(begins + words, Language.FRENCH)
    assert offer is not None
    assert offer_for(offer.instead, Language.FRENCH) is None


@pytest.mark.parametrize("words", FINE)
def test_an_open_question_is_left_as_it_is(words: str) -> None:
    assert offer_for(words, Language.FRENCH) is None
    assert not is_yes_or_no(words)


@pytest.mark.parametrize("words", YES_OR_NO)
def test_what_takes_one_word_is_noticed_and_not_refused(words: str) -> None:
    assert is_yes_or_no(words)
    assert fault_of(words) is None


@pytest.mark.parametrize("words", OPEN)
def test_what_asks_for_more_is_not_remarked_on(words: str) -> None:
    assert not is_yes_or_no(words)


@pytest.mark.parametrize("language", list(Language))
def test_the_bank_keeps_its_own_rules(language: Language) -> None:
    t = translator(language.value)
    said = [t(words) for words in BANK.values()]
    assert len(set(said)) == len(said)
    assert not [words for words in said if fault_of(words) or is_yes_or_no(words)]
    assert all(words.endswith("?") for words in said)
    assert {spoken_language(words) for words in said} <= {language, None}
