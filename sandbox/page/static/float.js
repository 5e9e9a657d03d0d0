// Places one floating panel at a time beside the control that opened it, and closes it as people expect.
import { h } from "./dom.js";

let open = null;

/** Open `content` beside `anchor`; returns {place, close(refocus)}. A second opening closes the first. */
export function openFloat(anchor, content, { minWidth = false, above = false, onClose = null } = {}) {
  open?.close(false);
  const node = h("div", { class: "float" }, content);
  // A modal dialog makes everything outside it inert, so the panel lives inside it.
  (anchor.closest("dialog") ?? document.body).append(node);
  anchor.setAttribute("aria-expanded", "true");
  const float = { node, place: () => place(node, anchor, minWidth, above), close: (refocus) => close(float, anchor, refocus, onClose) };
  float.stop = listen(float, anchor);
  open = float;
  float.place();
  return float;
}

function close(float, anchor, refocus, onClose) {
  if (open !== float) return;
  open = null;
  float.stop();
  float.node.remove();
  anchor.setAttribute("aria-expanded", "false");
  onClose?.();
  if (refocus) focusable(anchor)?.focus();
}

function focusable(anchor) {
  return anchor.matches("button, input, textarea") ? anchor : anchor.querySelector("button.add-one, button");
}

function listen(float, anchor) {
  const outside = (event) => { if (!float.node.contains(event.target) && !anchor.contains(event.target)) float.close(false); };
  const escape = (event) => {
    if (event.key !== "Escape" && event.key !== "Tab") return;
    if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); }
    float.close(event.key === "Escape");
  };
  const again = () => float.place();
  const leave = (event) => { if (event.relatedTarget && !float.node.contains(event.relatedTarget) && !anchor.contains(event.relatedTarget)) float.close(false); };
  document.addEventListener("pointerdown", outside, true);
  document.addEventListener("keydown", escape, true);
  window.addEventListener("resize", again);
  window.addEventListener("scroll", again, true);
  float.node.addEventListener("focusout", leave);
  return () => {
    document.removeEventListener("pointerdown", outside, true);
    document.removeEventListener("keydown", escape, true);
    window.removeEventListener("resize", again);
    window.removeEventListener("scroll", again, true);
  };
}

function place(node, anchor, minWidth, above) {
  const at = anchor.getBoundingClientRect();
  if (minWidth) node.style.width = `${Math.max(at.width, 220)}px`;
  const { offsetWidth: width, offsetHeight: height } = node;
  const left = Math.max(8, Math.min(minWidth ? at.left : at.right - width, innerWidth - width - 8));
  const below = at.bottom + 4;
  const fits = below + height <= innerHeight - 8;
  const top = above || (!fits && at.top > innerHeight - at.bottom) ? at.top - height - 4 : Math.min(below, innerHeight - height - 8);
  node.style.left = `${Math.round(left)}px`;
  node.style.top = `${Math.round(Math.max(8, top))}px`;
}

/** Close whatever floats, when the ground under it changes. */
export function closeFloat() {
  open?.close(false);
}
