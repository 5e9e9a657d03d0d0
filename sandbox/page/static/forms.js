// Keeps what a person typed or chose in a view or message, by block_id and action_id, across snapshots.
const forms = new Map();

/** The form of one surface (a view id, a message key, "home"). */
export function formOf(key) {
  if (!forms.has(key)) forms.set(key, new Map());
  return forms.get(key);
}

/** Forget what was typed in a surface that is gone. */
export function forgetForm(key) {
  forms.delete(key);
}

const idOf = (block, element) => `${block.block_id}\n${element.action_id}`;

/** The current value of an input: what the person gave, else what the view holds, else what the app proposed. */
export function valueOf(form, block, element) {
  const id = idOf(block, element);
  if (form.has(id)) return form.get(id);
  const held = form.held?.[block.block_id]?.[element.action_id];
  return held ? heldValue(held) : initialValue(element);
}

// One entry of Slack's `state.values`: its type, and one field that holds the value.
function heldValue(held) {
  const [, value] = Object.entries(held).find(([name]) => name === "value" || name.startsWith("selected_")) ?? [];
  return value ?? emptyOf(held.type);
}

function emptyOf(type) {
  if (type.startsWith("multi_") || type === "checkboxes") return [];
  return /_input$|^datepicker|^timepicker/.test(type) ? "" : null;
}

/** Remember what the person gave. */
export function setValue(form, block, element, value) {
  form.set(idOf(block, element), value);
}

function initialValue(element) {
  const { type } = element;
  if (type === "checkboxes") return element.initial_options ?? [];
  if (type === "radio_buttons") return element.initial_option ?? null;
  if (type.startsWith("multi_")) return element.initial_options ?? initialIds(element);
  if (type.endsWith("_select")) return initialOne(element);
  if (type === "datepicker") return element.initial_date ?? "";
  if (type === "timepicker") return element.initial_time ?? "";
  if (type === "datetimepicker") return element.initial_date_time ?? null;
  return element.initial_value ?? "";
}

function initialOne(element) {
  return element.initial_option ?? element.initial_user ?? element.initial_conversation ?? element.initial_channel ?? null;
}

function initialIds(element) {
  return element.initial_users ?? element.initial_conversations ?? element.initial_channels ?? [];
}

/** A value as the gesture sends it: the option's value, an id, a list of them, or text. */
export function sent(value, element) {
  if (Array.isArray(value)) return value.map((one) => sent(one, element));
  // What an external select offered is known to nobody else: it goes whole.
  return value && typeof value === "object" && !element.type.includes("external") ? value.value : value;
}

/** Whether the person gave nothing. */
export function isEmpty(value) {
  return value === null || value === undefined || value === "" || (Array.isArray(value) && !value.length);
}
