// Draws what a text points at: people, channels, everybody, dates and links, always by name.
import { h } from "./dom.js";
import { slackDate } from "./dates.js";
import { emojiChar } from "./emoji.js";
import { t } from "./words.js";

/** The name of a person, whoever they are. */
export function personName(id, viewer) {
  return viewer.people.get(id)?.name ?? t("someone");
}

/** A mention of a person; one's own stands out. */
export function personRef(id, viewer, label = null) {
  const name = viewer.people.get(id)?.name ?? label ?? t("someone");
  const mine = id === viewer.id ? " mine" : "";
  return h("bdi", { class: `mention${mine}` }, `@${name.replace(/^@/, "")}`);
}

/** A mention of a channel, or of a private one that the viewer cannot see. */
export function channelRef(id, viewer, label = null) {
  const channel = viewer.channels.get(id);
  const name = channel?.name ?? (label || null);
  if (!name) return h("span", { class: "mention" }, t("privateChannel"));
  if (!channel) return h("bdi", { class: "mention" }, `#${name}`);
  return h("button", { class: "mention", type: "button", on: { click: () => viewer.goTo(id) } }, `#${name}`);
}

/** A live mention of many people at once: drawn loudly, for it would have notified them all. */
export function massMention(target, label) {
  const [kind] = target.split("^");
  const text = label ?? kind;
  return h("span", { class: "mention mass", title: t("massMention") }, `@${text.replace(/^@/, "")}`);
}

/** `<!date^seconds^template^link|fallback>` in the viewer's zone and language. */
export function dateRef(target, fallback, viewer) {
  const [, seconds, template, link] = target.split("^");
  if (!/^\d+$/.test(seconds ?? "") || !template) return h("span", {}, fallback ?? "");
  const text = slackDate(viewer, seconds, template, viewer.now);
  return link ? safeLink(link, text) : h("time", { title: fallback }, text);
}

/** A link that leaves the page in a new tab; anything but the web, mail or a telephone stays text. */
export function safeLink(url, label) {
  if (!/^(https?:|mailto:|tel:)/i.test(url)) return document.createTextNode(label);
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer", title: url }, withEmoji(label));
}

function withEmoji(text) {
  return text.replace(/:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):/g, (all, name) => emojiChar(name) ?? all);
}

/** A plain_text object: emoji names become emoji, nothing else is read. */
export function plainText(object) {
  const text = typeof object === "string" ? object : object?.text ?? "";
  return object?.emoji === false ? text : withEmoji(text);
}
