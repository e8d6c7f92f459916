/** What a status is made of, for tests: rows of `Latest` by minutes from noon. */
import type { ArrivalRow, Latest, LookRow } from '../../shared/arrivals/latest.ts';
import type { FailureClass } from '../../shared/source-failure.ts';
import type { Road } from '../../shared/status/roads.ts';
import { type Status, type StatusFacts, statusOf } from '../../shared/status/status.ts';

const noon = Date.parse('2026-05-05T12:00:00.000Z');
export const at = (minutes: number) => new Date(noon + minutes * 60_000).toISOString();
export const hours = 60;

export const arrival = (minutes: number, given: Partial<ArrivalRow> = {}): ArrivalRow => ({
  ...{ slug: 'sms', resource: '/acs', source: 'archive', at: at(minutes) },
  ...given,
});

export const succeeded = (minutes: number, source = 'archive', slug = ''): LookRow => ({
  ...{ source, slug, at: at(minutes), ended: 'succeeded' },
});

export const failed = (minutes: number, given: Partial<LookRow> & { class?: FailureClass } = {}): LookRow =>
  ({
    ...{
      source: 'archive',
      slug: '',
      at: at(minutes),
      since: at(minutes - 5),
      ended: 'failed',
      class: 'refused',
      words: 'No.',
    },
    ...given,
  }) as LookRow;

export const roads: readonly Road[] = [
  { source: 'push', name: 'a sender', setting: 'open' },
  { source: 'archive', name: 'the archive', setting: 'named' },
  { source: 'log-analytics', name: 'Log Analytics', setting: 'named' },
];

/** The status at noon; silence may last 24 hours. */
export function statusAtNoon(latest: Partial<Latest>, given: Partial<StatusFacts> = {}): Status {
  return statusOf({
    latest: { arrivals: [], looks: [], ...latest },
    ...{ off: new Set<string>(), roads, now: new Date(noon), zone: 'UTC', silenceMs: 24 * 3_600_000 },
    ...given,
  });
}
