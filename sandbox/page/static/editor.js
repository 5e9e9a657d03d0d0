// The small field that takes the place of one's own message while it is edited.
import { h } from "./dom.js";
import { act } from "./feed.js";
import { store } from "./store.js";
import { t } from "./words.js";

/** Make the editor of a message; it puts itself away when done. */
export function makeEditor(message) {
  const area = h("textarea", { class: "field", rows: 3, dir: "auto", "aria-label": t("edit"), value: message.typed });
  const save = h("button", { class: "button primary", type: "submit" }, t("save"));
  const cancel = h("button", { class: "button", type: "button", on: { click: () => leave(form) } }, t("cancel"));
  const form = h("form", { class: "editor" }, area, h("div", { class: "dialog-buttons" }, cancel, save));
  form.addEventListener("submit", (event) => { event.preventDefault(); submit(form, message, area.value.trim()); });
  area.addEventListener("keydown", (event) => {
    if (event.key === "Escape") leave(form);
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    form.requestSubmit();
  });
  queueMicrotask(() => { area.focus(); area.setSelectionRange(area.value.length, area.value.length); });
  return form;
}

async function submit(form, message, text) {
  if (!text) return;
  const answer = await act("edit", { channel: message.channel, ts: message.ts, text });
  if (answer.ok) leave(form);
}

function leave(form) {
  store.editing = null;
  form.closest(".edited-now")?.classList.remove("edited-now");
  form.remove();
}
