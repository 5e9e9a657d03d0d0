// Draws Block Kit: each block type has one function; inputs and buttons are drawn by elements.js.
import { h } from "./dom.js";
import { drawElement } from "./elements.js";
import { drawInput } from "./inputs.js";
import { textObject } from "./mrkdwn.js";
import { plainText } from "./references.js";
import { richText } from "./richtext.js";
import { t } from "./words.js";

/** Draw blocks on a surface: {key, form, viewer, errors, click, suggest}. */
export function drawBlocks(blocks, surface) {
  return blocks.map((block, index) => {
    const known = { ...block, block_id: block.block_id ?? `block-${index}` };
    return h("div", { class: `block block-${block.type}` }, drawBlock(known, surface));
  });
}

function drawBlock(block, surface) {
  const draw = BLOCKS[block.type];
  return draw ? draw(block, surface) : h("p", { class: "unsupported" }, t("unsupported", { type: block.type }));
}

const BLOCKS = {
  header: (block) => h("h3", { class: "block-title", dir: "auto" }, plainText(block.text)),
  divider: () => h("hr"),
  section: drawSection,
  context: (block, surface) => h("div", { class: "context" }, block.elements.map((part) => contextPart(part, surface))),
  actions: (block, surface) => h("div", { class: "actions" }, block.elements.map((element) => drawElement(element, block, surface))),
  image: drawImage,
  rich_text: (block, surface) => richText(block, surface.viewer),
  input: drawInput,
};

function drawSection(block, surface) {
  const { viewer } = surface;
  const body = h("div", { class: "section-body" },
    block.text ? textObject(block.text, viewer) : null,
    block.fields ? h("div", { class: "fields" }, block.fields.map((field) => textObject(field, viewer))) : null);
  if (!block.accessory) return body;
  const wide = /select|picker|checkboxes|radio|input/.test(block.accessory.type) ? " with-wide" : "";
  return h("div", { class: `section${wide}` }, body, h("div", { class: "accessory" }, accessory(block, surface)));
}

function accessory(block, surface) {
  return block.accessory.type === "image" ? picture(block.accessory, "thumb") : drawElement(block.accessory, block, surface);
}

function contextPart(part, surface) {
  return part.type === "image" ? picture(part, "tiny") : textObject(part, surface.viewer);
}

function drawImage(block) {
  return h("figure", {}, block.title ? h("figcaption", {}, plainText(block.title)) : null, picture(block, "large"));
}

// Nothing is fetched from outside: a picture elsewhere is shown by its alternative text.
function picture(image, size) {
  const url = image.image_url ?? "";
  const local = url.startsWith("data:image/") || url.startsWith(`${location.origin}/`);
  if (local) return h("img", { class: `picture ${size}`, src: url, alt: image.alt_text });
  return h("span", { class: `picture missing ${size}`, role: "img", "aria-label": image.alt_text, title: image.alt_text },
    size === "tiny" ? "🖼" : image.alt_text);
}
