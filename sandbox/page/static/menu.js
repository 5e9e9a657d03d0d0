// A small menu of things to do, opened from a button.
import { h } from "./dom.js";
import { openFloat } from "./float.js";

/** Open a menu beside `anchor`; entries are {label, note, danger, run}, or null for a line between groups. */
export function openMenu(anchor, entries) {
  const menu = h("div", { class: "menu", role: "menu" });
  const float = openFloat(anchor, menu);
  for (const entry of entries) menu.append(entry ? item(entry, float) : h("hr", { role: "separator" }));
  menu.addEventListener("keydown", (event) => onKey(menu, event));
  float.place();
  menu.querySelector("[role=menuitem]")?.focus();
}

function item(entry, float) {
  const run = () => { float.close(true); entry.run(); };
  return h("button", { class: `menu-item${entry.danger ? " danger" : ""}`, role: "menuitem", type: "button", tabindex: "-1", on: { click: run } },
    h("span", {}, entry.label), entry.note ? h("span", { class: "note" }, entry.note) : null);
}

function onKey(menu, event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const items = [...menu.querySelectorAll("[role=menuitem]")];
  const at = items.indexOf(document.activeElement);
  items[(at + step + items.length) % items.length].focus();
}
