// The middle of the page: a channel or conversation, or the app with its Home and Messages tabs.
import { makeComposer } from "./composer.js";
import { drawBlocks } from "./blocks.js";
import { fill, focusIn, h, icon, restoreFocus } from "./dom.js";
import { makeEditor } from "./editor.js";
import { act } from "./feed.js";
import { messageList, showMessages } from "./messages.js";
import { markSeen, roomMessages, store } from "./store.js";
import { surfaceOf } from "./surfaces.js";
import { avatar } from "./avatar.js";
import { t } from "./words.js";

let shown = "";

/** Bring the pane up to date; `nav` holds what its controls may do. */
export function showPane(pane, nav) {
  const { place, viewer } = store;
  const channel = place.kind === "room" ? viewer.channels.get(place.id) : null;
  const sign = JSON.stringify([viewer.id, place, viewer.locale, channel?.name, channel?.archived, channel?.member]);
  if (sign !== shown) build(pane, channel, nav);
  shown = sign;
  showDot(pane);
  if (place.kind === "home") showHome(pane.querySelector(".home"));
  else showRoom(pane, nav);
}

function build(pane, channel, nav) {
  const isApp = store.place.kind === "home" || store.place.id === store.snap.bot.room;
  const head = h("header", { class: "pane-head" }, menuButton(nav), isApp ? appTitle() : roomTitle(channel));
  if (store.place.kind === "home") return fill(pane, head, tabs(nav), h("div", { class: "home", tabindex: "0", role: "region", "aria-label": t("home") }));
  const list = messageList(isApp ? store.snap.bot.name : channel.name);
  return fill(pane, head, isApp ? tabs(nav) : null, list, foot(channel));
}

// On a narrow window the sidebar is away: its button says whose eyes we borrow.
function menuButton(nav) {
  const { viewer } = store;
  return h("button", { class: "open-sidebar", type: "button", "aria-label": `${t("youAre", { name: viewer.name })}. ${t("openSidebar")}`, on: { click: nav.openSidebar } },
    icon("menu"), avatar(viewer, "small"), h("span", { class: "dot", hidden: true }));
}

function showDot(pane) {
  const { snap } = store;
  const waiting = snap.people.some((person) => person.news) || snap.channels.some((channel) => channel.unread && channel.id !== store.place.id);
  pane.querySelector(".open-sidebar .dot").hidden = !waiting;
}

function roomTitle(channel) {
  const mark = channel.kind === "group" ? icon("lock") : channel.kind === "channel" ? h("span", { class: "hash", "aria-hidden": "true" }, "#") : null;
  const people = channel.members.filter((id) => store.viewer.people.has(id)).slice(0, 8).map((id) => avatar(store.viewer.people.get(id), "tiny"));
  const names = channel.members.map((id) => store.viewer.people.get(id)?.name).filter(Boolean).join(", ");
  return [h("h1", {}, mark, h("bdi", {}, channel.name), channel.archived ? h("span", { class: "badge" }, t("archived")) : null),
    h("div", { class: "members", title: names, role: "img", "aria-label": names }, people)];
}

function appTitle() {
  const { bot } = store.snap;
  return h("h1", {}, avatar({ name: bot.name, bot: true }, "small"), h("bdi", {}, bot.name), h("span", { class: "badge" }, t("app")));
}

function tabs(nav) {
  const tab = (name, current, run) => h("button", { class: "tab", type: "button", role: "tab", "aria-selected": String(current), on: { click: run } }, name);
  const home = store.place.kind === "home";
  return h("div", { class: "tabs", role: "tablist" }, tab(t("home"), home, nav.openHome), tab(t("messages"), !home, nav.openBot));
}

function foot(channel) {
  if (channel.archived) return h("p", { class: "closed" }, t("archivedRoom"));
  if (!channel.member) return h("p", { class: "closed" }, t("notMember"));
  const label = channel.kind === "channel" ? `#${channel.name}` : channel.name;
  return makeComposer({ channel: channel.id, label: t("writeTo", { name: label }) });
}

function showRoom(pane, nav) {
  const { place, viewer } = store;
  const all = roomMessages(place.id);
  const list = pane.querySelector(".messages");
  const channel = viewer.channels.get(place.id);
  const messages = all.filter((message) => !message.thread_ts || message.thread_ts === message.ts || message.subtype === "thread_broadcast");
  list.classList.toggle("empty", !messages.length);
  list.dataset.empty = t("emptyRoom");
  showMessages(list, messages, messageOptions(nav, channel));
  markSeen(all.filter((message) => message.ephemeral).map((message) => message.key));
  const latest = all.at(-1)?.ts;
  if (channel.unread && latest) act("read", { channel: channel.id, ts: latest });
  showEditor(list);
}

/** What may be done with the messages of a channel. */
export function messageOptions(nav, channel, inThread = false) {
  return { inThread, readOnly: channel.archived || !channel.member, openThread: nav.openThread, dismiss: nav.dismiss, edit: nav.edit };
}

/** Put the editor in the place of the message being edited. */
export function showEditor(list) {
  const { editing } = store;
  const node = editing ? list.querySelector(`[data-ts="${CSS.escape(editing.ts)}"] .message-body`) : null;
  if (node && !node.querySelector(".editor")) {
    node.classList.add("edited-now");
    node.append(makeEditor(editing));
  }
}

let homeSign = "";

function showHome(node) {
  const { snap, viewer } = store;
  const sign = JSON.stringify([snap.home, viewer.id, viewer.locale, snap.names_sign]);
  if (sign === homeSign && node.firstChild) return;
  homeSign = sign;
  const focus = focusIn(node);
  if (snap.home) fill(node, h("div", { class: "home-inner blocks" }, drawBlocks(snap.home.blocks, surfaceOf({ kind: "home" }, snap.home.id, snap.home, viewer))));
  else fill(node, h("p", { class: "closed" }, t("emptyHome")));
  restoreFocus(node, focus);
}
