/** Which communications this process is writing: those who would write the same wait instead of fighting. */
import { perServices } from '../../per-services.ts';
import { identify } from './identify.ts';
import { placeText } from './pointers.ts';
import type { Survey } from './survey.ts';

/** By the names of their anchors. */
const underWay = perServices(() => new Map<string, Promise<unknown>>());

/** Everything that would be written together: the anchor that there is to be, and those that there are. */
function namesOf({ closure, anchors }: Survey): string[] {
  const { members } = closure;
  return [...(members.length === 0 ? [] : [placeText(identify(members).place)]), ...anchors.keys()];
}

/**
 * Does `work` unless somebody here is at the same, whose end is waited for then: `again`. Other processes are not known;
 * against them stand the conditions of each write.
 */
export async function alone<Done>(
  services: Parameters<typeof underWay>[0],
  surveyed: Survey,
  work: () => Promise<Done>,
): Promise<Done | 'again'> {
  const busy = underWay(services);
  const names = namesOf(surveyed);
  const others = names.map((name) => busy.get(name)).filter((one) => one !== undefined);
  if (others.length > 0) {
    await Promise.allSettled(others);
    return 'again';
  }
  const done = work();
  for (const name of names) busy.set(name, done);
  try {
    return await done;
  } finally {
    for (const name of names) if (busy.get(name) === done) busy.delete(name);
  }
}
