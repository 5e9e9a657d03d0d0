// A floating list to choose from, filtered as one types, with the keyboard or the pointer.
import { h } from "./dom.js";
import { avatar } from "./avatar.js";
import { openFloat } from "./float.js";
import { t } from "./words.js";

const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();

/**
 * Open a list under `anchor`. Items come from `items()` at once or from `await ask(typed)`; `pick(value)` is told
 * the choice; with `stay` the list stays open for more.
 */
export function openList(anchor, options) {
  const list = h("ul", { class: "list", role: "listbox", id: "open-list", "aria-label": options.name });
  const search = h("input", { class: "list-search", type: "text", role: "combobox", "aria-controls": "open-list", "aria-expanded": "true",
    "aria-label": options.name, autocomplete: "off", placeholder: t("filter") });
  const panel = h("div", { class: "picker-panel" }, search, list);
  const float = openFloat(anchor, panel, { minWidth: true });
  const state = { list, search, options, float, items: [], at: -1, turn: 0 };
  search.addEventListener("input", () => refresh(state));
  search.addEventListener("keydown", (event) => onKey(state, event));
  refresh(state);
  search.focus();
}

async function refresh(state) {
  const typed = state.search.value.trim();
  const turn = ++state.turn;
  const { ask, least = 0 } = state.options;
  if (ask && typed.length < least) return note(state, t("typeMore", { count: least - typed.length }));
  if (ask) note(state, t("searching"));
  const items = ask ? await ask(typed) : state.options.items().filter((item) => fold(item.label).includes(fold(typed)));
  if (turn !== state.turn) return undefined;
  state.items = items;
  return items.length ? show(state, 0) : note(state, t("nothingFound"));
}

function note(state, text) {
  state.items = [];
  state.at = -1;
  state.list.replaceChildren(h("li", { class: "list-note", role: "presentation" }, text));
  state.float.place();
}

function show(state, at) {
  const chosen = new Set(state.options.chosen?.() ?? []);
  let group = null;
  const rows = state.items.flatMap((item, index) => {
    const title = item.group && item.group !== group ? [h("li", { class: "list-group", role: "presentation" }, item.group)] : [];
    group = item.group;
    return [...title, row(state, item, index, chosen.has(state.options.idOf(item.value)))];
  });
  state.list.replaceChildren(...rows);
  move(state, at);
  state.float.place();
}

function row(state, item, index, chosen) {
  return h("li", { class: "list-item", role: "option", id: `open-list-${index}`, "aria-selected": String(chosen),
    on: { click: () => take(state, index), pointermove: () => mark(state, index), pointerdown: (event) => event.preventDefault() } },
  item.person ? avatar(item.person, "small") : null,
  h("span", { class: "list-label" }, h("bdi", {}, item.label), item.note ? h("span", { class: "note" }, item.note) : null),
  chosen ? h("span", { class: "tick", "aria-hidden": "true" }, "✓") : null);
}

function mark(state, at) {
  state.at = at;
  for (const node of state.list.querySelectorAll(".list-item")) node.classList.toggle("current", node.id === `open-list-${at}`);
  state.search.setAttribute("aria-activedescendant", `open-list-${at}`);
}

function move(state, at) {
  if (!state.items.length) return;
  mark(state, (at + state.items.length) % state.items.length);
  state.list.querySelector(".current")?.scrollIntoView({ block: "nearest" });
}

function take(state, index) {
  const item = state.items[index];
  if (!item) return;
  state.options.pick(item.value);
  if (state.options.stay) show(state, index);
  else state.float.close(true);
}

const KEYS = {
  ArrowDown: (state) => move(state, state.at + 1),
  ArrowUp: (state) => move(state, state.at - 1),
  Home: (state) => move(state, 0),
  End: (state) => move(state, state.items.length - 1),
  Enter: (state) => take(state, state.at),
};

function onKey(state, event) {
  const run = KEYS[event.key];
  if (!run) return;
  event.preventDefault();
  event.stopPropagation();
  run(state);
}
