/** Deletes what is of before an instant from the tables that hold what is of after it too: of its day and its month. */
import { readLocation } from '../../communications/gather/location.ts';
import { touchDay } from '../../communications/gather/touch-day.ts';
import { readLookupRow } from '../../query/lookup-row.ts';
import type { Services } from '../../services.ts';
import { deleteAll, deleteRows } from '../../storage/delete-rows.ts';
import { dayOf, hoursPartition, monthOf, readHours, readRecordId, timeOfRow } from '../../storage/keys.ts';
import type { Stored } from '../../storage/table-store.ts';
import { type WalkPlace, walkTables } from '../walk-tables.ts';

export interface Swept {
  readonly records: number;
  readonly communications: number;
  readonly others: number;
  readonly next: WalkPlace | 'done';
}

interface Sweep {
  /** Its tables begin so. */
  readonly tables: (before: number) => string;
  readonly isPast: (row: Stored, before: number, table: string) => boolean;
  readonly counts: 'records' | 'communications' | 'others';
}

const hourMs = 3_600_000;

const sweeps: readonly Sweep[] = [
  {
    tables: (before) => `Records${dayOf(before)}`,
    isPast: ({ partitionKey, rowKey }, before) => timeOfRow(dayOf(before), partitionKey, rowKey).time < before,
    counts: 'records',
  },
  {
    tables: (before) => `Parts${dayOf(before)}`,
    isPast: ({ partitionKey }, before) => (readRecordId(partitionKey)?.time ?? before) < before,
    counts: 'others',
  },
  {
    tables: (before) => `Communications${dayOf(before)}`,
    isPast: ({ rowKey }, before, table) => readLocation(table, rowKey).start < before,
    counts: 'communications',
  },
  {
    tables: (before) => `Changes${dayOf(before)}`,
    isPast: ({ rowKey }, before) => Number(rowKey.slice(0, 14)) < before,
    counts: 'others',
  },
  {
    tables: (before) => `Lookups${monthOf(before)}`,
    isPast(row, before) {
      const read = readLookupRow(row);
      return read !== undefined && read.time + (read.kind === 'hour' ? hourMs : 1) <= before;
    },
    counts: 'others',
  },
];

/** `before`: ms. Doing it again is harmless. Throws StorageUnavailable. */
export async function sweepRows(
  services: Services,
  before: number,
  place: WalkPlace | undefined,
  isOver: () => boolean,
): Promise<Swept> {
  const { store } = services;
  const swept = { records: 0, communications: 0, others: 0 };
  const sweepOf = new Map<string, Sweep>();
  for (const sweep of sweeps) for (const name of await store.listTables(sweep.tables(before))) sweepOf.set(name, sweep);
  const walk = { tables: [...sweepOf.keys()].sort(), place, query: { select: [] }, isOver };
  const next = await walkTables(store, walk, async (table, rows) => {
    const { isPast, counts } = sweepOf.get(table) as Sweep;
    const due = rows.filter((row) => isPast(row, before, table));
    if (counts === 'communications' && due.length > 0) await touchDay(services, table);
    swept[counts] += await deleteAll(store, table, due);
  });
  if (next !== 'done') return { ...swept, next };
  const partition = hoursPartition(before);
  const isPast = ({ rowKey }: Stored) => readHours(partition, rowKey).hour + hourMs <= before;
  swept.others += (await deleteRows(store, 'Hours', { partition, select: [] }, { isDue: isPast })).deleted;
  return { ...swept, next };
}
