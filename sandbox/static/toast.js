// Shows short passing words at the foot of the page, and says them to screen readers.
import { h } from "./dom.js";

/** Show one line for a few seconds; "bad" stays longer. */
export function toast(text, kind = "good") {
  const node = h("div", { class: `toast ${kind}` }, text);
  document.getElementById("toasts").append(node);
  setTimeout(() => node.remove(), kind === "bad" ? 8000 : 4500);
}
