/** Keeps what was rejected, with its text and the reasons, so that nothing delivered is lost without a trace. */
import { hash } from 'node:crypto';
import { batchesOf } from '../storage/batches.ts';
import { dayOf, invertedTime, startOfHour } from '../storage/keys.ts';
import { putText } from '../storage/long-text.ts';
import type { Entity, TableStore, Value } from '../storage/table-store.ts';
import { transactIn } from '../storage/transact-in.ts';
import type { OutcomeCode } from './codes.ts';

export interface Rejected {
  readonly outcome: OutcomeCode;
  /** Where it stood in the input. */
  readonly place: string;
  readonly text: string;
  readonly issues: readonly { readonly path: string; readonly message: string }[];
}

/** Characters kept of a text; a row holds no more. The length says when something is missing. */
const mostChars = 100 * 1024;

/** Writes the rejected candidates of a request to the table of the day of their arrival, `Outcomes{yyyymmdd}`. */
export async function keepRejected(
  store: TableStore,
  rejected: readonly Rejected[],
  arrival: { readonly at: number; readonly source: string },
): Promise<void> {
  const byCode = Map.groupBy(rejected, ({ outcome }) => outcome);
  for (const [code, group] of byCode) {
    const entities = new Map(group.map((one) => [`${one.place} ${one.text}`, toEntity(code, one, arrival)]));
    for (const batch of batchesOf([...entities.values()])) {
      await transactIn(
        store,
        `Outcomes${dayOf(arrival.at)}`,
        batch.map((entity) => ({ kind: 'upsert', entity })),
      );
    }
  }
}

function toEntity(code: OutcomeCode, rejected: Rejected, arrival: { at: number; source: string }): Entity {
  const { place, text, issues } = rejected;
  const properties: Record<string, Value> = { v: 1, place, source: arrival.source, length: text.length };
  properties['arrived'] = new Date(arrival.at).toISOString();
  putText(properties, 'issues', JSON.stringify(issues).toWellFormed());
  putText(properties, 'text', text.slice(0, mostChars).toWellFormed());
  const content = hash('sha256', `${place} ${text}`, 'hex').slice(0, 32);
  // To the hour: whoever sends the same again soon leaves no second row.
  return { partitionKey: code, rowKey: `${invertedTime(startOfHour(arrival.at))}-${content}`, ...properties };
}
