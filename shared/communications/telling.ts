/** What a record tells, together with the record: what communications are folded from. */
import type { CommunicationKind, DetailPart, Part, Priority, Said, Told } from '../categories/part.ts';
import { priorities } from '../categories/part.ts';
import type { StoredRecord } from '../categories/record.ts';
import { recordId } from '../storage/keys.ts';
import { lookedUpText } from '../storage/lookups.ts';
import { bounded } from './bounded.ts';

export interface Telling {
  readonly record: StoredRecord;
  readonly id: string;
  readonly part: Part;
  readonly kind: CommunicationKind;
  readonly told: Told;
  readonly priority: Priority;
  /** When it happened: UTC text. Undefined: it speaks of no moment. */
  readonly at: string | undefined;
}

/** How the record takes part in a communication; undefined where it does not, or only as detail. */
export function partOf({ category }: Pick<StoredRecord, 'category'>): Part | undefined {
  return isPart(category.part) ? category.part : undefined;
}

function isPart(part: Part | DetailPart | 'none'): part is Part {
  return part !== 'none' && 'tells' in part;
}

/** A record as the functions of its row read it. */
export function saidBy({ columns, time }: StoredRecord): Said {
  const text = (column: string) => lookedUpText(columns[column]);
  return {
    time: String(columns['TimeGenerated'] ?? new Date(time).toISOString()),
    operation: text('OperationName') ?? '',
    text,
    number(column) {
      const value = columns[column];
      const number = value === undefined || value === '' ? Number.NaN : Number(value);
      return Number.isFinite(number) ? number : undefined;
    },
  };
}

/** What each record tells, in one order whatever the order of the records: by time, then id. */
export function tellingsOf(records: Iterable<StoredRecord>): Telling[] {
  const tellings: Telling[] = [];
  for (const record of records) {
    const part = partOf(record);
    if (!part) continue;
    const said = saidBy(record);
    const told = bounded(part.tells(said), record.time);
    tellings.push({
      record,
      id: recordId(record.category, record.time, record.identity),
      part,
      kind: typeof part.kind === 'function' ? part.kind(said) : part.kind,
      told,
      priority: higher(priorityOfLevel(said.text('Level')), told.priority),
      at: told.at === null ? undefined : (told.at ?? said.time),
    });
  }
  return tellings.sort((a, b) => a.record.time - b.record.time || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/** Without those that a higher version of the same replaces. */
export function current(tellings: readonly Telling[]): Telling[] {
  const highest = new Map<string, number>();
  for (const { told, part } of tellings) {
    if (!told.replaces) continue;
    const key = keyOf(part, told.replaces.what);
    highest.set(key, Math.max(highest.get(key) ?? 0, told.replaces.version));
  }
  return tellings.filter(
    ({ told, part }) => !told.replaces || told.replaces.version === highest.get(keyOf(part, told.replaces.what)),
  );
}

/** Categories that replace one another share a part. */
function keyOf(part: Part, what: string): string {
  let number = parts.get(part);
  if (number === undefined) {
    number = parts.size;
    parts.set(part, number);
  }
  return `${number} ${what}`;
}

const parts = new Map<Part, number>();

const levels: Readonly<Record<string, Priority>> = {
  trace: 'Trace',
  verbose: 'Trace',
  debug: 'Debug',
  notice: 'Notice',
  warning: 'Warn',
  warn: 'Warn',
  error: 'Error',
  critical: 'Error',
};

/** Azure's level as a priority; what is not known is Info. */
export function priorityOfLevel(level: string | undefined): Priority {
  const name = level?.toLowerCase() ?? '';
  return (Object.hasOwn(levels, name) && levels[name]) || 'Info';
}

function higher(a: Priority, b: Priority | undefined): Priority {
  // Debug and Trace say that a line matters less than its level.
  if (b === undefined) return a;
  if (a === 'Info') return b;
  return rankOf(a) > rankOf(b) ? a : b;
}

export function rankOf(priority: Priority): number {
  return priorities.indexOf(priority);
}
