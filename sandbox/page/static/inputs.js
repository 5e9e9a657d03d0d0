// Draws input blocks (label, element, hint, error beside it) and checks what Slack checks before sending.
import { h } from "./dom.js";
import { drawElement } from "./elements.js";
import { isEmpty, sent, valueOf } from "./forms.js";
import { plainText } from "./references.js";
import { t } from "./words.js";

/** Draw one input block with its error, if it has one. */
export function drawInput(block, surface) {
  const label = plainText(block.label);
  const error = surface.errors?.[block.block_id];
  const box = h("div", { class: `input${error ? " wrong" : ""}`, "data-block": block.block_id },
    h("div", { class: "label" }, label, block.optional ? h("span", { class: "optional" }, t("optional")) : null),
    drawElement(block.element, block, surface, block.optional ? `${label} ${t("optional")}` : label),
    error ? h("p", { class: "error", id: errorId(block), role: "alert" }, error) : null,
    block.hint ? h("p", { class: "hint", id: `hint-${block.block_id}`, dir: "auto" }, plainText(block.hint)) : null);
  describe(box, block, error);
  return box;
}

const errorId = (block) => `error-${block.block_id}`;

function describe(box, block, error) {
  const field = box.querySelector("input, textarea, button");
  if (!field) return;
  const ids = [error ? errorId(block) : null, block.hint ? `hint-${block.block_id}` : null].filter(Boolean);
  if (ids.length) field.setAttribute("aria-describedby", ids.join(" "));
  if (error) field.setAttribute("aria-invalid", "true");
  if (!block.optional) field.setAttribute("aria-required", "true");
}

/** Every value of a view's inputs, by block_id. */
export function collect(blocks, form) {
  const inputs = blocks.filter((block) => block.type === "input");
  return Object.fromEntries(inputs.map((block) => [block.block_id, sent(valueOf(form, block, block.element), block.element)]));
}

/** What Slack itself refuses before the app hears of it: block_id -> sentence. */
export function refusals(blocks, form) {
  const found = {};
  for (const block of blocks.filter((one) => one.type === "input")) {
    const why = refusal(block, valueOf(form, block, block.element));
    if (why) found[block.block_id] = why;
  }
  return found;
}

function refusal(block, value) {
  const { min_length: min, max_length: max, type } = block.element;
  if (isEmpty(value) || (typeof value === "string" && !value.trim())) return block.optional ? null : t("required");
  if (typeof value !== "string") return null;
  if (min && value.length < min) return t("atLeast", { count: min });
  if (max && value.length > max) return t("atMost", { count: max });
  if (type === "email_text_input" && !/^\S+@\S+\.\S+$/.test(value)) return t("notEmail");
  if (type === "url_text_input" && !/^https?:\/\/\S+$/.test(value)) return t("notUrl");
  return type === "number_input" && Number.isNaN(Number(value)) ? t("notNumber") : null;
}
