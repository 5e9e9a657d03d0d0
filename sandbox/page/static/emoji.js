// Turns Slack's emoji names into characters, skin tones included.
import { h } from "./dom.js";

let table = {};
let tones = new Set();

/** Read the table once, before the first rendering. */
export async function loadEmoji() {
  const answer = await fetch("/page/static/emoji.json");
  const data = await answer.json();
  table = data.emoji;
  tones = new Set(data.tones);
}

/** The character of `wave` or `wave::skin-tone-3`, or null when the name is unknown. */
export function emojiChar(name) {
  const [base, tone] = name.split("::");
  const char = Object.hasOwn(table, base) ? table[base] : null;
  if (!char || !tone || !tones.has(base)) return char;
  const level = Number(tone.replace("skin-tone-", ""));
  if (!(level >= 2 && level <= 6)) return char;
  const [first, ...rest] = [...char];
  return first + String.fromCodePoint(0x1f3fb + level - 2) + rest.filter((c) => c !== "\ufe0f").join("");
}

/** A node for one emoji: the character, or `:name:` when nobody knows it. */
export function emojiNode(name, extra = "") {
  const char = emojiChar(name);
  if (!char) return document.createTextNode(`:${name}:`);
  return h("span", { class: `emoji ${extra}`, role: "img", "aria-label": `:${name}:`, title: `:${name}:` }, char);
}

/** Names that begin with (or else contain) what was typed. */
export function searchEmoji(typed, limit = 8) {
  const names = Object.keys(table);
  const first = names.filter((name) => name.startsWith(typed)).sort((a, b) => a.length - b.length);
  const then = names.filter((name) => !name.startsWith(typed) && name.includes(typed));
  return [...first, ...then].slice(0, limit);
}

/** Whether a text holds nothing but one to three known emoji: Slack then draws them large. */
export function onlyEmoji(text) {
  const left = text.replace(/:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):/g, (all, name) => (emojiChar(name) ? "\u0001" : all));
  return /^(\s*\u0001\s*){1,3}$/.test(left);
}
