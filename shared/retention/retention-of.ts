/** The retention of an installation as it is now: what operators set, the app setting, and what was purged by hand. */
import { z } from 'zod';
import { type KeptSettings, keptSettings } from '../kept-settings/kept-settings.ts';
import type { Services } from '../services.ts';
import { type Retention, type RetentionFacts, retentionAt } from './retention.ts';
import { retentionPolicy } from './retention-policy.ts';

/** The kept settings in which it stands. */
export const retentionSetting = 'retention';
export const purgedBeforeSetting = 'purged-before';

const instant = z.iso.datetime().transform((text) => Date.parse(text));

/** Every instance follows a change within a minute. Throws StorageUnavailable rather than guess. */
export async function retentionOf(services: Services): Promise<Retention> {
  const facts = retentionFacts(services, await keptSettings(services));
  return retentionAt(facts, services.clock().getTime());
}

/** What retention follows from, of settings that were read. */
export function retentionFacts({ settings }: Pick<Services, 'settings'>, kept: KeptSettings): RetentionFacts {
  const policy = kept.get(retentionSetting)?.value ?? {};
  const purged = kept.get(purgedBeforeSetting)?.value;
  return {
    policy: retentionPolicy.parse(policy),
    settings,
    purgedBefore: purged === undefined ? Number.NEGATIVE_INFINITY : instant.parse(purged),
  };
}
