// Starts the page: follows the sandbox, and draws everything again at each snapshot.
import { showBar } from "./bar.js";
import { closeFloat } from "./float.js";
import { act, follow } from "./feed.js";
import { loadEmoji } from "./emoji.js";
import { showModal } from "./modal.js";
import { followPermalinks } from "./permalinks.js";
import { showPane } from "./room.js";
import { showSidebar } from "./sidebar.js";
import { botRoom, hideSeenBefore, leavePerson, standAt, store, takeSnapshot } from "./store.js";
import { showThread } from "./thread.js";
import { speak } from "./words.js";

const part = (id) => document.getElementById(id);
const ME = "cordee-me";

const nav = {
  goTo: (id) => { standAt({ kind: "room", id }); closeSidebar(); render(); },
  openHome: () => { standAt({ kind: "home" }); closeSidebar(); render(); act("open_home"); },
  openBot,
  openThread: (message) => { store.thread = { channel: message.channel, ts: message.thread_ts ?? message.ts }; store.editing = null; render(); },
  closeThread: () => { store.thread = null; render(); },
  openSidebar: () => { document.body.classList.add("sidebar-open"); part("sidebar").querySelector("button")?.focus(); },
  dismiss: (message) => { store.hidden.add(message.key); render(); },
  edit: (message) => { store.editing = message; render(); },
  become,
};

function closeSidebar() {
  document.body.classList.remove("sidebar-open");
  closeFloat();
}

// The conversation with the app begins when its Messages tab is first opened.
async function openBot() {
  closeSidebar();
  const opened = act("open_messages");
  if (!botRoom()) await opened;
  store.wantsBot = !botRoom();
  if (!store.wantsBot) standAt({ kind: "room", id: botRoom().id });
  render();
}

function become(id) {
  leavePerson();
  closeSidebar();
  sessionStorage.setItem(ME, id);
  follow(id, onSnapshot);
}

// The address says who and where, so that reloading or sharing it comes back here.
function remember() {
  const { place, snap } = store;
  const address = `?as=${encodeURIComponent(snap.me)}#${place.kind === "home" ? "home" : place.id}`;
  if (location.search + location.hash !== address) history.replaceState(null, "", address);
}

function placeInAddress() {
  const name = location.hash.slice(1);
  if (!name) return null;
  return name === "home" ? { kind: "home" } : { kind: "room", id: name };
}

function onSnapshot(snap) {
  takeSnapshot(snap, nav.goTo);
  if (store.wantsBot && botRoom()) {
    store.wantsBot = false;
    standAt({ kind: "room", id: botRoom().id });
  }
  speak(store.viewer.locale);
  render();
}

function render() {
  const { snap, viewer } = store;
  if (!snap) return;
  remember();
  document.title = `${viewer.name} · ${snap.workspace}`;
  showBar(part("bar"));
  showSidebar(part("sidebar"), nav);
  showPane(part("pane"), nav);
  showThread(part("thread"), nav);
  showModal();
  document.body.classList.add("ready");
}

document.addEventListener("pointerdown", (event) => {
  if (document.body.classList.contains("sidebar-open") && !event.target.closest("#sidebar, .float")) closeSidebar();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open]")) return;
  if (event.target.closest?.("#thread")) nav.closeThread();
  closeSidebar();
});

followPermalinks(nav);
hideSeenBefore();
store.place = placeInAddress();
await loadEmoji();
follow(new URLSearchParams(location.search).get("as") ?? sessionStorage.getItem(ME), onSnapshot);
