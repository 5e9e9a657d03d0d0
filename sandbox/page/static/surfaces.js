// Ties drawn blocks to where they stand, so that a click reaches the app with the right place.
import { act } from "./feed.js";
import { collect } from "./inputs.js";
import { formOf } from "./forms.js";

/** A surface for blocks: `where` says it to the sandbox, `key` names its form. */
export function surfaceOf(where, key, { blocks, values: held }, viewer, extra = {}) {
  const form = formOf(key);
  form.held = held;
  const values = () => collect(blocks, form);
  return {
    key, form, viewer, ...extra,
    click: (action) => act("click", { where, values: values(), ...action }),
    suggest: async (query) => (await act("suggest", { where, values: values(), ...query })),
  };
}
