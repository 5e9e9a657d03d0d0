// Talks with the sandbox: snapshots come in over a WebSocket, gestures go out as posts.
import { toast } from "./toast.js";
import { t } from "./words.js";

let socket = null;
let me = null;

/** Follow what one person sees; `onSnapshot` is called at once and at every change. */
export function follow(person, onSnapshot) {
  me = person;
  const previous = socket;
  socket = open(person, onSnapshot);
  previous?.close();
}

function open(person, onSnapshot, attempt = 0) {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const query = person ? `?as=${encodeURIComponent(person)}` : "";
  const here = new WebSocket(`${scheme}://${location.host}/page/live${query}`);
  let tries = attempt;
  here.addEventListener("message", (event) => {
    if (here !== socket) return;
    tries = 0;
    document.body.classList.remove("offline");
    onSnapshot(JSON.parse(event.data));
  });
  here.addEventListener("close", () => {
    if (here !== socket) return;
    document.body.classList.add("offline");
    setTimeout(() => { if (here === socket) socket = open(person, onSnapshot, tries + 1); }, Math.min(5000, 300 * 2 ** tries));
  });
  return here;
}

/** Do something as the person in view; resolves to the answer, after a toast when it went wrong. */
export async function act(kind, what = {}) {
  let answer;
  try {
    const reply = await fetch("/page/act", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ as: me, kind, ...what }),
    });
    answer = reply.headers.get("content-type")?.includes("json") ? await reply.json() : { ok: false, why: `${reply.status} ${reply.statusText}` };
  } catch (error) {
    answer = { ok: false, error: "unreachable", why: String(error.message ?? error) };
  }
  if (!answer.ok && !answer.errors) toast(sentence(answer), "bad");
  return answer;
}

const NAMED = new Set(["operation_timeout", "unknown_command", "not_allowed", "nothing_there", "bad_answer"]);

function sentence(answer) {
  if (answer.error === "unreachable") return t("disconnected");
  return NAMED.has(answer.error) ? t(answer.error, answer) : t("failed", { why: answer.why ?? answer.error });
}
