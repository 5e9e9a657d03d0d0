// Builds DOM nodes; text only ever enters the page through text nodes, so it can never become HTML.

/** Make an element: h("p", {class: "x", on: {click}}, "text", node). Null children are left out. */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) setProp(node, name, value);
  append(node, children);
  return node;
}

function setProp(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name === "on") {
    for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
  } else if (name === "value") {
    node.value = value;
  } else {
    node.setAttribute(name, value === true ? "" : String(value));
  }
}

/** Append strings, nodes and nested lists of them. */
export function append(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false && child !== "") node.append(child);
  }
  return node;
}

/** Replace everything inside a node. */
export function fill(node, ...children) {
  node.replaceChildren();
  return append(node, children);
}

/**
 * Make the children of `parent` those of `items`, reusing the nodes of items that did not change
 * (so that focus, scrolling and open menus survive a new snapshot).
 */
export function patch(parent, items, build) {
  const old = new Map([...parent.children].map((node) => [node.patchKey, node]));
  const focus = focusIn(parent);
  const wanted = items.map((item) => {
    const known = old.get(item.key);
    if (known && known.patchSign === item.sign) return known;
    const node = build(item);
    node.patchKey = item.key;
    node.patchSign = item.sign;
    return node;
  });
  place(parent, wanted);
  restoreFocus(parent, focus);
}

function place(parent, wanted) {
  const keep = new Set(wanted);
  for (const node of [...parent.childNodes]) if (!keep.has(node)) node.remove();
  wanted.forEach((node, index) => {
    if (parent.childNodes[index] !== node) parent.insertBefore(node, parent.childNodes[index] ?? null);
  });
}

/** The focused control inside `root` (its data-fid, and what is selected in it), to find its successor after a rebuild. */
export function focusIn(root) {
  const active = document.activeElement;
  if (!active || active === document.body || !root.contains(active) || !active.dataset.fid) return null;
  return { fid: active.dataset.fid, start: active.selectionStart ?? null, end: active.selectionEnd ?? null };
}

/** Give the focus back to the control that has the same data-fid. */
export function restoreFocus(root, focus) {
  if (!focus || focusIn(root)?.fid === focus.fid) return;
  const next = root.querySelector(`[data-fid="${CSS.escape(focus.fid)}"]`);
  if (!next) return;
  next.focus({ preventScroll: true });
  if (focus.start !== null && next.setSelectionRange) next.setSelectionRange(focus.start, focus.end);
}

const SVG = "http://www.w3.org/2000/svg";
const PATHS = {
  lock: "M6 9V6.5a4 4 0 0 1 8 0V9h1v8H5V9zm2 0h4V6.5a2 2 0 0 0-4 0z",
  smile: "M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15zm0 1.5a6 6 0 1 1 0 12 6 6 0 0 1 0-12zM7.5 7a1 1 0 1 0 0 2 1 1 0 0 0 0-2zm5 0a1 1 0 1 0 0 2 1 1 0 0 0 0-2zM6 11c.6 2 2 3.200 4 3.200s3.400-1.200 4-3.200h-1.600c-.4 1-1.300 1.700-2.400 1.700S8 12 7.600 11z",
  reply: "M3 4h14v9.5H9L5 17v-3.5H3zm1.5 1.5V12h2v1.800L8.5 12h7V5.5zM6.5 7h7v1.300h-7zm0 2.5h5v1.300h-5z",
  dots: "M4.5 8.5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3zm5.5 0a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3zm5.5 0a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3z",
  send: "M3 3.5 18 10 3 16.5l1.5-5.5L11 10 4.5 9z",
  close: "m5.5 4.400 4.5 4.5 4.5-4.5 1.100 1.100L11.100 10l4.5 4.5-1.100 1.100-4.5-4.5-4.5 4.5-1.100-1.100L8.900 10 4.400 5.5z",
  back: "m11.5 4 1.200 1.200L8 10l4.700 4.800-1.200 1.200L5.600 10z",
  menu: "M3 5h14v1.600H3zm0 4.200h14v1.600H3zm0 4.200h14V15H3z",
  down: "m5 7.5 5 5 5-5-1.100-1.100L10 10.300 6.100 6.400z",
  clock: "M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15zM10 4a6 6 0 1 1 0 12 6 6 0 0 1 0-12zm-.8 2v4.400l3 2.300.9-1.200-2.300-1.800V6z",
  eye: "M10 5C6 5 3 7.600 1.800 10 3 12.400 6 15 10 15s7-2.600 8.200-5C17 7.600 14 5 10 5zm0 2a3 3 0 1 1 0 6 3 3 0 0 1 0-6zm0 1.5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3z",
};

/** Draw one of the page's few icons; the control around it carries the name. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", "icon");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}
