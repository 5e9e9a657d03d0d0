// Draws people as their initials on a colour of their own.
import { h } from "./dom.js";

const COLOURS = 10;

/** The picture of a person or of the app; decorative, since the name stands beside it. */
export function avatar(person, size = "") {
  const tone = person.bot ? "bot" : `tone-${person.tone % COLOURS}`;
  return h("span", { class: `avatar ${tone} ${size}`, "aria-hidden": "true" }, initials(person.name));
}

function initials(name) {
  const words = name.split(/[\s-]+/).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : words;
  return letters.map((word) => [...word][0]).join("").toLocaleUpperCase();
}
