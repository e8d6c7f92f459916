/** Gathers one communication: reads all its records, and brings what is stored to what they tell, whoever else does the same. */
import type { Services } from '../../services.ts';
import type { Seed } from './closure.ts';
import type { KeySpan } from './communication-row.ts';
import { release } from './release.ts';
import { type Remembered, type Survey, survey } from './survey.ts';
import { alone } from './under-way.ts';
import { type Gathered, writeCommunication } from './write-communication.ts';

/** Each further attempt means that somebody else wrote meanwhile. */
const mostAttempts = 30;

interface Gathering {
  /** What was deleted stays so: only a record that came after brings it back. */
  readonly unlessReleased?: boolean;
  /** Somebody else has gathered it meanwhile. */
  readonly isCovered?: () => boolean;
  /** Told what was gathered, before whoever waits for it goes on. */
  readonly gathered?: (spans: readonly KeySpan[]) => void;
}

/**
 * Any number may gather the same at once, and it may end anywhere. Throws StorageUnavailable, and an Error where others kept
 * changing it.
 */
export async function gather(
  services: Services,
  seeds: readonly Seed[],
  { unlessReleased = false, isCovered = () => false, gathered = () => {} }: Gathering = {},
): Promise<Gathered> {
  const remembered: Remembered = { records: new Map(), contested: new Map(), wrote: false };
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    const surveyed = await survey(services, seeds, remembered);
    if (surveyed.isFull) return { outcome: 'same', records: 0 };
    const written = await alone(services, surveyed, async () => {
      if (unlessReleased && isReleased(surveyed)) return clear(services, surveyed);
      const done = await writeCommunication(services, surveyed, remembered);
      if (done !== 'again') gathered(surveyed.closure.spans.flatMap((one) => one.spans()));
      return done;
    });
    if (written !== 'again') return written;
    if (isCovered()) return { outcome: 'same', records: 0 };
    // Whoever lost goes last.
    if (attempt > 2) await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * attempt));
  }
  throw new Error('a communication kept changing while it was gathered');
}

function isReleased({ anchors }: Survey): boolean {
  return anchors.size > 0 && [...anchors.values()].every(({ anchor }) => anchor.released);
}

/** A row that was being written while its communication was deleted goes too. */
async function clear(services: Services, { anchors }: Survey): Promise<Gathered | 'again'> {
  for (const known of anchors.values()) if (!(await release(services, known))) return 'again';
  return { outcome: 'nothing', records: 0 };
}
