/** Which months have tables of a kind: asked at most once a minute. */
import { perServices } from '../../per-services.ts';
import type { Services } from '../../services.ts';

const keptMs = 60_000;

interface Known {
  readonly at: number;
  readonly tables: Promise<readonly string[]>;
}

const known = perServices(() => new Map<string, Known>());

/** Names such as `Keys202603`. One that was made within the last minute may be missing. Throws StorageUnavailable. */
export function monthTables(services: Services, prefix: 'Keys' | 'Lookups'): Promise<readonly string[]> {
  const kept = known(services);
  const now = services.clock().getTime();
  const before = kept.get(prefix);
  if (before && now - before.at < keptMs && now >= before.at) return before.tables;
  const tables = services.store
    .listTables(prefix)
    .then((names) => names.filter((name) => /^\d{6}$/.test(name.slice(prefix.length))));
  kept.set(prefix, { at: now, tables });
  // What could not be asked is asked again.
  tables.catch(() => kept.delete(prefix));
  return tables;
}

/** Months (`202603`) from that of one instant to that of another (ms), both inclusive. */
export function monthsBetween(from: number, until: number): string[] {
  const months: string[] = [];
  const last = new Date(until);
  const end = last.getUTCFullYear() * 12 + last.getUTCMonth();
  const first = new Date(from);
  for (let month = first.getUTCFullYear() * 12 + first.getUTCMonth(); month <= end; month += 1)
    months.push(`${Math.floor(month / 12)}${String((month % 12) + 1).padStart(2, '0')}`);
  return months;
}
