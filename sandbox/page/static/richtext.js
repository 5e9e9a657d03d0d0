// Draws rich_text blocks.
import { h } from "./dom.js";
import { emojiNode } from "./emoji.js";
import { channelRef, dateRef, massMention, personRef, safeLink } from "./references.js";

const STYLE_TAGS = { bold: "strong", italic: "em", strike: "s", code: "code", underline: "u" };

/** The nodes of one rich_text block. */
export function richText(block, viewer) {
  return h("div", { class: "rich-text" }, block.elements.map((part) => richPart(part, viewer)));
}

function richPart(part, viewer) {
  if (part.type === "rich_text_list") return richList(part, viewer);
  const inner = part.elements.map((element) => richInline(element, viewer));
  if (part.type === "rich_text_quote") return h("blockquote", { class: "prewrap", dir: "auto" }, inner);
  if (part.type === "rich_text_preformatted") return h("pre", {}, inner);
  return h("div", { class: "prewrap", dir: "auto" }, inner);
}

function richList(list, viewer) {
  const tag = list.style === "ordered" ? "ol" : "ul";
  const depth = Math.min(3, list.indent ?? 0);
  const start = list.style === "ordered" && list.offset ? list.offset + 1 : null;
  return h(tag, { class: `depth-${depth}`, start },
    list.elements.map((item) => h("li", { dir: "auto" }, item.elements.map((element) => richInline(element, viewer)))));
}

const INLINE = {
  text: (element) => document.createTextNode(element.text),
  link: (element) => safeLink(element.url, element.text ?? element.url),
  user: (element, viewer) => personRef(element.user_id, viewer),
  usergroup: (element) => massMention(`subteam^${element.usergroup_id}`, null),
  channel: (element, viewer) => channelRef(element.channel_id, viewer),
  broadcast: (element) => massMention(element.range, null),
  emoji: (element) => emojiNode(element.skin_tone ? `${element.name}::skin-tone-${element.skin_tone}` : element.name),
  date: (element, viewer) => dateRef(`!date^${element.timestamp}^${element.format}`, element.fallback ?? null, viewer),
  color: (element) => document.createTextNode(element.value),
};

function richInline(element, viewer) {
  const draw = INLINE[element.type];
  let node = draw ? draw(element, viewer) : document.createTextNode(`[${element.type}]`);
  for (const [style, on] of Object.entries(element.style ?? {})) {
    if (on && STYLE_TAGS[style]) node = h(STYLE_TAGS[style], {}, node);
  }
  return node;
}
