// A small grid of emoji to react with or to insert, with a search field.
import { h } from "./dom.js";
import { emojiChar, searchEmoji } from "./emoji.js";
import { openFloat } from "./float.js";
import { t } from "./words.js";

const USUAL = ["bulb", "trophy", "+1", "tada", "heart", "clap", "raised_hands", "eyes", "wave", "pray", "rocket", "fire",
  "white_check_mark", "x", "muscle", "seedling", "smile", "joy", "thinking_face", "sweat_smile", "handshake", "star", "sparkles", "mountain"];

/** Open the grid beside a button; `pick` is given the chosen name. */
export function openEmojiGrid(anchor, pick) {
  const grid = h("div", { class: "emoji-grid", role: "group", "aria-label": t("addReaction") });
  const search = h("input", { class: "list-search", type: "text", placeholder: t("filter"), "aria-label": t("filter") });
  const float = openFloat(anchor, h("div", { class: "emoji-panel" }, search, grid));
  const show = () => {
    const typed = search.value.trim().toLowerCase().replaceAll(":", "");
    const names = typed ? searchEmoji(typed, 24) : USUAL;
    grid.replaceChildren(...names.filter(emojiChar).map((name) => cell(name, () => { float.close(true); pick(name); })));
  };
  search.addEventListener("input", show);
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    grid.querySelector("button")?.click();
  });
  show();
  float.place();
  search.focus();
}

function cell(name, run) {
  return h("button", { class: "emoji-cell", type: "button", title: `:${name}:`, "aria-label": `:${name}:`, on: { click: run } }, emojiChar(name));
}
