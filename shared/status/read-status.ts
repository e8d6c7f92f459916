/** Asks storage for the status, and says so when storage does not answer in time. */
import { readLatest } from '../arrivals/latest.ts';
import type { Services } from '../services.ts';
import { StorageUnavailable } from '../storage/table-store.ts';
import { readSwitchedOff } from '../switches/switches.ts';
import { roadsOf } from './roads.ts';
import { type Status, statusOf } from './status.ts';
import { cannotSay } from './status-sentence.ts';

/** The answer is to be there within two seconds, whatever storage does: ms. */
const patienceMs = 1500;
const hourMs = 3_600_000;

/** Two queries, asked together. Storage that does not answer is a state of its own, never an empty status. */
export async function readStatus(services: Services): Promise<Status> {
  const { settings, clock } = services;
  const read = await within(patienceMs, Promise.all([readLatest(services), readSwitchedOff(services)]));
  const now = clock();
  if (read === undefined) {
    const nothing = { newest: null, roads: [], items: [] };
    return { answer: cannotSay, state: 'failing', storage: 'unavailable', checkedAt: now.toISOString(), ...nothing };
  }
  const [latest, off] = read;
  const met = new Set([...latest.arrivals, ...latest.looks].map(({ source }) => source));
  const roads = await roadsOf(services, met);
  const silenceMs = settings.SILENCE_HOURS * hourMs;
  return statusOf({ latest, off, roads, now, zone: settings.TIME_ZONE, silenceMs });
}

/** What was asked; undefined when storage cannot be asked, or does not answer in `ms`. */
async function within<T>(ms: number, asked: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([asked, late]);
  } catch (error) {
    if (error instanceof StorageUnavailable) return undefined;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
