// The modal in front of the person: drawn from the view, with what was typed kept through updates.
import { drawBlocks } from "./blocks.js";
import { closeFloat } from "./float.js";
import { fill, focusIn, h, icon, restoreFocus } from "./dom.js";
import { act } from "./feed.js";
import { forgetForm } from "./forms.js";
import { collect, refusals } from "./inputs.js";
import { plainText } from "./references.js";
import { surfaceOf } from "./surfaces.js";
import { store } from "./store.js";
import { t } from "./words.js";

const state = { dialog: null, view: null, sign: "", refused: {}, answered: new Set(), leaving: null, told: "{}", before: "{}", drawn: "", pointed: "{}" };

/** Bring the modal up to date with the top of the person's stack. */
export function showModal() {
  const view = store.snap.modals.at(-1) ?? null;
  const sign = JSON.stringify([view, store.snap.modals.length, store.viewer.id, store.snap.names_sign]);
  if (sign === state.sign) return;
  state.sign = sign;
  forgetGone(store.snap.modals);
  if (!view) return put(null);
  if (state.view?.id !== view.id) reset();
  hear(view.errors);
  state.view = view;
  ensureDialog();
  return draw();
}

const known = new Set();

function forgetGone(modals) {
  const ids = new Set(modals.map((view) => view.id));
  for (const id of known) if (!ids.has(id)) { forgetForm(id); known.delete(id); }
  ids.forEach((id) => known.add(id));
}

// The app's refusals come twice, with the answer and with the snapshot: the second changes nothing.
function hear(errors) {
  const told = JSON.stringify(errors);
  if (told !== state.told) state.answered.clear();
  state.told = told;
}

function reset() {
  state.told = "{}";
  state.answered.clear();
  state.refused = {};
  closeFloat();
}

function put(dialog) {
  closeFloat();
  state.dialog?.close();
  state.dialog?.remove();
  state.dialog = dialog;
  state.view = dialog ? state.view : null;
}

function ensureDialog() {
  if (state.dialog) return;
  const dialog = h("dialog", { class: "modal", "aria-labelledby": "modal-title" });
  // Closing asks the app's leave, and the snapshot takes the modal away; a browser that insists closes it at once.
  dialog.addEventListener("cancel", (event) => { event.preventDefault(); leave(); });
  dialog.addEventListener("close", () => { if (state.dialog === dialog) leave(); });
  dialog.addEventListener("keydown", onKey);
  document.body.append(dialog);
  put(dialog);
}

// Escape leaves; Enter in a one-line field submits, as does Ctrl+Enter in a longer one.
function onKey(event) {
  if (event.key === "Escape" && !event.defaultPrevented) {
    event.preventDefault();
    leave();
  }
  const line = event.target.matches("input.field") && !event.defaultPrevented;
  const long = event.target.matches("textarea") && (event.ctrlKey || event.metaKey);
  if (event.key !== "Enter" || event.isComposing || !(line || long)) return;
  event.preventDefault();
  state.dialog.querySelector("[data-fid=modal-submit]")?.click();
}

function draw() {
  const { dialog, view } = state;
  const sign = signOf(view);
  if (sign === state.drawn && dialog.open) return;
  state.drawn = sign;
  const fresh = dialog.dataset.view !== view.id;
  dialog.dataset.view = view.id;
  if (!dialog.open) dialog.showModal();
  const focus = focusIn(dialog);
  const top = fresh ? 0 : dialog.querySelector(".modal-body")?.scrollTop ?? 0;
  fill(dialog, head(view), h("div", { class: "modal-body blocks", tabindex: "-1" }, drawBlocks(view.blocks, surface(view))), foot(view));
  dialog.querySelector(".modal-body").scrollTop = top;
  if (fresh) focusFirst(dialog);
  else restoreFocus(dialog, focus);
  pointAtErrors(dialog, view);
}

// What was entered is in the form already: only what else changed is worth a new drawing.
function signOf(view) {
  return JSON.stringify([{ ...view, values: null, errors: errorsOf(view) }, store.snap.modals.length, store.viewer.id, store.snap.names_sign]);
}

function pointAtErrors(dialog, view) {
  const errors = JSON.stringify(errorsOf(view));
  if (errors !== state.pointed && errors !== "{}") showFirstError(dialog);
  state.pointed = errors;
}

function errorsOf(view) {
  const told = Object.entries(view.errors).filter(([id]) => !state.answered.has(id));
  return { ...Object.fromEntries(told), ...state.refused };
}

function surface(view) {
  return surfaceOf({ kind: "modal", view: view.id }, view.id, view, store.viewer, { errors: errorsOf(view), changed: (block) => clearError(block.block_id) });
}

// An error goes as soon as its field is touched, as in Slack.
function clearError(id) {
  if (!(id in errorsOf(state.view))) return;
  delete state.refused[id];
  state.answered.add(id);
  state.drawn = signOf(state.view);
  state.pointed = JSON.stringify(errorsOf(state.view));
  const box = state.dialog?.querySelector(`[data-block="${CSS.escape(id)}"]`);
  box?.classList.remove("wrong");
  box?.querySelector(".error")?.remove();
  box?.querySelectorAll("[aria-invalid]").forEach((node) => node.removeAttribute("aria-invalid"));
}

function head(view) {
  const pushed = store.snap.modals.length > 1;
  const button = (label, name, run) => h("button", { class: "tool", type: "button", "aria-label": label, title: label, on: { click: run } }, icon(name));
  return h("header", { class: "modal-head" }, pushed ? button(t("backOne"), "back", leave) : null,
    h("h2", { id: "modal-title", dir: "auto" }, plainText(view.title)), button(t("close"), "close", pushed ? leaveAll : leave));
}

function foot(view) {
  const close = h("button", { class: "button", type: "button", "data-fid": "modal-close", on: { click: leave } }, view.close ? plainText(view.close) : t("cancel"));
  const submit = view.submit ? h("button", { class: "button primary", type: "button", "data-fid": "modal-submit", on: { click: (event) => send(event.currentTarget) } }, plainText(view.submit)) : null;
  return h("footer", { class: "modal-foot" }, h("span", { class: "modal-app" }, store.snap.bot.name), close, submit);
}

async function send(button) {
  const { view } = state;
  if (button.getAttribute("aria-busy")) return;
  const { form } = surface(view);
  Object.keys(view.errors).forEach((id) => state.answered.add(id));
  state.before = state.told;
  const refused = refusals(view.blocks, form);
  if (Object.keys(refused).length) { refuse(refused); return; }
  state.refused = {};
  button.setAttribute("aria-busy", "true");
  const answer = await act("submit", { view: view.id, values: collect(view.blocks, form) });
  button.removeAttribute("aria-busy");
  const heard = JSON.stringify(answer.errors) === state.told && state.told !== state.before;
  if (!answer.errors || heard || state.view?.id !== view.id) return;
  state.told = JSON.stringify(answer.errors);
  refuse(answer.errors);
}

function refuse(errors) {
  state.refused = errors;
  draw();
  showFirstError(state.dialog);
}

function leave() {
  return close({});
}

function leaveAll() {
  return close({ all: true });
}

// One closing at a time: the key, the button and the browser may all ask for the same one.
async function close(what) {
  const { view } = state;
  if (!view || state.leaving === view.id) return;
  state.leaving = view.id;
  await act("close_modal", { view: view.id, ...what });
  state.leaving = null;
}

function focusFirst(dialog) {
  const first = dialog.querySelector(".modal-body :is(input, textarea, button.select, .many .add-one)");
  (first ?? dialog.querySelector(".modal-foot .primary") ?? dialog.querySelector(".modal-body")).focus();
}

function showFirstError(dialog) {
  const box = dialog.querySelector(".input.wrong");
  box?.scrollIntoView({ block: "nearest" });
  box?.querySelector("input, textarea, button")?.focus({ preventScroll: true });
}
