/** Erases a value from the communication of a record that says it: from all its records at once, then from itself. */
import type { StoredRecord } from '../../categories/record.ts';
import { seedsOf } from '../../communications/by-hand/regenerate-slice.ts';
import type { Communication } from '../../communications/communication.ts';
import type { StoredCommunication } from '../../communications/gather/communication-row.ts';
import { gather } from '../../communications/gather/gather.ts';
import { locationOf } from '../../communications/gather/location.ts';
import { loadFrom } from '../../communications/list/load-communication.ts';
import { recordsOf } from '../../communications/list/records-of.ts';
import { redacted as placeholder } from '../../erasure/value-pattern.ts';
import { bury } from '../../replaced/bury.ts';
import { keyPlace, keysOf } from '../../storage/communication-keys.ts';
import { recordId } from '../../storage/keys.ts';
import { runBounded } from '../../storage/run-bounded.ts';
import { StorageUnavailable } from '../../storage/table-store.ts';
import { redactCommunication } from './redact-communication.ts';
import { type Erasing, redactRecord, saysIn } from './redact-record.ts';

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
  const { services, hashOf } = erasing;
  const [key] = keysOf(record, hashOf);
  const stored = key && (await loadFrom(services, keyPlace(key, record.time)));
  const members = stored ? (await recordsOf(services, stored)).records : [];
  const idOf = ({ category, time, identity }: StoredRecord) => recordId(category, time, identity);
  const due = new Map([record, ...members.filter((one) => isDue(erasing, one))].map((one) => [idOf(one), one]));
  const mode = erasing.mode ?? (stored && hasOthers(stored.communication, erasing) ? 'redact' : 'delete');
  const works = [...due].map(([id, { category }]) => async () => {
    const outcome = await eraseOne(erasing, mode, category, id);
    if (outcome !== 'gone') erased[outcome] += 1;
  });
  await runBounded(recordsAtOnce, works);
  if (!stored || !says(stored, erasing)) return;
  erased.communications += 1;
  await eraseCommunication(erasing, stored);
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

/** Whether anybody else takes part; who was erased before is nobody. */
function hasOthers({ parties, partiesOmitted }: Communication, { pattern }: Erasing): boolean {
  const isOther = (party: Communication['parties'][number]) => {
    const text = JSON.stringify(party);
    return !pattern.says(text) && !text.includes(`"${placeholder}"`);
  };
  return partiesOmitted !== undefined || parties.some(isOther);
}
