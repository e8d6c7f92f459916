import { expect, it } from 'vitest';
import { alreadyRunning } from '../../shared/http/already-running.ts';
import { problemDocument } from '../../shared/http/problems.ts';
import { noCounts, type Run } from '../../shared/runs/run.ts';

const run: Run = {
  id: '98220000000000-backfill-0a1b2c3d',
  kind: 'backfill',
  state: 'running',
  started: '2026-05-03T14:02:31.000Z',
  by: 'api-key night-shift',
  counts: noCounts,
};
const answered = (one: Run, now: string) => problemDocument(alreadyRunning(one, new Date(now)), 'invocation-7');

it('says which run is under way, since when and by whom', () => {
  expect(answered(run, '2026-05-03T15:00:00Z')).toMatchObject({
    ...{ status: 409, code: 'already-running' },
    ...{ run: run.id, since: run.started, by: 'api-key night-shift' },
    detail: expect.stringMatching(/^A backfill is under way since 14:02 UTC, started by api-key night-shift\./),
  });
});

it('names the day when that is not today, and the timer', () => {
  const { detail } = answered({ ...run, kind: 'archive-history', by: 'timer' }, '2026-05-04T00:00:00Z');
  expect(detail).toMatch(/^An archive-history is under way since 2026-05-03 14:02 UTC, started by the timer\./);
});
