/** Puts a placeholder where the row of a communication says a value. */
import { noteChange } from '../../communications/gather/changes.ts';
import { fromRow, toRow } from '../../communications/gather/communication-row.ts';
import type { Location } from '../../communications/gather/location.ts';
import { touchDay } from '../../communications/gather/touch-day.ts';
import { StorageUnavailable } from '../../storage/table-store.ts';
import type { Erasing } from './redact-record.ts';

/** Somebody else may gather it meanwhile. */
const attempts = 10;

/** Whether it said the value. Throws StorageUnavailable. */
export async function redactCommunication({ services, pattern }: Erasing, at: Location): Promise<boolean> {
  const { store } = services;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const row = await store.get(at.table, at.partitionKey, at.rowKey);
    const stored = row && fromRow(row);
    const text = JSON.stringify(stored?.communication ?? {});
    if (!row || !stored || !pattern.says(text)) return false;
    await touchDay(services, at.table);
    const changed = await noteChange(services, stored.communication.id, at);
    const entity = toRow(at, { ...stored, communication: JSON.parse(pattern.redact(text)), changed });
    const { outcome } = await store.transact(at.table, [{ kind: 'replace', entity, etag: row.etag }]);
    if (outcome === 'done') return true;
    if (outcome !== 'changed') return false;
  }
  throw new StorageUnavailable('a communication kept being changed while a value in it was erased');
}
