// Asks "are you sure?" as Slack does when an element carries a confirm object.
import { h } from "./dom.js";
import { plainText } from "./references.js";
import { mrkdwn } from "./mrkdwn.js";
import { t } from "./words.js";

/** Resolve to true when the person agrees; Escape and the close button are a no. */
export function confirmFirst(confirm, viewer) {
  return ask({
    title: plainText(confirm.title),
    body: confirm.text?.type === "mrkdwn" ? mrkdwn(confirm.text.text, viewer) : plainText(confirm.text),
    yes: plainText(confirm.confirm) || t("yes"),
    no: plainText(confirm.deny) || t("cancel"),
    style: confirm.style ?? "primary",
  });
}

/** The same question for the page's own needs, such as deleting a message. */
export function ask({ title, body, yes, no = t("cancel"), style = "primary" }) {
  const dialog = h("dialog", { class: "confirm", "aria-labelledby": "confirm-title" });
  return new Promise((resolve) => {
    const answer = (value) => () => { dialog.returnValue = value; dialog.close(value); };
    dialog.append(h("h2", { id: "confirm-title" }, title), h("div", { class: "text" }, body),
      h("div", { class: "dialog-buttons" },
        h("button", { class: "button", type: "button", on: { click: answer("no") } }, no),
        h("button", { class: `button ${style}`, type: "button", autofocus: true, on: { click: answer("yes") } }, yes)));
    dialog.addEventListener("close", () => { dialog.remove(); resolve(dialog.returnValue === "yes"); });
    document.body.append(dialog);
    dialog.showModal();
  });
}
