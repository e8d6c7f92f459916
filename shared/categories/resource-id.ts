/** The form of a resource's id in which roads and people agree. */

/** No resource has a longer id. What a sender makes up is cut: the delivered text has it whole. */
export const longestResourceId = 2000;

const forms = new Map<string, string>();
/** A sender has a handful of resources and names one in every record. */
const mostForms = 1000;

/** Lower case, one leading slash, none at the end. */
export function resourceIdForm(id: string): string {
  const known = forms.get(id);
  if (known !== undefined) return known;
  const whole = `/${id.trim().toLowerCase().replace(/^\/+/, '').replace(/\/+$/, '')}`;
  const form = whole.length <= longestResourceId ? whole : whole.slice(0, longestResourceId).toWellFormed();
  if (forms.size >= mostForms) forms.clear();
  if (id.length <= longestResourceId) forms.set(id, form);
  return form;
}
