// What the page knows: the last snapshot, where the person stands, and drafts not sent yet.
export const store = {
  snap: null,
  viewer: null,
  place: null,
  thread: null,
  editing: null,
  drafts: new Map(),
  hidden: new Set(),
  wantsBot: false,
};

const places = new Map();

/** Take a new snapshot in, and make what the renderers need of it. */
export function takeSnapshot(snap, goTo) {
  store.snap = snap;
  const people = new Map(snap.people.map((person) => [person.id, person]));
  const channels = new Map(snap.channels.map((channel) => [channel.id, channel]));
  store.viewer = { ...people.get(snap.me), people, channels, now: new Date(snap.now), goTo };
  if (!placeExists(store.place)) store.place = placeExists(places.get(snap.me)) ? places.get(snap.me) : firstPlace(snap);
  places.set(snap.me, store.place);
}

/** Stand somewhere else, and remember it for this person. */
export function standAt(place) {
  store.place = place;
  store.thread = null;
  store.editing = null;
  places.set(store.snap.me, place);
}

/** Forget where the last person stood, before another one's snapshot comes. */
export function leavePerson() {
  store.thread = null;
  store.editing = null;
  store.place = store.place?.kind === "room" ? store.place : null;
}

function placeExists(place) {
  if (!place) return false;
  return place.kind === "home" || store.viewer.channels.has(place.id);
}

function firstPlace(snap) {
  const first = snap.channels.find((channel) => channel.kind === "channel" && !channel.archived) ?? snap.channels[0];
  return first ? { kind: "room", id: first.id } : { kind: "home" };
}

/** The direct conversation with the app, if it exists already. */
export function botRoom() {
  return store.snap.channels.find((channel) => channel.id === store.snap.bot.room) ?? null;
}

/** What stands in a room, oldest first: messages and the person's own ephemerals. */
export function roomMessages(id) {
  return (store.snap.rooms[id] ?? []).filter((message) => !store.hidden.has(message.key));
}

const SEEN = "cordee-seen-ephemerals";

/** Slack forgets an ephemeral message when its reader reloads: hide those seen before this load. */
export function hideSeenBefore() {
  store.hidden = new Set(JSON.parse(sessionStorage.getItem(SEEN) ?? "[]"));
}

/** Remember that an ephemeral was on screen. */
export function markSeen(keys) {
  const seen = new Set(JSON.parse(sessionStorage.getItem(SEEN) ?? "[]"));
  keys.forEach((key) => seen.add(key));
  sessionStorage.setItem(SEEN, JSON.stringify([...seen]));
}
