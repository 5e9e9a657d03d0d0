// The pane beside the room: one message and its replies.
import { makeComposer } from "./composer.js";
import { fill, h, icon } from "./dom.js";
import { messageList, showMessages } from "./messages.js";
import { messageOptions, showEditor } from "./room.js";
import { roomMessages, store } from "./store.js";
import { t } from "./words.js";

let shown = "";

/** Bring the thread pane up to date, or put it away. */
export function showThread(pane, nav) {
  const { thread, viewer } = store;
  const channel = thread ? viewer.channels.get(thread.channel) : null;
  pane.hidden = !channel;
  document.body.classList.toggle("with-thread", Boolean(channel));
  const sign = JSON.stringify([viewer.id, viewer.locale, thread]);
  if (!channel) { shown = ""; return fill(pane); }
  if (sign !== shown) build(pane, channel, thread, nav);
  shown = sign;
  const list = pane.querySelector(".messages");
  const messages = roomMessages(thread.channel).filter((one) => one.ts === thread.ts || one.thread_ts === thread.ts);
  showMessages(list, messages, messageOptions(nav, channel, true));
  return showEditor(list);
}

function build(pane, channel, thread, nav) {
  const name = channel.kind === "channel" ? `#${channel.name}` : channel.name;
  const list = messageList(t("thread"));
  pane.setAttribute("aria-label", t("thread"));
  const composer = channel.archived || !channel.member ? null : makeComposer({ channel: channel.id, thread: thread.ts, label: t("replyTo") });
  fill(pane, h("header", { class: "pane-head" }, h("h2", {}, t("thread"), h("bdi", { class: "where" }, name)),
    h("button", { class: "tool", type: "button", "aria-label": t("closeThread"), title: t("closeThread"), on: { click: nav.closeThread } }, icon("close"))), list, composer);
  queueMicrotask(() => composer?.querySelector("textarea").focus());
}
