// Draws a run of messages with the days between them, and keeps the newest in sight.
import { dayKey, dayLabel } from "./dates.js";
import { h, patch } from "./dom.js";
import { drawMessage } from "./message.js";
import { store } from "./store.js";

const TOGETHER_SECONDS = 300;

/** Make the list of a room or thread; it stays at its foot until somebody scrolls away from there. */
export function messageList(label) {
  const list = h("div", { class: "messages", role: "log", tabindex: "0", "aria-label": label });
  list.pinned = true;
  list.addEventListener("scroll", () => { list.pinned = list.scrollHeight - list.scrollTop - list.clientHeight < 60; });
  new ResizeObserver(() => { if (list.pinned) toFoot(list); }).observe(list);
  return list;
}

function toFoot(list) {
  list.scrollTop = list.scrollHeight;
}

/** Bring a list up to date; what is new shows if one was at the foot, or caused it. */
export function showMessages(list, messages, options) {
  const newest = messages.at(-1);
  const own = newest && newest.key !== list.newest && (newest.ephemeral || newest.user === store.viewer.id);
  const stay = list.pinned || own;
  patch(list, itemsOf(messages, options), (item) => (item.day ? dayLine(item.day) : drawMessage(item.message, item.options)));
  if (stay) toFoot(list);
  list.newest = newest?.key;
}

function itemsOf(messages, options) {
  const { viewer, snap } = store;
  const context = `${viewer.id}|${viewer.locale}|${viewer.tz}|${snap.names_sign}`;
  const today = dayKey(viewer, viewer.now.getTime() / 1000);
  let last = null;
  return messages.flatMap((message) => {
    const newDay = !options.inThread && (!last || dayKey(viewer, last.ts) !== dayKey(viewer, message.ts));
    const follows = !newDay && together(last, message);
    last = message;
    const item = { key: message.key, sign: JSON.stringify([message, follows, options.readOnly, context]), message, options: { ...options, follows } };
    return newDay ? [{ key: `day-${dayKey(viewer, message.ts)}`, sign: `${context}|${today}`, day: message.ts }, item] : [item];
  });
}

function together(last, message) {
  if (!last || last.deleted || message.deleted || last.ephemeral || message.ephemeral || last.subtype || message.subtype) return false;
  return last.user === message.user && !message.blocks && Number(message.ts) - Number(last.ts) < TOGETHER_SECONDS;
}

function dayLine(ts) {
  return h("div", { class: "day", role: "separator" }, h("span", {}, dayLabel(store.viewer, ts, store.viewer.now)));
}
