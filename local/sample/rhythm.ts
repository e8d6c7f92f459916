/** When things happen: most by day, little by night. */
import { seeded } from './random.ts';

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;

/** Weight of each UTC hour of a day, from 0 to 1: a company whose day begins at seven and ends at seven. */
const weights = [
  ...[0.04, 0.03, 0.03, 0.03, 0.04, 0.08, 0.25, 0.6, 0.9, 1, 1, 0.95],
  ...[0.7, 0.85, 1, 0.95, 0.8, 0.6, 0.4, 0.25, 0.18, 0.12, 0.08, 0.05],
];

/**
 * `count` instants (ms since 1970) in the window, in order. Hours are counted back from `now`: `from` 72 and `until` 26
 * leaves the last 26 hours empty.
 */
export function momentsOf(now: Date, seed: number, count: number, window: { from: number; until: number }): number[] {
  const random = seeded(seed);
  const start = now.getTime() - window.from * hourMs;
  const length = (window.from - window.until) * hourMs;
  const moments: number[] = [];
  while (moments.length < count) {
    const moment = Math.floor(start + random.next() * length);
    if (random.next() < (weights[new Date(moment).getUTCHours()] ?? 0)) moments.push(moment);
  }
  return moments.sort((a, b) => a - b);
}

/** All of the three days that the sample covers; the last two minutes are left to what follows an event. */
export const threeDays = { from: 71.5, until: 0.05 } as const;
