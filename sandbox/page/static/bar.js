// The strip at the top: the pretend date and time, and what the demonstration lets one do with them.
import { fill, focusIn, h, icon, restoreFocus } from "./dom.js";
import { nowLabel } from "./dates.js";
import { act } from "./feed.js";
import { store } from "./store.js";
import { toast } from "./toast.js";
import { t } from "./words.js";

let shown = "";

/** Bring the strip up to date. */
export function showBar(node) {
  const { snap, viewer } = store;
  const sign = JSON.stringify([snap.controls, snap.workspace, viewer.locale, viewer.tz]);
  if (sign !== shown) build(node, snap);
  shown = sign;
  node.querySelector(".now-words").textContent = nowLabel(viewer, viewer.now);
}

function build(node, snap) {
  const focus = focusIn(node);
  fill(node, h("span", { class: "brand" }, h("img", { src: "/page/static/icon.svg", alt: "", width: 22, height: 22 }), h("bdi", {}, snap.workspace), h("span", { class: "brand-note" }, t("demo"))),
    h("span", { class: "now", title: t("pretendTime") }, icon("clock"), h("span", { class: "now-words", "aria-label": t("pretendTime") })),
    h("div", { class: "controls" }, snap.controls.map(control)));
  restoreFocus(node, focus);
}

function control({ id, label }) {
  const button = h("button", { class: "control", type: "button", "data-fid": `control-${id}` }, label);
  button.addEventListener("click", async () => {
    if (button.getAttribute("aria-busy")) return;
    button.setAttribute("aria-busy", "true");
    const answer = await act("control", { id });
    button.removeAttribute("aria-busy");
    if (answer.ok) toast(answer.text || t("done"));
  });
  return button;
}
