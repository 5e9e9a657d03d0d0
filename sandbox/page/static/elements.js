// Draws interactive elements wherever they stand: buttons, menus, selects, choices, dates, text fields.
import { confirmFirst } from "./confirm.js";
import { momentWords } from "./dates.js";
import { h, icon } from "./dom.js";
import { isEmpty, sent, setValue, valueOf } from "./forms.js";
import { openMenu } from "./menu.js";
import { textObject } from "./mrkdwn.js";
import { pickerField } from "./picker.js";
import { plainText } from "./references.js";
import { t } from "./words.js";

/** Draw one element; outside an input block a change is told to the app at once. */
export function drawElement(element, block, surface, label = null) {
  const place = { element, block, surface, label, fid: `${surface.key}|${block.block_id}|${element.action_id}` };
  const draw = DRAW[element.type] ?? (/_select$/.test(element.type) ? drawSelect : null);
  return draw ? draw(place) : h("span", { class: "unsupported" }, t("unsupported", { type: element.type }));
}

const DRAW = {
  button: drawButton,
  overflow: drawOverflow,
  checkboxes: (place) => drawChoices(place, "checkbox"),
  radio_buttons: (place) => drawChoices(place, "radio"),
  datepicker: (place) => drawMoment(place, "date"),
  timepicker: (place) => drawMoment(place, "time"),
  datetimepicker: drawDateTime,
  plain_text_input: drawText,
  email_text_input: (place) => drawLine(place, "email"),
  url_text_input: (place) => drawLine(place, "url"),
  number_input: (place) => drawLine(place, "number"),
};

/** Remember a value; tell the app when the element stands alone or dispatches. */
async function change(place, value) {
  const { element, block, surface } = place;
  setValue(surface.form, block, element, value);
  surface.changed?.(block, element);
  if (block.type === "input" && !block.dispatch_action) return;
  if (element.confirm && !(await confirmFirst(element.confirm, surface.viewer))) return;
  await surface.click({ block_id: block.block_id, action_id: element.action_id, value: sent(value, element) });
}

function drawButton(place) {
  const { element, block, surface } = place;
  const name = element.accessibility_label;
  const style = element.style ? ` ${element.style}` : "";
  const button = h(element.url ? "a" : "button", { class: `button${style}`, "data-fid": place.fid, "aria-label": name,
    ...(element.url ? { href: element.url, target: "_blank", rel: "noopener noreferrer", role: "button" } : { type: "button" }) },
  plainText(element.text));
  button.addEventListener("click", () => press(button, element, block, surface));
  return button;
}

async function press(button, element, block, surface) {
  if (button.getAttribute("aria-busy")) return;
  if (element.confirm && !(await confirmFirst(element.confirm, surface.viewer))) return;
  button.setAttribute("aria-busy", "true");
  await surface.click({ block_id: block.block_id, action_id: element.action_id, value: null });
  button.removeAttribute("aria-busy");
}

function drawOverflow(place) {
  const { element, block, surface } = place;
  const button = h("button", { class: "button overflow", type: "button", "data-fid": place.fid, "aria-haspopup": "menu", "aria-label": t("moreChoices") }, icon("dots"));
  const choose = async (option) => {
    if (element.confirm && !(await confirmFirst(element.confirm, surface.viewer))) return;
    await surface.click({ block_id: block.block_id, action_id: element.action_id, value: option.value });
  };
  button.addEventListener("click", () => openMenu(button, element.options.map((option) => ({
    label: plainText(option.text), note: option.description ? plainText(option.description) : null, run: () => choose(option) }))));
  return button;
}

function drawSelect(place) {
  return pickerField({ ...place, value: valueOf(place.surface.form, place.block, place.element), change: (value) => change(place, value) });
}

function drawChoices(place, kind) {
  const { element, block, surface } = place;
  const name = place.fid;
  const current = () => [valueOf(surface.form, block, element)].flat().filter(Boolean).map((option) => option.value);
  const list = element.options.map((option, index) => {
    const input = h("input", { type: kind, name, value: option.value, "data-fid": `${name}|${index}`, checked: current().includes(option.value) });
    input.addEventListener("change", () => change(place, chosen(element, list, kind)));
    return { input, option };
  });
  return h("div", { class: "choices", role: kind === "radio" ? "radiogroup" : "group", "aria-label": place.label },
    list.map(({ input, option }) => h("label", { class: "choice" }, input,
      h("span", {}, textObject(option.text, surface.viewer), option.description ? h("span", { class: "note" }, textObject(option.description, surface.viewer)) : null))));
}

function chosen(element, list, kind) {
  const options = list.filter(({ input }) => input.checked).map(({ option }) => option);
  return kind === "radio" ? options[0] ?? null : options;
}

// The browser writes the field in its own language; the words beside it are in the person's.
function drawMoment(place, type) {
  const { viewer } = place.surface;
  const words = h("span", { class: "moment-words" });
  const input = h("input", { class: "field short", type, "data-fid": place.fid, "aria-label": place.label ?? (plainText(place.element.placeholder) || t(type)),
    value: valueOf(place.surface.form, place.block, place.element) });
  const show = () => { words.textContent = input.value ? momentWords(viewer, type, input.value) : ""; };
  input.addEventListener("change", () => { show(); change(place, input.value || null); });
  show();
  return h("div", { class: "moment" }, input, words);
}

// The element holds seconds; the field shows the wall clock of the browser, as Slack shows that of the device.
function drawDateTime(place) {
  const seconds = valueOf(place.surface.form, place.block, place.element);
  const local = isEmpty(seconds) ? "" : new Date(seconds * 1000 - new Date(seconds * 1000).getTimezoneOffset() * 60000).toISOString().slice(0, 16);
  const input = h("input", { class: "field short", type: "datetime-local", "data-fid": place.fid, "aria-label": place.label ?? t("date"), value: local });
  input.addEventListener("change", () => change(place, input.value ? Math.floor(new Date(input.value).getTime() / 1000) : null));
  return input;
}

function drawText(place) {
  const { element } = place;
  if (!element.multiline) return drawLine(place, "text");
  return withCounter(place, h("textarea", { class: "field", rows: 4, ...textProps(place) }));
}

function drawLine(place, type) {
  return withCounter(place, h("input", { class: "field", type, ...textProps(place) }));
}

function textProps(place) {
  const { element, block, surface } = place;
  return { dir: "auto", "data-fid": place.fid, "aria-label": place.label ?? (plainText(element.placeholder) || t("textField")), placeholder: plainText(element.placeholder) || null,
    maxlength: element.max_length, value: valueOf(surface.form, block, element), autocomplete: "off",
    min: element.min_value, max: element.max_value, step: element.is_decimal_allowed ? "any" : null };
}

function withCounter(place, field) {
  const counter = h("span", { class: "counter", "aria-hidden": "true" });
  const show = () => count(counter, place.element, field.value);
  field.addEventListener("input", () => {
    setValue(place.surface.form, place.block, place.element, field.value);
    place.surface.changed?.(place.block, place.element);
    show();
  });
  if (place.block.dispatch_action || place.block.type !== "input") listenToDispatch(place, field);
  show();
  return h("div", { class: "text-field" }, field, counter);
}

function count(counter, element, value) {
  const { max_length: max, min_length: min } = element;
  const short = min && value.length && value.length < min;
  const near = max && value.length > max * 0.8;
  counter.textContent = short ? t("tooShort", { count: min - value.length }) : near ? String(max - value.length) : "";
}

function listenToDispatch(place, field) {
  const on = place.element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const tell = () => change(place, field.value);
  if (on.includes("on_character_entered")) field.addEventListener("input", tell);
  if (!on.includes("on_enter_pressed")) return;
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    tell();
  });
}
