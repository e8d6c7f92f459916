/** Looks up who a number, address or identity belongs to, in a directory that is remembered for at most a minute. */
import { perServices } from '../per-services.ts';
import type { Services } from '../services.ts';
import { lookupForm } from '../storage/lookup-form.ts';
import type { Person } from './person.ts';
import { everyPerson } from './person-row.ts';

export interface Directory {
  /** Who a number, address or identity belongs to, in any of its forms. Those who have left are found too. */
  personOf(value: string): Person | undefined;
}

/** A change by another process is seen within this time, in ms. */
const rememberedMs = 60_000;

interface Remembered {
  /** When it was asked for, so that nothing older than the answer is taken for newer. */
  readonly asked: number;
  readonly directory: Promise<Directory>;
}

const memoryOf = perServices((): { last: Remembered | undefined } => ({ last: undefined }));

/**
 * The directory, whole; whoever asks while it is being read gets the same one. Throws StorageUnavailable when it cannot be
 * read: a directory that is empty is one that nobody has filled.
 */
export async function readDirectory(services: Services): Promise<Directory> {
  const memory = memoryOf(services);
  const now = services.clock().getTime();
  const last = memory.last;
  if (last && now >= last.asked && now - last.asked < rememberedMs) return last.directory;
  const asked: Remembered = { asked: now, directory: indexed(services) };
  memory.last = asked;
  return asked.directory.catch((error: unknown) => {
    if (memory.last === asked) memory.last = undefined;
    throw error;
  });
}

/** Makes the next {@link readDirectory} ask the store. */
export function forgetDirectory(services: Services): void {
  memoryOf(services).last = undefined;
}

async function indexed(services: Services): Promise<Directory> {
  const owners = new Map<string, Person>();
  for await (const person of everyPerson(services)) {
    for (const value of [...person.numbers, ...person.addresses, ...person.identities]) {
      const form = lookupForm(value);
      const owner = owners.get(form);
      // People come in the order of their ids: the first who claims a value keeps it, unless only the later one is active.
      if (!owner || (person.active && !owner.active)) owners.set(form, person);
    }
  }
  return { personOf: (value) => owners.get(lookupForm(value)) };
}
