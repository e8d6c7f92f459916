/** Erases a value from the communication of a record that says it: from all its records at once, then from itself. */
import type { StoredRecord } from '../../categories/record.ts';
import { seedsOf } from '../../communications/by-hand/regenerate-slice.ts';
import { closureOf, type Seed } from '../../communications/gather/closure.ts';
import type { StoredCommunication } from '../../communications/gather/communication-row.ts';
import { gather } from '../../communications/gather/gather.ts';
import { locationOf } from '../../communications/gather/location.ts';
import { lookupMonths } from '../../communications/gather/months.ts';
import { standingFrom } from '../../communications/list/load-communication.ts';
import { partiesOf } from '../../communications/parties.ts';
import { tellingsOf } from '../../communications/telling.ts';
import { bury } from '../../replaced/bury.ts';
import type { Services } from '../../services.ts';
import { keyPlace, keysOf } from '../../storage/communication-keys.ts';
import { recordId } from '../../storage/keys.ts';
import { runBounded } from '../../storage/run-bounded.ts';
import { StorageUnavailable } from '../../storage/table-store.ts';
import { redactCommunication } from './redact-communication.ts';
import { type Erasing, redactRecord } from './redact-record.ts';
import { saysIn } from './redacted-record.ts';

export interface ErasingValue extends Erasing {
  /** What happened at or after this instant (ms) stays. */
  readonly until: number;
  /** Absent: each communication decides; where others take part, the rest is kept. */
  readonly mode: 'redact' | 'delete' | undefined;
}

/** What went so far. */
export interface Erased {
  redacted: number;
  deleted: number;
  communications: number;
}

const recordsAtOnce = 8;
/** Somebody else may change the row of a record meanwhile. */
const attempts = 10;

/** Whether a record is to be looked at: it says the value, and is of before it was erased. */
export function isDue({ pattern, until }: ErasingValue, record: StoredRecord): boolean {
  // A time that was replaced says nothing of when it happened.
  return (record.time < until || record.timeReplaced === true) && saysIn(record, pattern);
}

/** Adds to `erased`. Doing it again is harmless. Throws StorageUnavailable. */
export async function eraseAround(erasing: ErasingValue, record: StoredRecord, erased: Erased): Promise<void> {
  const { services } = erasing;
  const seeds = seedsIn(erasing, record);
  const members = await membersOf(erasing, seeds);
  const stored = await standing(services, seeds);
  const due = new Map([record, ...members.filter((one) => isDue(erasing, one))].map((one) => [idOf(one), one]));
  const mode = erasing.mode ?? (hasOthers(erasing, members, stored) ? 'redact' : 'delete');
  const works = [...due].map(([id, { category }]) => async () => {
    const outcome = await eraseOne(erasing, mode, category, id);
    if (outcome !== 'gone') erased[outcome] += 1;
  });
  await runBounded(recordsAtOnce, works);
  if (!stored || !says(stored, erasing)) return;
  erased.communications += 1;
  await eraseCommunication(erasing, stored);
}

const idOf = ({ category, time, identity }: StoredRecord) => recordId(category, time, identity);

function seedsIn({ hashOf }: Erasing, record: StoredRecord): readonly Seed[] {
  return keysOf(record, hashOf).map((key) => ({
    ...{ key, first: record.time },
    record: key.kind === 'record' ? idOf(record) : undefined,
  }));
}

/** All records of its communication, whether that was gathered, is hidden, or was deleted. */
async function membersOf({ services: { store }, hashOf }: Erasing, seeds: readonly Seed[]): Promise<StoredRecord[]> {
  if (seeds.length === 0) return [];
  const { members } = await closureOf({ store, hashOf, months: lookupMonths(store), known: new Map() }, seeds);
  return members.map(({ record }) => record);
}

async function standing(services: Services, seeds: readonly Seed[]): Promise<StoredCommunication | undefined> {
  for (const { key, first } of seeds) {
    const stored = await standingFrom(services, keyPlace(key, first));
    if (stored) return stored;
  }
  return undefined;
}

/** Gathers it anew of what its records say now; where not all of them are there any more, it is redacted as it stands. */
export async function eraseCommunication(erasing: ErasingValue, stored: StoredCommunication): Promise<void> {
  await gather(erasing.services, seedsOf(stored), { unlessReleased: true });
  await redactCommunication(erasing, locationOf(stored.communication));
}

export function says({ communication }: StoredCommunication, { pattern }: Erasing): boolean {
  return pattern.says(JSON.stringify(communication));
}

async function eraseOne(
  erasing: ErasingValue,
  mode: 'redact' | 'delete',
  category: StoredRecord['category'],
  id: string,
): Promise<'redacted' | 'deleted' | 'gone'> {
  const { services, hashOf } = erasing;
  const { store, clock } = services;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (mode === 'redact') {
      const outcome = await redactRecord(erasing, category, id);
      if (outcome !== 'changed') return outcome;
    } else {
      const outcome = await bury({ store, hashOf, category, clock }, id, { why: 'erased' });
      if (outcome !== 'changed') return outcome === 'buried' ? 'deleted' : 'gone';
    }
  }
  throw new StorageUnavailable('a record kept being changed while it was erased');
}

/** Whether anybody else takes part, also somebody whose value is not told. */
function hasOthers(
  { pattern }: Erasing,
  members: readonly StoredRecord[],
  stored: StoredCommunication | undefined,
): boolean {
  const { parties = [], partiesOmitted } = stored?.communication ?? {};
  const all = [...partiesOf(tellingsOf(members)), ...parties];
  return partiesOmitted !== undefined || all.some((party) => !pattern.says(JSON.stringify(party)));
}
