// Shows short passing words at the foot of the page, and says them to screen readers.
import { h } from "./dom.js";

/** Show one line for a few seconds; "bad" stays longer. */
export function toast(text, kind = "good") {
  const node = h("div", { class: `toast ${kind}` }, text);
  const holder = document.getElementById("toasts");
  holder.append(node);
  lift(holder);
  document.getElementById("said").textContent = text;
  setTimeout(() => node.remove(), kind === "bad" ? 8000 : 4500);
}

// A modal dialog covers everything but what came to the top after it.
function lift(holder) {
  if (!holder.showPopover) return;
  if (holder.matches(":popover-open")) holder.hidePopover();
  holder.showPopover();
}
