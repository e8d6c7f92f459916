/** Walks two tables at once, in key order: what stands on both sides, and what on one alone. */
import type { Stored } from '../storage/table-store.ts';

/** The row of one key; at least one side has it. */
export interface Pair {
  readonly source: Stored | undefined;
  readonly target: Stored | undefined;
}

/** Pairs of rows, each key once. Both must come in order of partition key, then row key; one row of each is held. */
export async function* mergeRows(source: AsyncIterable<Stored>, target: AsyncIterable<Stored>): AsyncGenerator<Pair> {
  const sources = source[Symbol.asyncIterator]();
  const targets = target[Symbol.asyncIterator]();
  let left = await rowFrom(sources);
  let right = await rowFrom(targets);
  while (left !== undefined || right !== undefined) {
    const order = inOrder(left, right);
    yield { source: order <= 0 ? left : undefined, target: order >= 0 ? right : undefined };
    if (order <= 0) left = await rowFrom(sources);
    if (order >= 0) right = await rowFrom(targets);
  }
}

async function rowFrom(rows: AsyncIterator<Stored>): Promise<Stored | undefined> {
  const next = await rows.next();
  return next.done === true ? undefined : next.value;
}

/** Below zero where the first comes before the second; a side that has ended comes last. */
function inOrder(left: Stored | undefined, right: Stored | undefined): number {
  if (left === undefined) return 1;
  if (right === undefined) return -1;
  return compare(left.partitionKey, right.partitionKey) || compare(left.rowKey, right.rowKey);
}

/** By code unit, as both kinds of store order keys. */
function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
