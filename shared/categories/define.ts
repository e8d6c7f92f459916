/** Compiles a category row: from the declared facts come its schema, its TypeScript type and its look-ups by name. */
import { z } from 'zod';
import type { Column, ColumnType } from './columns.ts';
import { nameForm } from './columns.ts';
import type { DetailPart, Part } from './part.ts';
import { type Reader, readerOf } from './read-value.ts';
import { resourceColumns } from './standard-columns.ts';

/** The first day that a record may belong to; before it no log of the service exists. */
export const firstDay = '2015-01-01';

/** A fact and the UTC day from which it holds; what is stored for earlier days keeps the earlier one. */
export interface Since<T> {
  readonly since: string;
  readonly fact: T;
}

/** A fact that has held since the first day. */
export const always = <const T>(fact: T): readonly [Since<T>] => [{ since: firstDay, fact }];

/** What makes two deliveries one event, beside category, time (to the millisecond), operation and correlation. */
export interface Identity<Name extends string = string> {
  readonly version: number;
  /** Short scalar columns that every road carries; never reals, JSON, durations or versions of software. */
  readonly columns: readonly Name[];
  /** `content`: nothing is known of the columns, so only equal content is one event. */
  readonly by?: 'content';
}

export interface CategoryFacts<Columns extends readonly Column[]> {
  /** The name on the wire: the log category of the diagnostic setting. */
  readonly name: string;
  /** The Log Analytics table; empty where there is none. */
  readonly table: string;
  /** `log`: lines of a diagnostic log; `event`: events of Event Grid. Neither is ever read as the other. */
  readonly kind?: 'log' | 'event';
  /** A short name for people and table names: lower case, digits and hyphens. */
  readonly slug: string;
  /** Other names met in the wild; letter case, blanks, `_`, `-` and a preview suffix never matter and are not listed. */
  readonly aliases?: readonly string[];
  readonly title: string;
  /** One sentence: what a record of the category says. */
  readonly purpose: string;
  /** The service is gone; only old archives hold its records. */
  readonly retired?: boolean;
  readonly columns: Columns;
  readonly identity: readonly [Since<Identity<Columns[number]['name']>>, ...Since<Identity<Columns[number]['name']>>[]];
  /** Into how many partitions an hour's records spread: 4 where an hour can exceed 2,000 records a second. */
  readonly shards: readonly [Since<number>, ...Since<number>[]];
  /** Two categories that senders label alike are told apart by whether a column has a value. */
  readonly toldApart?: { readonly by: string; readonly present: string; readonly absent: string };
  /** Values that are said by columns together only: `tickets` and `example.org`, joined by `@`. */
  readonly composed?: readonly { readonly columns: readonly Columns[number]['name'][]; readonly between: string }[];
  /** The column that takes what is left of a delivered `properties` object; without one it goes to AdditionalFields. */
  readonly rest?: Columns[number]['name'];
  /** How its records take part in communications; `none`: they are about none. */
  readonly part: Part | DetailPart | 'none';
  /** What this category never carries, in sentences that explain an empty answer. */
  readonly hints: readonly string[];
  /** A record as a diagnostic setting delivers it, or an event as Event Grid does. */
  readonly example: Readonly<Record<string, unknown>>;
}

/** A compiled row. */
export interface Category extends Required<Omit<CategoryFacts<readonly Column[]>, 'toldApart' | 'rest'>> {
  readonly toldApart: CategoryFacts<readonly Column[]>['toldApart'];
  readonly rest: string | undefined;
  /** The declared columns, then those of the resource. */
  readonly columns: readonly Column[];
  readonly readers: ReadonlyMap<string, Reader>;
  /** The columns by which `/find` finds records. */
  readonly lookups: readonly Column[];
  /** What a normalized record's columns are; the source of the type, the API description and the tests. */
  readonly schema: z.ZodObject;
  /** The column that a spelling means, whatever its letter case, blanks or unit. */
  columnNamed(spelling: string): Column | undefined;
}

/** The value of each column type, as a record holds it. */
const schemas = {
  text: z.string(),
  id: z.string(),
  word: z.string(),
  int: z.number(),
  real: z.number(),
  long: z.union([z.number(), z.bigint()]),
  bool: z.boolean(),
  time: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3,7}Z$/),
  json: z.string(),
} as const satisfies Record<ColumnType, z.ZodType>;

type ValueOf<Type extends ColumnType> = z.infer<(typeof schemas)[Type]>;

/** The columns of a record of a category: every one but `TimeGenerated` may be absent. */
export type ColumnsOf<C extends { readonly columns: readonly Column[] }> = {
  readonly [Col in C['columns'][number] as Col['name']]?: ValueOf<Col['type']>;
};

/** Compiles a row; the result keeps the columns' literal types for {@link ColumnsOf}. */
export function defineCategory<const Columns extends readonly Column[]>(facts: CategoryFacts<Columns>) {
  const columns = [...facts.columns, ...resourceColumns] as const;
  const named = new Map<string, Column>();
  for (const column of columns) {
    for (const spelling of [column.name, ...column.accepts]) {
      const form = nameForm(spelling);
      const other = named.get(form);
      if (other && other !== column) {
        throw new Error(`category ${facts.name}: "${spelling}" names both ${other.name} and ${column.name}`);
      }
      named.set(form, column);
    }
    // Names as they are spelled here are asked for most; a capital letter tells them from forms.
    named.set(column.name, column);
  }
  const shape = Object.fromEntries(columns.map((column) => [column.name, schemas[column.type].optional()]));
  return {
    ...facts,
    kind: facts.kind ?? 'log',
    aliases: facts.aliases ?? [],
    retired: facts.retired ?? false,
    rest: facts.rest as string | undefined,
    composed: facts.composed ?? [],
    toldApart: facts.toldApart,
    columns: columns as readonly [...Columns, ...typeof resourceColumns],
    readers: new Map(columns.map((column) => [column.name, readerOf(column)])),
    lookups: columns.filter((column) => column.lookup),
    schema: z.object({ ...shape, TimeGenerated: schemas.time }),
    columnNamed: (spelling: string) => named.get(spelling) ?? named.get(nameForm(spelling)),
  } satisfies Category;
}

/** The fact that holds on a UTC day (`2025-06-01`). */
export function factOn<T>(facts: readonly [Since<T>, ...Since<T>[]], day: string): T {
  let held = facts[0];
  for (const fact of facts) if (fact.since <= day) held = fact;
  return held.fact;
}
