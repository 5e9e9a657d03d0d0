// The page's own words, in the language of the person whose eyes we borrow.
const WORDS = {
  en: {
    actAs: "Act as…", youAre: "You are {name}", hasNews: "has something new",
    channels: "Channels", messages: "Messages", groups: "Conversations", apps: "Apps", home: "Home", privateRoom: "private", archived: "archived",
    unread: "unread", openSidebar: "Open the list of channels",
    pretendTime: "Pretend date and time", demo: "pretend workspace",
    app: "APP", edited: "(edited)", ephemeral: "Only visible to you", dismiss: "Dismiss this message", deleted: "This message was deleted.",
    replies: { one: "{count} reply", other: "{count} replies" }, lastReply: "Last one {when}", privateReply: "something in the thread for you alone", thread: "Thread", replyInThread: "Reply in thread", closeThread: "Close the thread",
    addReaction: "Add a reaction", react: "React with {name}", reacted: "{names} reacted with {name}", more: "More", you: "you",
    edit: "Edit the message", delete: "Delete the message", deleteAsk: "Delete this message?", deleteBody: "It disappears for everybody.", save: "Save", cancel: "Cancel", yes: "Yes",
    writeTo: "Write to {name}", replyTo: "Reply…", send: "Send", sendHint: "Enter to send, Shift+Enter for a new line", insertEmoji: "Insert an emoji", suggestions: "Suggestions",
    joined: "joined the channel", left: "left the channel", emptyRoom: "Nothing here yet. Say something!", emptyHome: "This app has not published a Home tab yet.",
    archivedRoom: "This channel is archived: it can be read, nothing more.", notMember: "You are not a member of this channel.",
    close: "Close", backOne: "Back", optional: "(optional)", required: "Please fill this in.", atLeast: "Write at least {count} characters.", atMost: "Write at most {count} characters.",
    notEmail: "Write an e-mail address.", notUrl: "Write a link that begins with https://.", notNumber: "Write a number.", tooShort: "{count} more",
    choose: "Choose", addOne: "Add…", filter: "Type to filter", nothingChosen: "nothing chosen", nothingFound: "Nothing found", searching: "Searching…", typeMore: { one: "Type {count} more character", other: "Type {count} more characters" },
    clearChoice: "Clear the choice", remove: "Remove {name}", moreChoices: "More actions", date: "Date", time: "Time", textField: "Text", someone: "somebody", privateChannel: "private channel", massMention: "This would notify many people at once",
    unsupported: "This page cannot draw “{type}”.", disconnected: "The sandbox is not answering. Trying again…",
    operation_timeout: "The app did not answer in time. Try again.", unknown_command: "{text} is not a valid command.", thread_command: "Slash commands cannot be used in threads.",
    not_allowed: "Slack does not let you do that here.", nothing_there: "That is not there any more.", bad_answer: "The app answered something Slack cannot use: {why}", failed: "That did not work: {why}", done: "Done",
  },
  fr: {
    actAs: "Agir en tant que…", youAre: "Tu es {name}", hasNews: "a du nouveau",
    channels: "Canaux", messages: "Messages", groups: "Conversations", apps: "Applis", home: "Accueil", privateRoom: "privé", archived: "archivé",
    unread: "non lu", openSidebar: "Ouvrir la liste des canaux",
    pretendTime: "Date et heure fictives", demo: "espace fictif",
    app: "APPLI", edited: "(modifié)", ephemeral: "Visible par toi uniquement", dismiss: "Masquer ce message", deleted: "Ce message a été supprimé.",
    replies: { one: "{count} réponse", other: "{count} réponses" }, lastReply: "La dernière : {when}", privateReply: "un mot pour toi dans le fil", thread: "Fil", replyInThread: "Répondre dans le fil", closeThread: "Fermer le fil",
    addReaction: "Ajouter une réaction", react: "Réagir avec {name}", reacted: "{names} : réaction {name}", more: "Plus", you: "toi",
    edit: "Modifier le message", delete: "Supprimer le message", deleteAsk: "Supprimer ce message ?", deleteBody: "Il disparaît pour tout le monde.", save: "Enregistrer", cancel: "Annuler", yes: "Oui",
    writeTo: "Écris à {name}", replyTo: "Réponds…", send: "Envoyer", sendHint: "Entrée pour envoyer, Maj+Entrée pour aller à la ligne", insertEmoji: "Insérer un émoji", suggestions: "Suggestions",
    joined: "a rejoint le canal", left: "a quitté le canal", emptyRoom: "Rien ici pour l’instant. Lance-toi !", emptyHome: "Cette appli n’a pas encore publié d’accueil.",
    archivedRoom: "Ce canal est archivé : on peut le lire, rien de plus.", notMember: "Tu n’es pas membre de ce canal.",
    close: "Fermer", backOne: "Retour", optional: "(facultatif)", required: "Remplis ce champ, s’il te plaît.", atLeast: "Écris au moins {count} caractères.", atMost: "Écris au plus {count} caractères.",
    notEmail: "Écris une adresse e-mail.", notUrl: "Écris un lien qui commence par https://.", notNumber: "Écris un nombre.", tooShort: "encore {count}",
    choose: "Choisis", addOne: "Ajouter…", filter: "Tape pour filtrer", nothingChosen: "rien de choisi", nothingFound: "Rien trouvé", searching: "Recherche…", typeMore: { one: "Encore {count} caractère", other: "Encore {count} caractères" },
    clearChoice: "Effacer le choix", remove: "Retirer {name}", moreChoices: "Autres actions", date: "Date", time: "Heure", textField: "Texte", someone: "quelqu’un", privateChannel: "canal privé", massMention: "Ceci préviendrait beaucoup de monde d’un coup",
    unsupported: "Cette page ne sait pas dessiner « {type} ».", disconnected: "Le bac à sable ne répond pas. Nouvel essai…",
    operation_timeout: "L’appli n’a pas répondu à temps. Réessaie.", unknown_command: "{text} n’est pas une commande connue.", thread_command: "Les commandes ne marchent pas dans les fils.",
    not_allowed: "Slack ne te laisse pas faire ça ici.", nothing_there: "Ce n’est plus là.", bad_answer: "L’appli a répondu quelque chose que Slack ne comprend pas : {why}", failed: "Ça n’a pas marché : {why}", done: "C’est fait",
  },
};

let language = "en";

/** Choose the language from a locale such as fr-FR; anything but French reads English. */
export function speak(locale) {
  language = locale.toLowerCase().startsWith("fr") ? "fr" : "en";
  document.documentElement.lang = language;
}

/** The language in use: "fr" or "en". */
export function spoken() {
  return language;
}

/** A sentence of the page, with its blanks filled; {count} picks singular or plural. */
export function t(key, blanks = {}) {
  let text = WORDS[language][key];
  if (text && typeof text === "object") text = text[new Intl.PluralRules(language).select(blanks.count)] ?? text.other;
  return (text ?? `[${key}]`).replace(/\{(\w+)\}/g, (all, name) => blanks[name] ?? all);
}

/** "Ana, Luc and you" in the language in use. */
export function listed(names) {
  return new Intl.ListFormat(language, { type: "conjunction" }).format(names);
}
