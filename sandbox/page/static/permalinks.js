// Follows links to messages of this workspace inside the page, instead of leaving for the real Slack.
import { store } from "./store.js";

const PERMALINK = /^https:\/\/[\w.-]+\.slack\.com\/archives\/(\w+)\/p(\d{10})(\d{6})(?:\?(.*))?$/;

/** Take over clicks on such links; `nav` goes there. */
export function followPermalinks(nav) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    const found = link?.href.match(PERMALINK);
    if (!found || !store.viewer.channels.has(found[1])) return;
    event.preventDefault();
    goToMessage(nav, found[1], `${found[2]}.${found[3]}`, new URLSearchParams(found[4] ?? "").get("thread_ts"));
  });
}

function goToMessage(nav, channel, ts, threadTs) {
  nav.goTo(channel);
  const inThread = threadTs && threadTs !== ts;
  if (inThread) nav.openThread({ channel, ts: threadTs, thread_ts: threadTs });
  const message = document.querySelector(`${inThread ? "#thread" : "#pane"} [data-ts="${CSS.escape(ts)}"]`);
  if (!message) return;
  message.scrollIntoView({ block: "center" });
  message.classList.add("pointed-at");
  setTimeout(() => message.classList.remove("pointed-at"), 2500);
}
