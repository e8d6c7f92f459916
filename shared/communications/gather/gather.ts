/** Gathers one communication: reads all its records, and brings what is stored to what they tell, whoever else does the same. */
import type { Services } from '../../services.ts';
import { StorageUnavailable } from '../../storage/table-store.ts';
import type { Seed } from './closure.ts';
import { release } from './release.ts';
import { type Survey, survey } from './survey.ts';
import { type Gathered, writeCommunication } from './write-communication.ts';

/** Each further attempt means that somebody else wrote meanwhile. */
const mostAttempts = 30;

interface Gathering {
  /** What was deleted stays so: only a record that came after brings it back. */
  readonly unlessReleased?: boolean;
}

/** Any number may gather the same at once, and it may end anywhere. Throws StorageUnavailable. */
export async function gather(
  services: Services,
  seeds: readonly Seed[],
  { unlessReleased = false }: Gathering = {},
): Promise<Gathered> {
  const remembered = { records: new Map(), contested: new Map() };
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    const surveyed = await survey(services, seeds, remembered);
    const written =
      unlessReleased && isReleased(surveyed)
        ? await clear(services, surveyed)
        : await writeCommunication(services, surveyed, remembered.contested);
    if (written !== 'again') return written;
    // Whoever lost goes last.
    if (attempt > 2) await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * attempt));
  }
  throw new StorageUnavailable('a communication kept changing while it was gathered');
}

function isReleased({ anchors }: Survey): boolean {
  return anchors.size > 0 && [...anchors.values()].every(({ anchor }) => anchor.released);
}

/** A row that was being written while its communication was deleted goes too. */
async function clear(services: Services, { anchors }: Survey): Promise<Gathered | 'again'> {
  for (const known of anchors.values()) if (!(await release(services, known))) return 'again';
  return { outcome: 'nothing', records: 0 };
}
