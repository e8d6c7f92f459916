/** Settings that live in storage because they change while Commlog runs: read for at most a minute from memory. */
import type { Services } from '../services.ts';
import { settingsPlace, settingsRows } from '../settings-rows.ts';
import { type Entity, everyRow, type Stored } from '../storage/table-store.ts';

/** Table and partition; the row is the setting's name. */
export const keptPlace = { table: settingsPlace.table, partition: settingsPlace.kept } as const;

/** The row of a setting that was ever changed. */
export interface KeptRow extends Entity {
  /** JSON. */
  readonly value: string;
  /** JSON of the value before; absent: there was none. */
  readonly old?: string | undefined;
  /** Names the change; it is the tag that whoever changes the setting next must know. */
  readonly change: string;
  readonly at: string;
  readonly actorKind: string;
  readonly actor: string;
  readonly actorName: string;
  /** Whether the audit log has the change. */
  readonly audited: boolean;
}

export interface Kept {
  readonly value: unknown;
  /** The change that led there. */
  readonly change: string;
  /** When (ISO), and whose name. */
  readonly at: string;
  readonly by: string;
}

export type KeptSettings = ReadonlyMap<string, Kept>;

/** By name. Throws StorageUnavailable rather than guess when a minute is over and the store does not answer. */
export async function keptSettings(services: Services): Promise<KeptSettings> {
  return keptIn(await settingsRows(services, keptPlace.partition));
}

/** As {@link keptSettings}, from the store. */
export async function readKeptSettings({ store }: Pick<Services, 'store'>): Promise<KeptSettings> {
  return keptIn(await Array.fromAsync(everyRow(store, keptPlace.table, { partition: keptPlace.partition })));
}

function keptIn(rows: readonly Stored[]): KeptSettings {
  return new Map(rows.map((row) => [row.rowKey, keptOf(row as Stored<KeptRow>)]));
}

export function keptOf({ value, change, at, actorName }: KeptRow): Kept {
  return { value: JSON.parse(value), change, at, by: actorName };
}
