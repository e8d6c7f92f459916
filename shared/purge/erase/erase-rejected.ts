/** Takes a value out of what was rejected: out of its text, its place and the reasons. */

import { deleteAll } from '../../storage/delete-rows.ts';
import { putText, takeText } from '../../storage/long-text.ts';
import type { Entity, Stored, TableStore, Value } from '../../storage/table-store.ts';
import type { Erasing } from './redact-record.ts';

const texts = ['place', 'issues', 'text'] as const;

/** Whether a row of `Outcomes` says it. */
export function rejectedSays(row: Entity, { pattern }: Pick<Erasing, 'pattern'>): boolean {
  return texts.some((name) => pattern.says(takeText(row, name) ?? ''));
}

/** Rows never change but for this; one that was purged meanwhile is no failure. Throws StorageUnavailable. */
export async function eraseRejected(
  store: TableStore,
  table: string,
  row: Stored,
  { pattern, mode }: Pick<Erasing, 'pattern'> & { readonly mode: 'redact' | 'delete' | undefined },
): Promise<void> {
  if (mode === 'delete') {
    await deleteAll(store, table, [row]);
    return;
  }
  const rest: Record<string, Value> = {};
  const isText = (name: string) => texts.some((text) => name === text || name.startsWith(`${text}_`));
  for (const [name, value] of Object.entries(row))
    if (value !== undefined && name !== 'etag' && !isText(name)) rest[name] = value;
  for (const name of texts) putText(rest, name, pattern.redact(takeText(row, name) ?? ''));
  const { partitionKey, rowKey, etag } = row;
  await store.transact(table, [{ kind: 'replace', entity: { ...rest, partitionKey, rowKey }, etag }]);
}
