/** How far back records are kept. */
import type { Services } from './services.ts';

const dayMs = 86_400_000;

/** The instant (ms) before which records are neither taken nor shown: whole UTC days, as they are purged. */
export function notBefore({ settings, clock }: Pick<Services, 'settings' | 'clock'>): number {
  const days = settings.RETENTION_DAYS;
  if (days === 'never') return Number.NEGATIVE_INFINITY;
  const today = Math.floor(clock().getTime() / dayMs);
  return (today - days) * dayMs;
}
