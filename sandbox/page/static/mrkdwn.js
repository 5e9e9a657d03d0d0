// Reads Slack's mrkdwn into DOM nodes: styles, links, mentions, dates, emoji; entities are decoded exactly once.
import { h } from "./dom.js";
import { emojiChar, emojiNode } from "./emoji.js";
import { channelRef, dateRef, massMention, personRef, plainText, safeLink } from "./references.js";

const LETTER = /[\p{L}\p{N}]/u;
const EMOJI = /:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):/y;
const BARE_URL = /https?:\/\/[^\s<>|]*[^\s<>|.,;:!?'")\]]/y;
const STYLES = { "*": "strong", _: "em", "~": "s" };

/** Undo Slack's three entities, once. */
export function decode(text) {
  return text.replace(/&(amp|lt|gt);/g, (all, name) => ({ amp: "&", lt: "<", gt: ">" })[name]);
}

/** The nodes of a mrkdwn text; `viewer` names people, channels and the zone. */
export function mrkdwn(text, viewer, { verbatim = false } = {}) {
  const out = document.createDocumentFragment();
  const pieces = text.split(/```([\s\S]*?)```/);
  pieces.forEach((piece, index) => {
    if (index % 2) out.append(h("pre", {}, plainTokens(piece.replace(/^\n/, ""), viewer)));
    else paragraphs(besidePre(piece, index > 0, index < pieces.length - 1), viewer, verbatim, out);
  });
  return out;
}

/** The nodes of a text object, plain or mrkdwn. */
export function textObject(object, viewer) {
  if (object.type === "mrkdwn") return h("div", { class: "text" }, mrkdwn(object.text, viewer, { verbatim: object.verbatim }));
  return h("div", { class: "text prewrap", dir: "auto" }, plainText(object));
}

// A line break beside a code block belongs to the block, not to the text.
function besidePre(text, after, before) {
  const start = after ? text.replace(/^\n/, "") : text;
  return before ? start.replace(/\n$/, "") : start;
}

function paragraphs(text, viewer, verbatim, out) {
  if (!text) return;
  const [before, open] = splitLongQuote(text);
  let quote = null;
  for (const line of before === null ? [] : before.split("\n")) {
    const quoted = line.match(/^(?:&gt;|>) ?(.*)$/s);
    if (quoted) {
      if (!quote) out.append((quote = h("blockquote")));
      quote.append(lineNode(quoted[1], viewer, verbatim));
    } else {
      quote = null;
      out.append(lineNode(line, viewer, verbatim));
    }
  }
  if (open !== null) out.append(h("blockquote", {}, open.split("\n").map((line) => lineNode(line, viewer, verbatim))));
}

// ">>>" quotes everything that follows it.
function splitLongQuote(text) {
  const found = text.match(/(^|\n)(?:&gt;&gt;&gt;|>>>) ?/);
  if (!found) return [text, null];
  const before = text.slice(0, found.index);
  return [before === "" ? null : before, text.slice(found.index + found[0].length)];
}

function lineNode(line, viewer, verbatim) {
  const item = line.match(/^(\s*)([•◦▪‣–-]|\d{1,2}[.)])(\s+)(.*)$/su);
  if (!item) return h("div", { class: "line", dir: "auto" }, inline(line, viewer, verbatim));
  const depth = Math.min(3, Math.floor(item[1].length / 2));
  return h("div", { class: `line item depth-${depth}`, dir: "auto" },
    h("span", { class: "marker" }, `${item[2]} `), h("span", {}, inline(item[4], viewer, verbatim)));
}

/** The nodes of one line: styles may nest, code may not. */
export function inline(text, viewer, verbatim = false) {
  const reader = { text, at: 0, nodes: [], plain: "", viewer, verbatim };
  while (reader.at < text.length) {
    if (!readSpecial(reader)) reader.plain += text[reader.at++];
  }
  flush(reader);
  return reader.nodes;
}

function flush(reader) {
  if (reader.plain) reader.nodes.push(document.createTextNode(decode(reader.plain)));
  reader.plain = "";
}

function put(reader, node, length) {
  flush(reader);
  reader.nodes.push(node);
  reader.at += length;
  return true;
}

function readSpecial(reader) {
  const char = reader.text[reader.at];
  if (char === "`") return readCode(reader);
  if (char === "<") return readToken(reader);
  if (char === ":") return readEmoji(reader);
  if (char in STYLES) return readStyle(reader, char);
  if (char === "h" && !reader.verbatim) return readUrl(reader);
  return false;
}

function readCode(reader) {
  const end = reader.text.indexOf("`", reader.at + 1);
  if (end <= reader.at + 1) return false;
  const code = reader.text.slice(reader.at + 1, end);
  return put(reader, h("code", {}, plainTokens(code, reader.viewer)), end + 1 - reader.at);
}

function readToken(reader) {
  const end = reader.text.indexOf(">", reader.at);
  if (end < 0) return false;
  const node = token(reader.text.slice(reader.at + 1, end), reader.viewer);
  return node ? put(reader, node, end + 1 - reader.at) : false;
}

function readEmoji(reader) {
  EMOJI.lastIndex = reader.at;
  const found = EMOJI.exec(reader.text);
  return found && emojiChar(found[1]) ? put(reader, emojiNode(found[1]), found[0].length) : false;
}

function readUrl(reader) {
  BARE_URL.lastIndex = reader.at;
  const found = BARE_URL.exec(reader.text);
  if (!found || LETTER.test(reader.text[reader.at - 1] ?? "")) return false;
  return put(reader, safeLink(decode(found[0]), decode(found[0])), found[0].length);
}

function readStyle(reader, mark) {
  const { text, at } = reader;
  if (LETTER.test(text[at - 1] ?? "") || /[\s]/.test(text[at + 1] ?? " ") || text[at + 1] === mark) return false;
  const end = closing(text, at, mark);
  if (end < 0) return false;
  const inner = inline(text.slice(at + 1, end), reader.viewer, reader.verbatim);
  return put(reader, h(STYLES[mark], {}, inner), end + 1 - at);
}

function closing(text, at, mark) {
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] === "<" || text[i] === "`") i = skipTo(text, i, text[i] === "<" ? ">" : "`");
    else if (text[i] === mark && !/\s/.test(text[i - 1]) && !LETTER.test(text[i + 1] ?? "")) return i;
  }
  return -1;
}

function skipTo(text, at, end) {
  const found = text.indexOf(end, at + 1);
  return found < 0 ? at : found;
}

function token(inner, viewer) {
  const bar = inner.indexOf("|");
  const target = bar < 0 ? inner : inner.slice(0, bar);
  const label = bar < 0 ? null : decode(inner.slice(bar + 1));
  if (target.startsWith("@")) return personRef(target.slice(1), viewer, label);
  if (target.startsWith("#")) return channelRef(target.slice(1), viewer, label);
  if (target.startsWith("!date^")) return dateRef(target, label, viewer);
  if (target.startsWith("!")) return massMention(target.slice(1), label);
  if (!/^(https?:|mailto:|tel:)/i.test(target)) return null;
  return safeLink(decode(target), label ?? decode(target).replace(/^(mailto|tel):/i, ""));
}

// Inside code nothing is styled, but Slack's tokens still read as their words.
function plainTokens(text, viewer) {
  return text.split(/(<[^<>\n]+>)/).map((piece, index) => {
    const node = index % 2 ? token(piece.slice(1, -1), viewer) : null;
    return node ? node.textContent : decode(piece);
  });
}
