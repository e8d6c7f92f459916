/** Which records whose time was replaced and which others are taken for one event: by count, for nothing else tells them apart. */
import type { Member } from './value-records.ts';

export interface Pair {
  readonly replaced: Member;
  readonly twin: Member;
}

/**
 * Log Analytics replaces a time that is two days older than the time of receiving; an hour less, should its clock differ.
 * Source: https://learn.microsoft.com/azure/azure-monitor/logs/log-standard-columns#timegenerated
 */
const leastAgeMs = 47 * 3_600_000;

/**
 * As many pairs as there can be: each record at most in one, both with one twin hash, the true time at least two days
 * before the one that replaced it. The oldest go first, so that whoever sees the same finds the same.
 */
export function pairMembers(replaced: readonly Member[], others: readonly Member[]): Pair[] {
  const waiting = Map.groupBy(others.toSorted(byTime), ({ twinHash }) => twinHash);
  return replaced.toSorted(byTime).flatMap((member) => {
    const twins = waiting.get(member.twinHash);
    const [oldest] = twins ?? [];
    if (!twins || !oldest || oldest.time > member.time - leastAgeMs) return [];
    twins.shift();
    return [{ replaced: member, twin: oldest }];
  });
}

function byTime(a: Member, b: Member): number {
  return a.time - b.time || (a.id < b.id ? -1 : 1);
}
