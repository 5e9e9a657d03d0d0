// The field to write in: a message, a reply or a slash command.
import { completion } from "./completion.js";
import { h, icon } from "./dom.js";
import { openEmojiGrid } from "./emojigrid.js";
import { act } from "./feed.js";
import { store } from "./store.js";
import { toast } from "./toast.js";
import { t } from "./words.js";

/** Make a composer for a room, or for a thread of it; what is typed is kept as a draft. */
export function makeComposer({ channel, thread = null, label }) {
  const draft = `${store.viewer.id}|${channel}|${thread ?? ""}`;
  const area = h("textarea", { class: "compose", rows: 1, dir: "auto", placeholder: label, "aria-label": label, title: t("sendHint"), value: store.drafts.get(draft) ?? "" });
  const holder = h("div", { class: "completion-holder" });
  const send = h("button", { class: "send", type: "submit", "aria-label": t("send"), title: t("send") }, icon("send"));
  const form = h("form", { class: "composer" }, holder, area, h("div", { class: "composer-tools" }, emojiButton(area), send));
  const state = { area, channel, thread, draft, send };
  const listing = completion(area, holder, { commands: !thread });
  area.addEventListener("input", () => typed(state));
  area.addEventListener("keydown", (event) => {
    if (listing.onKey(event) || event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit(state);
  });
  form.addEventListener("submit", (event) => { event.preventDefault(); submit(state); });
  queueMicrotask(() => typed(state));
  return form;
}

function emojiButton(area) {
  const button = h("button", { class: "tool", type: "button", "aria-label": t("insertEmoji"), title: t("insertEmoji") }, icon("smile"));
  button.addEventListener("click", () => openEmojiGrid(button, (name) => {
    area.setRangeText(`:${name}: `, area.selectionStart, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
    area.focus();
  }));
  return button;
}

function typed({ area, draft, send }) {
  store.drafts.set(draft, area.value);
  area.style.height = "auto";
  area.style.height = `${Math.min(area.scrollHeight + 2, 220)}px`;
  send.disabled = !area.value.trim();
}

async function submit(state) {
  const { area, channel, thread } = state;
  const text = area.value.trim();
  if (!text) return;
  const command = /^\/[^\s/]+(\s|$)/.test(text);
  if (command && thread) {
    toast(t("thread_command"), "bad");
    return;
  }
  setText(state, "");
  const answer = await act(command ? "command" : "say", { channel, thread, text });
  // What was typed is never lost: it comes back when nothing came of it.
  if (!answer.ok && !area.value) setText(state, text);
}

function setText(state, text) {
  state.area.value = text;
  typed(state);
}
