// Draws one message: who, when, what, reactions, its thread, and what can be done with it.
import { avatar } from "./avatar.js";
import { drawBlocks } from "./blocks.js";
import { ask } from "./confirm.js";
import { clockTime, momentIn, wholeMoment } from "./dates.js";
import { h, icon } from "./dom.js";
import { emojiChar, onlyEmoji } from "./emoji.js";
import { openEmojiGrid } from "./emojigrid.js";
import { act } from "./feed.js";
import { openMenu } from "./menu.js";
import { mrkdwn } from "./mrkdwn.js";
import { personName } from "./references.js";
import { surfaceOf } from "./surfaces.js";
import { store } from "./store.js";
import { listed, t } from "./words.js";

const QUICK = ["bulb", "trophy", "+1", "tada"];

/** Draw a message; `options` says whether it follows one of the same author, and what may be done. */
export function drawMessage(message, options) {
  const { viewer } = store;
  if (message.deleted) return h("article", { class: "message gone" }, h("p", {}, t("deleted")));
  if (message.subtype === "channel_join" || message.subtype === "channel_leave") return drawPassage(message, viewer);
  const author = authorOf(message, viewer);
  const kinds = `${options.follows ? " follows" : ""}${message.ephemeral ? " ephemeral" : ""}`;
  return h("article", { class: `message${kinds}`, "data-ts": message.ts, "aria-label": `${author.name}, ${clockTime(viewer, message.ts)}` },
    h("div", { class: "gutter" }, options.follows ? h("time", { class: "side-time" }, clockTime(viewer, message.ts)) : avatar(author)),
    h("div", { class: "message-body" },
      message.ephemeral ? h("p", { class: "only-you" }, icon("eye"), t("ephemeral")) : null,
      options.follows ? null : heading(message, author, viewer),
      content(message, viewer),
      reactions(message, viewer),
      options.inThread || !(message.reply_count || message.private_replies) ? null : threadLink(message, viewer, options),
      message.ephemeral ? dismissal(message, options) : null),
    message.ephemeral ? null : tools(message, viewer, options));
}

function authorOf(message, viewer) {
  const person = viewer.people.get(message.user) ?? { id: message.user, name: t("someone"), tone: 0 };
  return message.username ? { ...person, name: message.username } : person;
}

function drawPassage(message, viewer) {
  const word = message.subtype === "channel_join" ? t("joined") : t("left");
  return h("article", { class: "message passage" }, h("p", {}, h("bdi", {}, personName(message.user, viewer)), ` ${word}`));
}

function heading(message, author, viewer) {
  return h("div", { class: "heading" },
    h("bdi", { class: "author" }, author.name), author.bot ? h("span", { class: "badge" }, t("app")) : null,
    h("time", { class: "time", title: wholeMoment(viewer, message.ts), datetime: new Date(Number(message.ts) * 1000).toISOString() }, clockTime(viewer, message.ts)));
}

function content(message, viewer) {
  const edited = message.edited ? h("span", { class: "edited" }, t("edited")) : null;
  if (!message.blocks) return words(message.text, viewer, edited);
  const where = { kind: message.ephemeral ? "ephemeral" : "message", channel: message.channel, ts: message.ts };
  const surface = surfaceOf(where, `${viewer.id}|${message.key}`, message, viewer);
  return h("div", { class: "blocks" }, drawBlocks(message.blocks, surface), edited);
}

function words(text, viewer, edited) {
  const body = h("div", { class: `text${onlyEmoji(text) ? " jumbo" : ""}` }, mrkdwn(text, viewer));
  if (edited) (body.lastElementChild?.matches(".line") ? body.lastElementChild : body).append(" ", edited);
  return body;
}

function reactions(message, viewer) {
  if (!message.reactions.length) return null;
  return h("div", { class: "reactions" },
    message.reactions.map((reaction) => reactionButton(message, reaction, viewer)),
    h("button", { class: "reaction add", type: "button", "aria-label": t("addReaction"), title: t("addReaction"), on: { click: (event) => chooseReaction(event.currentTarget, message) } }, icon("smile"), "+"));
}

function reactionButton(message, reaction, viewer) {
  const mine = reaction.users.includes(viewer.id);
  const names = reaction.users.map((id) => (id === viewer.id ? t("you") : personName(id, viewer)));
  const title = t("reacted", { names: listed(names), name: `:${reaction.name}:` });
  return h("button", { class: `reaction${mine ? " mine" : ""}`, type: "button", "aria-pressed": String(mine), "aria-label": title, title,
    "data-fid": `${message.key}|reaction|${reaction.name}`, on: { click: () => toggle(message, reaction.name, mine) } },
  h("span", { class: "emoji", "aria-hidden": "true" }, emojiChar(reaction.name) ?? `:${reaction.name}:`), h("span", { class: "count" }, String(reaction.users.length)));
}

function toggle(message, name, mine) {
  return act(mine ? "unreact" : "react", { channel: message.channel, ts: message.ts, name });
}

function quickReact(message, name) {
  const mine = message.reactions.some((reaction) => reaction.name === name && reaction.users.includes(store.viewer.id));
  return toggle(message, name, mine);
}

function chooseReaction(anchor, message) {
  openEmojiGrid(anchor, (name) => quickReact(message, name));
}

function threadLink(message, viewer, options) {
  const people = (message.reply_users ?? []).slice(0, 4).map((id) => avatar(viewer.people.get(id) ?? { name: "?", tone: 0 }, "tiny"));
  const replies = message.reply_count ? [h("span", { class: "reply-count" }, t("replies", { count: message.reply_count })),
    h("span", { class: "last-reply" }, t("lastReply", { when: momentIn(viewer, message.latest_reply) }))] : [];
  const own = message.private_replies ? h("span", { class: "private-note" }, icon("eye"), t("privateReply")) : null;
  return h("button", { class: "thread-link", type: "button", "data-fid": `${message.key}|thread`, on: { click: () => options.openThread(message) } }, people, replies, own);
}

function dismissal(message, options) {
  return h("button", { class: "link dismiss", type: "button", on: { click: () => options.dismiss(message) } }, t("dismiss"));
}

function tools(message, viewer, options) {
  const tool = (label, face, run, extra = "") => h("button", { class: `tool ${extra}`, type: "button", "aria-label": label, title: label,
    "data-fid": `${message.key}|${label}`, on: { click: (event) => run(event.currentTarget) } }, face);
  const quick = QUICK.map((name) => tool(t("react", { name: `:${name}:` }), emojiChar(name), () => quickReact(message, name), "quick"));
  return h("div", { class: "tools", role: "toolbar", "aria-label": t("more") }, options.readOnly ? null : [
    ...quick,
    tool(t("addReaction"), icon("smile"), (anchor) => chooseReaction(anchor, message)),
    options.inThread ? null : tool(t("replyInThread"), icon("reply"), () => options.openThread(message))],
  tool(t("more"), icon("dots"), (anchor) => openMenu(anchor, entries(anchor, message, viewer, options)), "more-tool"));
}

function entries(anchor, message, viewer, options) {
  const what = { channel: message.channel, ts: message.ts };
  const shortcuts = store.snap.shortcuts.filter((one) => one.type === "message")
    .map((one) => ({ label: one.name, note: store.snap.bot.name, run: () => act("message_shortcut", { ...what, callback_id: one.callback_id }) }));
  const own = message.user === viewer.id && !options.readOnly ? [
    { label: t("edit"), run: () => options.edit(message) },
    { label: t("delete"), danger: true, run: () => remove(what) }] : [];
  const reply = options.readOnly ? [] : [
    { label: t("addReaction"), run: () => chooseReaction(anchor, message) },
    ...(options.inThread ? [] : [{ label: t("replyInThread"), run: () => options.openThread(message) }])];
  const groups = [reply, shortcuts, own].filter((group) => group.length);
  return groups.flatMap((group, index) => (index ? [null, ...group] : group));
}

async function remove(what) {
  const sure = await ask({ title: t("deleteAsk"), body: t("deleteBody"), yes: t("delete"), style: "danger" });
  if (sure) await act("delete", what);
}
