/** Which category a delivered object belongs to. */
import { nameForm } from '../categories/columns.ts';
import type { Category } from '../categories/define.ts';
import { categoryNamed, unknownCategory } from '../categories/index.ts';
import { isOwnType, isPublished } from './event-type.ts';
import { type Level, valueNamed } from './fields.ts';

/** Where a record names its category, strongest first; `Type` is the table of a Log Analytics row. */
const naming = ['category', 'operationcategory', 'type'] as const;

/** Of an unknown category's name; it stands in every row and answer, and the delivered text has it whole. */
const longestLabel = 200;

/**
 * The category by the record's own name for it (in the envelope, in `properties`, or as its table), else `fallback`.
 * `label` is the name to show. Undefined when nothing names one; `event` for an event, and for what names the category of one.
 */
export function categoryOf(
  top: Level,
  inner: Level | undefined,
  fallback: Category | undefined,
): { category: Category; label: string } | 'event' | undefined {
  if (isEvent(top)) return 'event';
  let unknown: string | undefined;
  for (const form of naming) {
    for (const level of inner ? [top, inner] : [top]) {
      const key = level.guides[form];
      const name = key === undefined ? undefined : level.fields[key];
      const text = typeof name === 'string' ? name.trim() : '';
      if (text === '' || text === 'null') continue;
      const category = categoryNamed(text);
      // A table and a part of the data may have a `Type` that happens to be called like one.
      if (isOwnType(text) || (category?.kind === 'event' && form === 'category')) return 'event';
      if (category?.kind === 'log') return toldApart(category, top, inner);
      // A table of the service that is younger than this list; other rows have a `Type` of their own.
      if (form === 'category' || (form === 'type' && /^ACS[A-Z]/.test(text)))
        unknown ??= text.slice(0, longestLabel).toWellFormed();
    }
  }
  if (unknown !== undefined) return { category: unknownCategory, label: unknown };
  return fallback && toldApart(fallback, top, inner);
}

/** An event of Event Grid in either schema: no log has these members. */
function isEvent({ fields, guides: { eventtype, specversion, type } }: Level): boolean {
  const named = eventtype === undefined ? undefined : fields[eventtype];
  if (typeof named === 'string' && isPublished(named)) return true;
  return specversion !== undefined && type !== undefined;
}

/** Senders label some categories alike; a column that only one of them has tells which it is. */
function toldApart(category: Category, top: Level, inner: Level | undefined): { category: Category; label: string } {
  const rule = category.toldApart;
  if (!rule) return { category, label: category.name };
  const form = nameForm(rule.by);
  const present = hasValue(valueNamed(top.fields, form)) || hasValue(valueNamed(inner?.fields, form));
  const told = categoryNamed(present ? rule.present : rule.absent) ?? category;
  return { category: told, label: told.name };
}

function hasValue(value: unknown): boolean {
  const text = typeof value === 'string' ? value.trim() : value;
  return text !== undefined && text !== null && text !== '' && text !== 'null';
}
