// Proposes commands, people, channels and emoji while one types.
import { avatar } from "./avatar.js";
import { h } from "./dom.js";
import { emojiChar, searchEmoji } from "./emoji.js";
import { act } from "./feed.js";
import { store } from "./store.js";
import { t } from "./words.js";

const LIMIT = 8;
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Attach completion to a text area; returns {onKey} for the composer to ask first. */
export function completion(area, holder, { commands }) {
  const state = { area, holder, commands, found: null, items: [], at: 0 };
  area.addEventListener("input", () => update(state));
  area.addEventListener("click", () => update(state));
  area.addEventListener("blur", () => setTimeout(() => hide(state), 120));
  return { onKey: (event) => onKey(state, event) };
}

function update(state) {
  const before = state.area.value.slice(0, state.area.selectionStart);
  const found = trigger(before, state.commands);
  state.items = found ? proposals(found) : [];
  state.found = found;
  state.at = 0;
  if (state.items.length) draw(state);
  else hide(state);
}

function trigger(before, commands) {
  if (commands && /^\/\S*$/.test(before)) return { kind: "/", typed: before.slice(1), start: 0 };
  const found = before.match(/(^|[\s(«“"'’])([@#:])([^\s@#:]*(?: [^\s@#:]*)?)$/u);
  if (!found || (found[2] === ":" && (found[3].length < 2 || found[3].includes(" ")))) return null;
  return { kind: found[2], typed: found[3], start: before.length - found[3].length - 1 };
}

function proposals({ kind, typed }) {
  const want = fold(typed);
  if (kind === "/") return commandItems(want);
  if (kind === "@") return personItems(want);
  if (kind === "#") return channelItems(want);
  return searchEmoji(want, LIMIT).map((name) => ({ face: emojiChar(name), label: `:${name}:`, insert: `:${name}: ` }));
}

function commandItems(want) {
  return store.snap.commands.filter((one) => fold(one.command.slice(1)).startsWith(want)).slice(0, 10)
    .map((one) => ({ label: one.command, hint: one.usage_hint, note: one.description, insert: `${one.command} ` }))
    .concat(globalShortcuts(want));
}

// Slack lists an app's global shortcuts among its commands.
function globalShortcuts(want) {
  return store.snap.shortcuts.filter((one) => one.type === "global" && fold(one.name).includes(want))
    .map((one) => ({ label: one.name, note: one.description, insert: "", run: () => act("global_shortcut", { callback_id: one.callback_id }) }));
}

function personItems(want) {
  const matches = (person) => fold(person.name).split(/[\s-]+/).some((word) => word.startsWith(want)) || fold(person.name).startsWith(want);
  return store.snap.people.filter((person) => !person.deactivated && matches(person)).slice(0, LIMIT)
    .map((person) => ({ person, label: person.name, note: person.bot ? t("app") : person.title, insert: `@${person.name} ` }));
}

function channelItems(want) {
  return store.snap.channels.filter((one) => (one.kind === "channel" || one.kind === "group") && fold(one.name).startsWith(want)).slice(0, LIMIT)
    .map((one) => ({ label: `${one.private ? "🔒 " : "#"}${one.name}`, insert: `#${one.name} ` }));
}

function draw(state) {
  const list = h("ul", { class: "completion", role: "listbox", id: "completion", "aria-label": t("suggestions") }, state.items.map((item, index) => row(state, item, index)));
  state.holder.replaceChildren(list);
  state.area.setAttribute("aria-controls", "completion");
  state.area.setAttribute("aria-activedescendant", `completion-${state.at}`);
  list.children[state.at]?.scrollIntoView({ block: "nearest" });
}

function row(state, item, index) {
  return h("li", { class: `list-item${index === state.at ? " current" : ""}`, role: "option", id: `completion-${index}`, "aria-selected": String(index === state.at),
    on: { pointerdown: (event) => { event.preventDefault(); take(state, index); } } },
  item.person ? avatar(item.person, "small") : null, item.face ? h("span", { class: "emoji" }, item.face) : null,
  h("span", { class: "list-label" }, h("bdi", {}, item.label), item.hint ? h("span", { class: "usage" }, ` ${item.hint}`) : null, item.note ? h("span", { class: "note" }, item.note) : null));
}

function hide(state) {
  state.items = [];
  state.holder.replaceChildren();
  state.area.removeAttribute("aria-activedescendant");
}

function take(state, index) {
  const { area, found } = state;
  const { run, insert } = state.items[index];
  const rest = area.value.slice(area.selectionStart).replace(/^ /, "");
  const head = area.value.slice(0, found.start) + insert;
  area.value = head + rest;
  area.setSelectionRange(head.length, head.length);
  hide(state);
  area.dispatchEvent(new Event("input", { bubbles: true }));
  run?.();
}

// Returns true when the key was for the list.
function onKey(state, event) {
  if (!state.items.length) return false;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    state.at = (state.at + step + state.items.length) % state.items.length;
    draw(state);
  } else if (event.key === "Escape") hide(state);
  else if ((event.key === "Enter" || event.key === "Tab") && !exact(state)) take(state, state.at);
  else return false;
  event.preventDefault();
  return true;
}

// A command typed to its last letter is sent by Enter, not completed once more.
function exact(state) {
  return state.found.kind === "/" && state.items[state.at].label === state.area.value.trim();
}
