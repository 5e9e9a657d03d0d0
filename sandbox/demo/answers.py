"""What the people of the company answer, whichever question of the bank comes to them."""

from bot.domain.questions import BANK, QUESTIONS, Opens
from bot.i18n import translator
from sandbox.nouns import Message

FRENCH = {
    "thanks-to": (
        "La page d’exemple des Pins : sans les coups de fil de Karim, j’y serais encore.",
        "Ma relance chez Glen Affric : c’est Tom qui m’a soufflé la bonne question.",
    ),
    "customer-taught": (
        "Qu’un gérant de camping vit dehors : son ordinateur, il l’ouvre le soir.",
        "Qu’on parle trop de nos fonctions et pas assez de leur mois d’août.",
    ),
    "tried-new": (
        "Une visio avec les ventes. Le client a posé des questions que je n’entends jamais.",
        "Appeler avant neuf heures. On tombe sur le patron, pas sur le répondeur.",
    ),
    "stop-two-weeks": (
        "La lettre du mardi. Je voudrais voir si elle manque à quelqu’un.",
        "Le compte rendu du vendredi, pour écrire plutôt à deux clients.",
    ),
    "where-rub": (
        "On promet une démo avant que la page d’exemple soit prête, et ensuite je cours.",
        "On ne se dit pas quelles adresses viennent du salon : les gens sont appelés deux fois.",
    ),
    "stuck-on": (
        "Les gîtes sans site web. Quelqu’un a déjà essayé quelque chose avec eux ?",
        "Les groupes : ils veulent un seul contrat et je ne sais pas par où commencer. Camille ?",
    ),
    "at-best": (
        "La démo des Pins : Karim m’avait tout raconté la veille, je savais à qui je parlais.",
        "Chez Horizon : Camille m’a laissé mener tout le rendez-vous.",
    ),
    "loss-taught": (
        "Le salon de Grenoble : beau stand, et personne pour rappeler les gens ensuite.",
        "Le camping du Lac. On répondait vite, mais jamais à la question posée.",
    ),
    "day-three": (
        "Où sont les photos des clients, et à qui demander la permission.",
        "Qu’en juillet, on n’appelle pas un camping l’après-midi.",
    ),
    "ours-to-decide": (
        "Quels clients on montre en exemple : on les connaît mieux que personne.",
        "La date de la démo. On pourrait la fixer nous-mêmes avec le client.",
    ),
    "advice-wanted": (
        "Comment demander une photo à un client sans l’embêter ?",
        "Comment relancer sans avoir l’air de relancer ?",
    ),
    "said-and-done": (
        "Raccourcir le formulaire de contact : c’est fait, et on reçoit enfin de vraies questions.",
        "Rappeler les anciens clients. Deux après-midi, et on sait pourquoi ils étaient partis.",
    ),
    "an-hour-more": (
        "J’irais m’asseoir à l’accueil d’un camping, un matin, juste pour écouter.",
        "J’appellerais ceux qui ont signé l’an dernier. Rien à vendre, prendre des nouvelles.",
    ),
    "customer-first-week": (
        "Il cherche où mettre ses photos. On devrait le faire avec lui, le premier jour.",
        "Il attend la première réservation. Et nous, on l’appelle quand elle est passée.",
    ),
}
"""By question: what Inès writes in the form, and Karim in the thread."""

FRENCH_BY_WHAT_IT_OPENS = {
    Opens.CUSTOMERS: (
        "Un gérant m’a dit : « Je ne cherche pas un logiciel, je cherche mes soirées. »",
        "Je repense aux Pins : une visite m’en a plus appris que tous mes appels.",
    ),
    Opens.COLLEAGUES: (
        "La page des Pins : à deux, on l’a finie en une heure. Seule, j’y serais encore.",
        "Une vraie relecture avant mes démos. Inès, tu aurais une demi-heure jeudi ?",
    ),
    Opens.LEARNING: (
        "Montrer les photos du client, pas les nôtres. Je n’y croyais pas.",
        "Appeler avant l’ouverture de l’accueil : c’est là que le patron a du temps.",
    ),
    Opens.MEANS: (
        "Un matin calme pour écrire. Un seul, et ça changerait déjà beaucoup.",
        "Le compte rendu du vendredi. Je donnerais cette heure-là aux clients.",
    ),
    Opens.DIRECTION: (
        "Les petits campings d’abord. Les groupes nous font courir, et on y perd nos soirées.",
        "Qu’un gérant nous recommande à son voisin sans qu’on lui demande rien.",
    ),
}
"""For the other questions, by what they open."""

ENGLISH = {
    "thanks-to": (
        "My follow-up with Cedar Lake. Karim gave me the question I was missing.",
        "The Les Pins demo page: Inès found the photos while I was on a train.",
    ),
    "customer-taught": (
        "That our demo is far too long. She stopped me at the calendar and said: that’s it.",
        "That a lodge owner lives outdoors and opens the laptop at night, if at all.",
    ),
    "tried-new": (
        "Calling with marketing on the line. Customers ask quite different things.",
        "Sending one question instead of a brochure. People do answer a question.",
    ),
    "stop-two-weeks": (
        "Friday’s report. I’d write to two customers instead.",
        "The Tuesday newsletter. I’d like to see whether anybody misses it.",
    ),
    "where-rub": (
        "Two of us called the same lodge last week. Neither had told the other.",
        "We announce the spring offer before sales has heard of it.",
    ),
    "stuck-on": (
        "Families who share one phone. Has anybody found the right hour to call?",
        "Writing for people who hate reading. Tom, half an hour this week?",
    ),
    "at-best": (
        "The call with Cedar Lake: I had nothing to show, so I listened.",
        "Writing the spring page with Tom beside me. He kept asking: who says that?",
    ),
    "loss-taught": (
        "Pine Hollow. They said yes in May and I called back in June.",
        "The autumn campaign: lovely pictures, and not a word about price.",
    ),
    "day-three": (
        "That nobody picks up in July between noon and six.",
        "That the best questions come in on the support line. Sit there for a morning.",
    ),
    "ours-to-decide": (
        "Who takes which region. We’d share it out sensibly.",
        "When a page is good enough to go out.",
    ),
    "advice-wanted": (
        "How do you end a call with somebody who loves to chat?",
        "How would you explain the new calendar in one line?",
    ),
    "said-and-done": (
        "We said we’d call old customers. We did, and they were glad.",
        "A shorter contact form. Done, and people ask real questions now.",
    ),
    "works-why-unknown": (
        "Calling on Tuesdays after lunch. They pick up, and nobody knows why.",
        "The ugly old landing page. We made a lovely one, and people still like the other.",
    ),
    "saying-no": (
        "Free trials that last all summer. By September nobody remembers why they began.",
        "One-off flyers. They eat two days, and nobody asks for them again.",
    ),
}
"""By question: what Sam writes in the form, and Priya in the thread."""

ENGLISH_BY_WHAT_IT_OPENS = {
    Opens.CUSTOMERS: (
        "A lodge owner told me she wasn’t after software. She was after her evenings.",
        "Les Pins again: one visit taught me more than all our calls.",
    ),
    Opens.COLLEAGUES: (
        "Half an hour with Tom before a call. I go in knowing what I want to ask.",
        "The spring page got better the day sales read it aloud to us.",
    ),
    Opens.LEARNING: (
        "Asking one question and waiting. The waiting is the hard part.",
        "I was sure people wanted the brochure. They wanted an answer.",
    ),
    Opens.MEANS: (
        "Friday’s report. I’d give that hour to two customers instead.",
        "A quiet morning for writing. One would already change a lot.",
    ),
    Opens.DIRECTION: (
        "The small campsites. They tell their neighbours about us.",
        "When an owner sends us a friend without being asked: that’s my sign.",
    ),
}
"""For the other questions, by what they open."""

OUR_OWN = "Que faudrait-il changer dans nos démos ?"
"""What Karim adds for his channel; it is asked the week after."""
OUR_OWN_ANSWERS = (
    "Les commencer par le calendrier du client, avec ses vrais prix.",
    "Faire deux démos courtes, une pour le gérant et une pour l’accueil.",
)
"""What Inès writes in the form, and Karim in the thread."""
WITHOUT_A_NAME = (
    "On parle trop vite quand on a peur du silence. Moi le premier.",
    "Dire plus tôt que ce n’est pas pour eux, quand ce n’est pas pour eux.",
    "Arrêter de montrer ce qui n’est pas prêt.",
    "Je n’ose pas dire que je ne sais pas. J’aimerais qu’on ait le droit.",
    "Venir à deux, ventes et marketing. Seul, on n’écoute pas en montrant.",
)
"""What five people would rather write without their name."""
FOR_MY_COACH = "I’d like to lead a demo in French myself. Could you sit in, the first time?"
"""What somebody of sales tells their coach only."""


def answers_to(question: Message, language: str) -> tuple[str, str]:
    """Return what somebody writes in the form and somebody else in the thread."""
    if OUR_OWN in question.text:
        return OUR_OWN_ANSWERS
    t = translator(language)
    asked = next(key for key, words in BANK.items() if t(words) in question.text)
    opens = next(group for group, questions in QUESTIONS.items() if asked in questions)
    if language == "fr":
        return FRENCH.get(asked, FRENCH_BY_WHAT_IT_OPENS[opens])
    return ENGLISH.get(asked, ENGLISH_BY_WHAT_IT_OPENS[opens])
