/** A communication some of whose records have gone before it stays as it was told; only time still changes it. */
import type { Retention } from '../../retention/retention.ts';
import type { Services } from '../../services.ts';
import { noteChange } from './changes.ts';
import type { Member } from './closure.ts';
import { toRow } from './communication-row.ts';
import type { KnownAnchor } from './survey.ts';
import { touchDay } from './touch-day.ts';
import type { Gathered } from './write-communication.ts';

const hourMs = 3_600_000;

/** Whether records that it was told by are gone: those that are there are fewer than it had when it was written. */
export function hasLostRecords(
  { anchor, stored }: KnownAnchor,
  members: readonly Member[],
  { notBefore }: Pick<Retention, 'notBefore'>,
): boolean {
  if (anchor.released || !stored) return false;
  const { categories, start, records, recordsGone } = stored.communication;
  if (recordsGone) return true;
  const begun = Math.max(Date.parse(start), notBefore());
  if (!categories.some((slug) => notBefore({ slug }) > begun)) return false;
  return members.filter(({ record }) => Date.parse(record.receivedAt) <= stored.changed).length < records;
}

/** One that never ended becomes stale, as others do. Throws StorageUnavailable. */
export async function settleKept(services: Services, known: KnownAnchor): Promise<Gathered | 'again'> {
  const { store, clock } = services;
  const { stored } = known;
  const { at } = known.anchor;
  if (!stored) return 'again';
  const { communication } = stored;
  const { id, kind, state, records, outcome: became } = communication;
  const same = { outcome: 'same', id, records, became } as const;
  if (state !== 'Processing') return same;
  const staleAt = Date.parse(communication.newest) + services.settings.STALE_HOURS[kind] * hourMs;
  if (clock().getTime() <= staleAt) return { ...same, waitUntil: staleAt + 1 };
  const row = await store.get(at.table, at.partitionKey, at.rowKey);
  if (!row) return 'again';
  await touchDay(services, at.table);
  const changed = await noteChange(services, id, at);
  const stale = { ...communication, state: 'Stale', outcome: 'NOLOG_STALE', recordsGone: true } as const;
  const entity = toRow(at, { ...stored, communication: stale, changed });
  const { outcome } = await store.transact(at.table, [{ kind: 'replace', entity, etag: row.etag }]);
  return outcome === 'done' ? { outcome: 'stored', id, records, became: stale.outcome } : 'again';
}
