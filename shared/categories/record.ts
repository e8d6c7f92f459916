/** A normalized record: what a delivered candidate says, in the columns of its category. */
import type { Category } from './define.ts';
import type { ColumnValue } from './read-value.ts';

export type Columns = Readonly<Record<string, ColumnValue | undefined>>;

const blanks = new WeakMap<Category, Record<string, undefined>>();

/**
 * Columns of a category, all absent, to be filled. Every record of a category starts as a copy of one object, because an
 * object that grows by computed keys becomes a hash table in V8 after a dozen of them, and everything with it slow.
 */
export function blankColumns(category: Category): Record<string, ColumnValue | undefined> {
  let blank = blanks.get(category);
  if (!blank) {
    // Parsed objects keep their shape, however many properties they have.
    const parsed: Record<string, undefined> = JSON.parse(
      JSON.stringify(Object.fromEntries(category.columns.map(({ name }) => [name, null]))),
    );
    for (const name in parsed) parsed[name] = undefined;
    blank = parsed;
    blanks.set(category, blank);
  }
  return { ...blank };
}

export interface LogRecord {
  readonly category: Category;
  /** The category's name as shown: the row's own, or the delivered one where no row knows it. */
  readonly label: string;
  /** `TimeGenerated` in milliseconds since 1970, cut off, never rounded. */
  readonly time: number;
  /** Values by column name; undefined where there is none. */
  readonly columns: Columns;
  /** JSON object text of the fields that no column takes. */
  readonly additional: string | undefined;
  /** `time` is when Log Analytics received it, in the place of an older one that is lost. */
  readonly timeReplaced?: true | undefined;
}

/** A record with what storing it adds. */
export interface StoredRecord extends LogRecord {
  /** 32 hex digits: the same event by any road has the same. */
  readonly identity: string;
  /** The delivered JSON text, unchanged. */
  readonly delivered: string;
  /** When Commlog took it: UTC, milliseconds. */
  readonly receivedAt: string;
  /** The road by which it came first: `push`, `import`, `archive`, `event-hub`, `event-grid`, `log-analytics`. */
  readonly source: string;
  /** JSON text: where that road had it; most have nothing to say. */
  readonly origin?: string | undefined;
}
