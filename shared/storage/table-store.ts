/** The storage seam: Table Storage's meaning, and nothing of its client, for everything above the two drivers. */

/**
 * A property's value. A `number` is always Edm.Double and a `bigint` always Edm.Int64, so that one column never mixes
 * types (a comparison in Table Storage only meets values of its literal's type). Times are text in a sortable form.
 */
export type Value = string | number | boolean | bigint;

/**
 * A row: two keys, and up to 252 properties. `undefined` properties are not written. Keys are 1 to 512 printable ASCII
 * characters without `/ \ # ?` (limits.ts says why); a row that was read is written again without its `etag`.
 */
export interface Entity {
  readonly partitionKey: string;
  readonly rowKey: string;
  readonly [property: string]: Value | undefined;
}

/** What reading gives: the entity with the tag that changes at every write. */
export type Stored<E extends Entity = Entity> = E & { readonly etag: string };

/** One step of a transaction; all steps name different rows of one partition. */
export type Operation =
  | { readonly kind: 'insert'; readonly entity: Entity }
  /** Insert or replace whole, unconditionally. */
  | { readonly kind: 'upsert'; readonly entity: Entity }
  /** Replace whole, if the tag is still `etag`. */
  | { readonly kind: 'replace'; readonly entity: Entity; readonly etag: string }
  /** Delete, if the tag is still `etag`. */
  | { readonly kind: 'delete'; readonly partitionKey: string; readonly rowKey: string; readonly etag: string };

/**
 * What became of a transaction. Everything expected is a value:
 * - `done`: all steps were taken; `etags` in their order ('' for a delete).
 * - `exists`: an inserted row is there already. `changed`: a tag differs. `missing`: the row of a replace or delete is not there.
 *   Nothing was written; `index` names the first offending step when the service says which.
 * - `no-table`: the table does not exist. `being-dropped`: it was dropped and its name is not free yet.
 * A driver asks again when an answer is lost, so `exists`, `changed` and `missing` may speak of the caller's own write;
 * the caller recognises it by what it wrote.
 */
export type TransactionResult =
  | { readonly outcome: 'done'; readonly etags: readonly string[] }
  | { readonly outcome: 'exists' | 'changed' | 'missing'; readonly index?: number }
  | { readonly outcome: 'no-table' | 'being-dropped' };

export type Operator = 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge';

/** Property (never a key) against a literal. A row without the property does not match, whatever the operator. */
export interface Comparison {
  readonly property: string;
  readonly operator: Operator;
  readonly value: Value;
}

/** All of these; an array inside means any of its comparisons. With the key ranges at most 15 comparisons. */
export type Filter = readonly (Comparison | readonly Comparison[])[];

/** From inclusive, until exclusive; an absent or empty side is open. */
export interface KeyRange {
  readonly from?: string;
  readonly until?: string;
}

export interface Query {
  /** One partition (text), or a range of them in key order. Absent: the whole table. */
  readonly partition?: string | KeyRange;
  /** Row keys within each partition of the range. */
  readonly rows?: KeyRange;
  readonly filter?: Filter;
  /** Properties to bring; keys and tag always come. Absent: all. */
  readonly select?: readonly string[];
  /** Rows a page at most, 1 to 1000 (default 1000). Pages may be shorter, even empty, before the end. */
  readonly limit?: number;
  /** Where the previous page ended, as that page said. */
  readonly continuation?: string;
}

/** Rows in order of partition key, then row key (by code unit). `continuation` is absent only at the end. */
export interface Page {
  readonly entities: readonly Stored[];
  readonly continuation?: string;
}

/**
 * One account of tables. Every method throws {@link StorageUnavailable} when the service could not be asked or did not
 * answer after the driver's retries, and {@link StorageLimit} when the caller broke a limit of Table Storage. Absence
 * is never inferred from a failure.
 */
export interface TableStore {
  /** Creates a table; harmless when it exists. `being-dropped`: the name is not free yet. */
  createTable(table: string): Promise<'created' | 'exists' | 'being-dropped'>;
  /** Drops a table with all its rows; harmless when it does not exist. */
  dropTable(table: string): Promise<void>;
  /** Names of the tables that begin with `prefix`, in order; with `before` only those that sort before it. */
  listTables(prefix: string, before?: string): Promise<readonly string[]>;
  /** All or nothing; 1 to 100 operations of one partition, at most 4 MiB. */
  transact(table: string, operations: readonly Operation[]): Promise<TransactionResult>;
  /** The row, or undefined when it or its table does not exist. */
  get(table: string, partitionKey: string, rowKey: string): Promise<Stored | undefined>;
  /** One page. An absent table has no rows. */
  query(table: string, query: Query): Promise<Page>;
  /** Frees what the driver holds. */
  close(): Promise<void>;
}

/** The service could not be asked, or its answer never came; what was asked may or may not have happened. */
export class StorageUnavailable extends Error {
  override name = 'StorageUnavailable';
  /** The `Retry-After` of the last answer in seconds, if it had one. */
  readonly retryAfter: number | undefined;
  constructor(message: string, options?: { cause?: unknown; retryAfter?: number }) {
    super(message, options);
    this.retryAfter = options?.retryAfter;
  }
}

/** The caller asked for what Table Storage does not take (a mistake in Commlog, never of its user). */
export class StorageLimit extends Error {
  override name = 'StorageLimit';
}

/** Every row of a query, page after page, empty pages included. */
export async function* everyRow(store: TableStore, table: string, query: Query): AsyncGenerator<Stored> {
  let continuation = query.continuation;
  do {
    const page = await store.query(table, continuation === undefined ? query : { ...query, continuation });
    yield* page.entities;
    continuation = page.continuation;
  } while (continuation !== undefined);
}
