// The side of the page: whose eyes we borrow, and the rooms that this person has.
import { avatar } from "./avatar.js";
import { fill, focusIn, h, icon, restoreFocus } from "./dom.js";
import { openFloat } from "./float.js";
import { store } from "./store.js";
import { t } from "./words.js";

let shown = "";

/** Bring the sidebar up to date. */
export function showSidebar(node, nav) {
  const { snap, viewer, place } = store;
  const sign = JSON.stringify([snap.people, snap.channels, snap.bot, place, viewer.id]);
  if (sign === shown) return;
  shown = sign;
  const focus = focusIn(node);
  const rooms = (...kinds) => snap.channels.filter((one) => kinds.includes(one.kind) && one.id !== snap.bot.room);
  node.setAttribute("aria-label", t("channels"));
  fill(node, switcher(nav), h("div", { class: "rooms" },
    section(t("channels"), rooms("channel", "group").map((one) => roomLink(one, nav))),
    section(t("groups"), rooms("mpim", "im").map((one) => roomLink(one, nav))),
    section(t("apps"), [appLink(nav)])));
  restoreFocus(node, focus);
}

function switcher(nav) {
  const { viewer, snap } = store;
  const others = snap.people.some((person) => person.news && person.id !== viewer.id);
  const button = h("button", { class: "switcher", type: "button", "data-fid": "switcher", title: `${viewer.locale} · ${viewer.tz}`, "aria-haspopup": "menu", "aria-expanded": "false" },
    avatar(viewer), h("span", { class: "who" },
      h("span", { class: "who-name" }, t("youAre", { name: "" }), h("bdi", {}, viewer.name)), h("span", { class: "who-about" }, about(viewer))),
    others ? h("span", { class: "dot", role: "img", "aria-label": t("hasNews") }) : null, icon("down"));
  button.addEventListener("click", () => openPeople(button, nav));
  return button;
}

function about(person) {
  const city = person.tz.split("/").at(-1).replaceAll("_", " ");
  const place = person.title.includes("·") ? null : city;
  return [person.title, place, person.locale.slice(0, 2).toUpperCase()].filter(Boolean).join(" · ");
}

function openPeople(button, nav) {
  const people = store.snap.people.filter((person) => !person.bot && !person.deactivated);
  const list = h("div", { class: "menu people", role: "menu", "aria-label": t("actAs") }, h("p", { class: "menu-title" }, t("actAs")), people.map((person) => personItem(person, nav)));
  const float = openFloat(button, list, { minWidth: true });
  list.addEventListener("click", () => float.close(false));
  list.addEventListener("keydown", (event) => step(list, event));
  (list.querySelector("[aria-checked=true]") ?? list.querySelector("button")).focus();
}

function step(list, event) {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!by) return;
  event.preventDefault();
  const items = [...list.querySelectorAll("button")];
  items[(items.indexOf(document.activeElement) + by + items.length) % items.length].focus();
}

function personItem(person, nav) {
  const me = person.id === store.viewer.id;
  return h("button", { class: "menu-item person", role: "menuitemradio", type: "button", "aria-checked": String(me), on: { click: () => nav.become(person.id) } },
    avatar(person, "small"), h("span", { class: "list-label" }, h("bdi", {}, person.name), h("span", { class: "note" }, about(person))),
    person.news && !me ? h("span", { class: "dot", role: "img", "aria-label": t("hasNews"), title: t("hasNews") }) : null);
}

function section(title, links) {
  if (!links.length) return null;
  return h("section", {}, h("h2", {}, title), h("ul", {}, links.map((link) => h("li", {}, link))));
}

function roomLink(channel, nav) {
  const current = store.place.kind === "room" && store.place.id === channel.id;
  const unread = channel.unread && !current;
  const mark = { group: () => icon("lock"), channel: () => h("span", { class: "hash", "aria-hidden": "true" }, "#") }[channel.kind]?.() ?? h("span", { class: "hash", "aria-hidden": "true" }, "@");
  const notes = [channel.kind === "group" ? t("privateRoom") : null, channel.archived ? t("archived") : null, unread ? t("unread") : null].filter(Boolean);
  return h("button", { class: `room${unread ? " unread" : ""}${channel.archived ? " archived" : ""}`, type: "button", "data-fid": channel.id, "aria-current": current ? "page" : null,
    "aria-label": [channel.name, ...notes].join(", "), on: { click: () => nav.goTo(channel.id) } },
  mark, h("bdi", {}, channel.name), unread ? h("span", { class: "dot" }) : null);
}

function appLink(nav) {
  const { bot } = store.snap;
  const inMessages = store.place.id === bot.room && bot.room !== null;
  const current = store.place.kind === "home" || inMessages;
  const unread = store.viewer.channels.get(bot.room)?.unread && !inMessages;
  return h("button", { class: `room app${unread ? " unread" : ""}`, type: "button", "data-fid": "app", "aria-current": current ? "page" : null,
    "aria-label": [bot.name, unread ? t("unread") : null].filter(Boolean).join(", "), on: { click: unread ? nav.openBot : nav.openHome } },
  avatar({ name: bot.name, bot: true }, "tiny"), h("bdi", {}, bot.name), h("span", { class: "badge" }, t("app")), unread ? h("span", { class: "dot" }) : null);
}
