// The field behind every select: shows the choice, and opens a list that filters as one types.
import { h, icon } from "./dom.js";
import { openList } from "./listbox.js";
import { plainText } from "./references.js";
import { t } from "./words.js";

/** Draw a select; `place.change` is given an option, an id, or a list of either. */
export function pickerField(place) {
  const source = sourceOf(place);
  const multi = place.element.type.startsWith("multi_");
  return multi ? manyField(place, source) : oneField(place, source);
}

function oneField(place, source) {
  const name = place.label ?? placeholder(place);
  let value = place.value;
  const shown = h("span", { class: "shown" });
  const field = h("button", { class: "field select", type: "button", "data-fid": place.fid, "aria-haspopup": "listbox", "aria-expanded": "false" }, shown, icon("down"));
  const clear = place.block.optional ? h("button", { class: "clear", type: "button", "aria-label": t("clearChoice") }, icon("close")) : null;
  const show = () => {
    const text = value === null ? null : source.labelOf(value);
    shown.textContent = text ?? placeholder(place);
    shown.classList.toggle("placeholder", text === null);
    field.setAttribute("aria-label", `${name}: ${text ?? t("nothingChosen")}`);
    clear?.toggleAttribute("hidden", value === null);
  };
  const pick = (next) => { value = next; show(); place.change(next); };
  field.addEventListener("click", () => openList(field, { ...source, chosen: () => (value === null ? [] : [source.idOf(value)]), pick, name }));
  clear?.addEventListener("click", () => { pick(null); field.focus(); });
  show();
  return clear ? h("div", { class: "clearable" }, field, clear) : field;
}

function manyField(place, source) {
  let values = [...place.value];
  const chips = h("div", { class: "chips" });
  const add = h("button", { class: "add-one", type: "button", "data-fid": place.fid, "aria-haspopup": "listbox", "aria-expanded": "false" });
  const box = h("div", { class: "field many", role: "group", "aria-label": place.label ?? placeholder(place) }, chips, add);
  const set = (next) => { values = next; show(); place.change(next); };
  const show = () => {
    chips.replaceChildren(...values.map((value) => chip(source.labelOf(value), () => { set(values.filter((one) => one !== value)); add.focus(); })));
    add.textContent = values.length ? t("addOne") : placeholder(place);
    add.setAttribute("aria-label", `${place.label ?? placeholder(place)}: ${values.map(source.labelOf).join(", ") || t("nothingChosen")}`);
  };
  add.addEventListener("click", () => openList(box, { ...source, chosen: () => values.map(source.idOf), stay: true, name: place.label ?? placeholder(place),
    pick: (value) => set(toggled(values, value, source, place.element.max_selected_items)) }));
  show();
  return box;
}

function toggled(values, value, source, max) {
  const id = source.idOf(value);
  const without = values.filter((one) => source.idOf(one) !== id);
  if (without.length < values.length) return without;
  return max && values.length >= max ? values : [...values, value];
}

function chip(text, remove) {
  return h("span", { class: "chip" }, h("bdi", {}, text),
    h("button", { type: "button", "aria-label": t("remove", { name: text }), on: { click: remove } }, icon("close")));
}

function placeholder(place) {
  return plainText(place.element.placeholder) || t("choose");
}

function sourceOf(place) {
  const { element, surface, block } = place;
  if (element.type.includes("users")) return people(surface.viewer);
  if (element.type.includes("conversations") || element.type.includes("channels")) return rooms(surface.viewer, element);
  if (element.type.includes("external")) return external(place, block);
  return fixed(element);
}

function people(viewer) {
  const items = () => [...viewer.people.values()].filter((person) => !person.deactivated)
    .sort((one, other) => one.bot - other.bot || one.name.localeCompare(other.name))
    .map((person) => ({ value: person.id, label: person.name, note: person.title, person }));
  return { items, labelOf: (id) => viewer.people.get(id)?.name ?? t("someone"), idOf: (id) => id };
}

function rooms(viewer, element) {
  const include = element.filter?.include ?? null;
  const kindOf = (channel) => (channel.kind === "im" || channel.kind === "mpim" ? channel.kind : channel.private ? "private" : "public");
  const publicOnly = element.type.includes("channels");
  const allowed = (channel) => !channel.archived && (publicOnly ? kindOf(channel) === "public" : !include || include.includes(kindOf(channel)));
  const label = (channel) => (channel.kind === "im" || channel.kind === "mpim" ? channel.name : `${channel.private ? "🔒 " : "#"}${channel.name}`);
  const items = () => [...viewer.channels.values()].filter(allowed).map((channel) => ({ value: channel.id, label: label(channel) }));
  return { items, labelOf: (id) => (viewer.channels.has(id) ? label(viewer.channels.get(id)) : t("privateChannel")), idOf: (id) => id };
}

const optionItem = (option, group = null) => ({ value: option, label: plainText(option.text), note: option.description ? plainText(option.description) : null, group });
const optionItems = ({ options, option_groups: groups }) => (groups
  ? groups.flatMap((group) => group.options.map((option) => optionItem(option, plainText(group.label))))
  : (options ?? []).map((option) => optionItem(option)));

function fixed(element) {
  return { items: () => optionItems(element), labelOf: (option) => plainText(option.text), idOf: (option) => option.value };
}

function external(place, block) {
  const { element, surface } = place;
  const ask = async (typed) => optionItems(await surface.suggest({ block_id: block.block_id, action_id: element.action_id, typed }));
  return { ask, least: element.min_query_length ?? 3, labelOf: (option) => plainText(option.text), idOf: (option) => option.value };
}
