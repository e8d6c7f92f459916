/** A communication as a row, and back. */
import type { KeyKind } from '../../categories/part.ts';
import type { Key } from '../../storage/communication-keys.ts';
import { putText, takeText } from '../../storage/long-text.ts';
import type { Entity, Value } from '../../storage/table-store.ts';
import type { Communication } from '../communication.ts';
import { rankOf } from '../telling.ts';
import type { Location } from './location.ts';

/** Version of the row's layout; every later version reads all earlier ones. */
const rowVersion = 1;

/** A key with the times (ms) of the first and the last record that have it. */
export interface KeySpan {
  readonly key: Key;
  readonly first: number;
  readonly last: number;
}

/** A communication with what the store knows of it. */
export interface StoredCommunication {
  readonly communication: Communication;
  readonly spans: readonly KeySpan[];
  /** When it was first written and last changed: ms, by the clock of whoever wrote. */
  readonly created: number;
  readonly changed: number;
}

export function toRow(location: Location, { communication, spans, created, changed }: StoredCommunication): Entity {
  const { partitionKey, rowKey } = location;
  const { kind, state, direction, account, delivery, priority, id } = communication;
  const row: Record<string, Value> = {
    v: rowVersion,
    id,
    kind,
    state,
    priority: rankOf(priority),
    created,
    changed,
    ...(direction === undefined ? {} : { direction }),
    ...(account === undefined ? {} : { account: account.slice(0, 256).toWellFormed() }),
    ...(delivery === undefined ? {} : { delivery: delivery.status.slice(0, 256).toWellFormed() }),
  };
  putText(row, 'communication', JSON.stringify(communication).toWellFormed());
  putText(row, 'spans', JSON.stringify(spans.map(({ key, first, last }) => [key.kind, key.hash, key.by, first, last])));
  return { ...row, partitionKey, rowKey };
}

/** Undefined for a row that a communication has left. */
export function fromRow(row: Entity): StoredCommunication | undefined {
  const text = takeText(row, 'communication');
  if (text === undefined) return undefined;
  return {
    communication: JSON.parse(text) as Communication,
    spans: spansOf(row),
    created: Number(row['created']),
    changed: Number(row['changed']),
  };
}

/** The keys of the communication that stands in the row, or stood there last. */
export function spansOf(row: Entity): readonly KeySpan[] {
  const spans = JSON.parse(takeText(row, 'spans') ?? '[]') as [KeyKind, string, string, number, number][];
  return spans.map(([kind, hash, by, first, last]) => ({ key: { kind, hash, by }, first, last }));
}

/** Whether a communication has left the row; told without reading what it says. */
export function isLeft(row: Entity): boolean {
  return row['communication'] === undefined;
}

/**
 * What stands where a communication was before it moved or went: lists leave it out, and a late writer meets it. It keeps
 * the keys of what stood there (`row`), by which a record that comes late finds all others again.
 */
export function leftRow({ partitionKey, rowKey }: Location, row?: Entity): Entity {
  const left: Record<string, Value> = { v: rowVersion, left: true };
  const spans = row && takeText(row, 'spans');
  if (spans !== undefined) putText(left, 'spans', spans);
  return { ...left, partitionKey, rowKey };
}
