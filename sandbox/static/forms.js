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

/** The current value of an input: what the person gave, else what the app proposed. */
export function valueOf(form, block, element) {
  const id = idOf(block, element);
  return form.has(id) ? form.get(id) : initialValue(element);
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
export function sent(value) {
  if (Array.isArray(value)) return value.map(sent);
  return value && typeof value === "object" ? value.value : value;
}

/** Whether the person gave nothing. */
export function isEmpty(value) {
  return value === null || value === undefined || value === "" || (Array.isArray(value) && !value.length);
}
