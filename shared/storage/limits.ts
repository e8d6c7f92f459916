/** Table Storage's limits, checked by both drivers before anything is sent, so that neither takes what the other refuses. */

import {
  type Comparison,
  type Entity,
  type KeyRange,
  type Operation,
  type Query,
  StorageLimit,
} from './table-store.ts';

/** https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model and …/performing-entity-group-transactions */
export const LIMITS = {
  /** 1 KiB of UTF-16. */
  keyCharacters: 512,
  /** 255 with the keys and the time stamp. */
  properties: 252,
  propertyNameCharacters: 255,
  /** 64 KiB of UTF-16. */
  textCharacters: 32_768,
  /** What {@link storedSize} may be. */
  entityBytes: 1_048_576,
  transactionRows: 100,
  /** What the {@link entitySize} of all rows may add up to: 4 MiB less the outer frame of the request. */
  transactionBytes: 4 * 1_048_576 - 1024,
  /** In one query, comparisons of the key ranges included. */
  comparisons: 15,
  /** Filter and selection, percent-encoded: they travel in the address, whose line 16 KiB must hold. */
  queryCharacters: 12_000,
  pageRows: 1000,
} as const;

const tableName = /^[A-Za-z][A-Za-z0-9]{2,62}$/;
/**
 * Printable ASCII without `/ \ # ?`, and not empty. Table Storage takes more, but orders it by UTF-16 code unit where
 * SQLite orders by UTF-8 byte; for ASCII the two agree, and Commlog's keys never hold what users wrote.
 */
const key = /^[ !"$-.0->@-[\]-~]{1,512}$/;
/** A bound may hold `/ \ # ?` too, being the character after one that keys may hold; empty is the same as absent. */
const bound = /^[ -~]{0,513}$/;
const propertyName = /^[A-Za-z_][A-Za-z0-9_]*$/;
const tag = /^(?!\*$)[!-~]{1,512}$/;
const takenNames = ['partitionKey', 'rowKey', 'etag', 'timestamp', 'PartitionKey', 'RowKey', 'Timestamp', '__proto__'];

/** Throws {@link StorageLimit} unless the service takes this as a table's name. */
export function checkTable(table: string): void {
  if (!tableName.test(table)) {
    fail(
      `A table's name is 3 to 63 ASCII letters and digits and begins with a letter; "${table.slice(0, 80)}" is not.`,
    );
  }
}

/** Throws {@link StorageLimit} unless both can be keys of a row. */
export function checkKeys(partitionKey: string, rowKey: string, place = 'The row'): void {
  if (!key.test(partitionKey)) failKey(place, 'partition key');
  if (!key.test(rowKey)) failKey(place, 'row key');
}

/** Throws {@link StorageLimit} unless the operations can be one transaction. */
export function checkTransaction(operations: readonly Operation[]): void {
  if (operations.length < 1 || operations.length > LIMITS.transactionRows) {
    fail(`A transaction has 1 to ${LIMITS.transactionRows} operations, not ${operations.length}.`);
  }
  const first = keysOf(operations[0] as Operation).partitionKey;
  const rows = new Set<string>();
  let atMost = 0;
  for (const [index, operation] of operations.entries()) {
    const place = `Operation ${index} of the transaction`;
    const { partitionKey, rowKey } = keysOf(operation);
    checkKeys(partitionKey, rowKey, place);
    if (partitionKey !== first) fail(`${place} is of another partition than the first.`);
    if (rows.has(rowKey)) fail(`${place} names a row that an earlier operation names.`);
    rows.add(rowKey);
    if ('etag' in operation && !tag.test(operation.etag)) fail(`${place} needs the tag that the row was read with.`);
    atMost += 'entity' in operation ? checkEntity(operation.entity, place) : frameSize(operation);
  }
  if (atMost <= LIMITS.transactionBytes) return;
  const size = operations.reduce((sum, one) => sum + ('entity' in one ? entitySize(one.entity) : frameSize(one)), 0);
  if (size > LIMITS.transactionBytes) {
    fail(`A transaction holds at most ${LIMITS.transactionBytes} bytes on the wire; this one takes up to ${size}.`);
  }
}

/** Throws {@link StorageLimit} unless the service can answer the query. */
export function checkQuery(query: Query): void {
  const { limit, partition, rows, filter = [], select = [] } = query;
  if (limit !== undefined && !(Number.isInteger(limit) && limit >= 1 && limit <= LIMITS.pageRows)) {
    fail(`A page has 1 to ${LIMITS.pageRows} rows, not ${limit}.`);
  }
  if (typeof partition === 'string' && !key.test(partition)) failKey('The query', 'partition key');
  let comparisons = (typeof partition === 'string' ? 1 : checkRange(partition)) + checkRange(rows);
  let characters = 0;
  for (const group of filter) {
    if (Array.isArray(group) && group.length === 0) fail('A group of a filter holds at least one comparison.');
    for (const comparison of Array.isArray(group) ? group : [group]) {
      comparisons += 1;
      characters += checkComparison(comparison);
    }
  }
  if (comparisons > LIMITS.comparisons) {
    fail(
      `A query makes at most ${LIMITS.comparisons} comparisons, those of keys included; this one makes ${comparisons}.`,
    );
  }
  for (const name of select) {
    checkPropertyName(name, 'The selection');
    characters += name.length + 3;
  }
  if (characters > LIMITS.queryCharacters) {
    fail(`Filter and selection take at most ${LIMITS.queryCharacters} encoded characters, not ${characters}.`);
  }
}

/**
 * Bytes the service counts for a stored row; a row may have {@link LIMITS}.entityBytes of them. Text counts twice its length.
 * Source: the formula of "How to calculate Table Storage billing" (4 + keys × 2 + per property 8 + name × 2 + value).
 */
export function storedSize(entity: Entity): number {
  let size = 4 + 2 * (entity.partitionKey.length + entity.rowKey.length);
  for (const name in entity) {
    const value = entity[name];
    if (name === 'partitionKey' || name === 'rowKey' || value === undefined) continue;
    size += 8 + 2 * name.length + (typeof value === 'string' ? 4 + 2 * value.length : 8);
  }
  return size;
}

/**
 * Bytes a row takes at most in the request of a transaction, its part's head and addresses included. The sum over the
 * rows of a transaction may be {@link LIMITS}.transactionBytes.
 */
export function entitySize(entity: Entity): number {
  let size = frameSize(entity);
  for (const name in entity) {
    const value = entity[name];
    if (name === 'partitionKey' || name === 'rowKey' || value === undefined) continue;
    size += propertyFrame(name) + (typeof value === 'string' ? Buffer.byteLength(JSON.stringify(value)) : 26);
  }
  return size;
}

/** Checks a row; answers an upper bound of its {@link entitySize} that costs no look into its texts. */
function checkEntity(entity: Entity, place: string): number {
  let properties = 0;
  let stored = 4 + 2 * (entity.partitionKey.length + entity.rowKey.length);
  let atMost = frameSize(entity);
  for (const name in entity) {
    const value: unknown = entity[name];
    if (name === 'partitionKey' || name === 'rowKey' || value === undefined) continue;
    checkPropertyName(name, place);
    properties += 1;
    stored += 8 + 2 * name.length + (typeof value === 'string' ? 4 + 2 * value.length : 8);
    // A character is at most `\u0000` in JSON: six bytes.
    atMost += propertyFrame(name) + (typeof value === 'string' ? 2 + 6 * value.length : 26);
    checkValue(name, value, place);
  }
  if (properties > LIMITS.properties) fail(`${place} has ${properties} properties; ${LIMITS.properties} are the most.`);
  if (stored > LIMITS.entityBytes) fail(`${place} takes ${stored} bytes; ${LIMITS.entityBytes} are the most.`);
  return atMost;
}

function checkValue(name: string, value: unknown, place: string): void {
  if (typeof value === 'boolean') return;
  if (typeof value === 'string') {
    if (value.length <= LIMITS.textCharacters) return;
    fail(`${place}: the text of ${name} has ${value.length} characters; ${LIMITS.textCharacters} are the most.`);
  }
  // Not-a-number and the infinities exist as Edm.Double, but neither JSON nor a filter's literal can say them.
  if (typeof value === 'number' && Number.isFinite(value)) return;
  if (typeof value === 'bigint' && BigInt.asIntN(64, value) === value) return;
  fail(`${place}: the value of ${name} is not a text, a finite number, a boolean or an integer of 64 bits.`);
}

/** Names that passed; columns are few, so the test of their form is paid once. */
const goodNames = new Set<string>();

function checkPropertyName(name: string, place: string): void {
  if (goodNames.has(name)) return;
  if (takenNames.includes(name))
    fail(`${place}: ${name} is not a property; keys, tag and time stamp have their own places.`);
  if (!propertyName.test(name) || name.length > LIMITS.propertyNameCharacters) {
    fail(`${place}: a property's name is 1 to 255 letters, digits and _, not "${name.slice(0, 80)}".`);
  }
  if (goodNames.size < 10_000) goodNames.add(name);
}

/** Checks a comparison; answers the encoded characters it takes. */
function checkComparison({ property, operator, value }: Comparison): number {
  checkPropertyName(property, 'The filter');
  checkValue(property, value, 'The filter');
  if (typeof value === 'boolean' && operator !== 'eq' && operator !== 'ne') {
    fail(`The filter: ${property} is compared with a boolean, which has no order; only eq and ne can be asked.`);
  }
  const literal = typeof value === 'string' ? encodeURIComponent(value.toWellFormed()).length + 6 : 340;
  return property.length + literal + 24;
}

/** Checks a range of keys; answers how many comparisons it makes. */
function checkRange({ from = '', until = '' }: KeyRange = {}): number {
  if (!bound.test(from) || !bound.test(until)) fail('A bound of keys is at most 513 printable ASCII characters.');
  return (from === '' ? 0 : 1) + (until === '' ? 0 : 1);
}

function keysOf(operation: Operation): { readonly partitionKey: string; readonly rowKey: string } {
  return 'entity' in operation ? operation.entity : operation;
}

/** Head lines, account address, table, tag, and the keys both percent-encoded in the address and quoted in the body. */
function frameSize({ partitionKey, rowKey }: { partitionKey: string; rowKey: string }): number {
  return 900 + 8 * (partitionKey.length + rowKey.length);
}

/** Quotes, colon, comma and the type's annotation, which repeats the name. */
function propertyFrame(name: string): number {
  return 2 * name.length + 34;
}

function failKey(place: string, which: string): never {
  fail(`${place}: a ${which} is 1 to ${LIMITS.keyCharacters} printable ASCII characters without / \\ # ?.`);
}

function fail(sentence: string): never {
  throw new StorageLimit(sentence);
}
