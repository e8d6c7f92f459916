import { beforeEach, describe, expect, it } from 'vitest';
import { runItem, runList } from '../../shared/http/run-answers.ts';
import { openRun } from '../../shared/runs/open-run.ts';
import { runTimer } from '../../shared/runs/run-timer.ts';
import { localAdministrator } from '../../shared/services.ts';
import { crashedTimer, nothing, refusal, something } from '../runs/instance.ts';
import { ask, isProblemAnswer, memoryServices } from './app.ts';

let now: number;
let services: Awaited<ReturnType<typeof memoryServices>>;
beforeEach(async () => {
  now = Date.parse('2026-05-03T12:00:00Z');
  services = await memoryServices({ localPrincipal: localAdministrator, clock: () => new Date(now) });
});

async function ticks(...works: (typeof nothing)[]) {
  for (const work of works) {
    await runTimer(services, 'read-archive', work, { seconds: 9 });
    now += 60_000;
  }
}
const list = (query = '') => ask(services, 'list-runs', `/runs${query}`);
const one = (id: string) => ask(services, 'get-run', `/runs/${id}`);

describe('GET /runs', () => {
  it('lists runs of every kind of end in the described shape', async () => {
    await ticks(something, nothing, refusal, refusal);
    await crashedTimer(services, 'work');
    await openRun(services, {
      ...{ kind: 'backfill', by: 'api-key night-shift' },
      ...{ next: { day: 3 }, progress: { days: 9 } },
    });
    const { status, json } = await list();
    expect(status).toBe(200);
    expect(runList.parse(json)).toEqual(json);
    expect(json.next).toBeNull();
    expect(json.items.map(({ kind, state }: { kind: string; state: string }) => `${kind} ${state}`).toSorted()).toEqual(
      ['backfill waiting', 'read-archive done', 'read-archive failed', 'read-archive failed', 'work running'],
    );
    const backfill = json.items.find(({ kind }: { kind: string }) => kind === 'backfill');
    expect(backfill).toMatchObject({
      ended: null,
      reason: null,
      by: 'api-key night-shift',
      progress: { days: 9 },
      next: { day: 3 },
      stored: 0,
    });
    expect(backfill).not.toHaveProperty('counts');
  });

  it('gives pages, of one kind', async () => {
    await ticks(something, something, nothing);
    await openRun(services, { kind: 'backfill', by: 'local' });
    const first = (await list('?kind=read-archive&limit=2')).json;
    expect(first.items.map(({ id }: { id: string }) => id)).toEqual([
      'quiet-read-archive',
      expect.stringContaining('read-archive'),
    ]);
    const second = (await list(`?kind=read-archive&limit=2&cursor=${first.next}`)).json;
    expect(second.items).toHaveLength(1);
    expect(second.next).toBeNull();
  });

  it('answers an unknown kind with the kinds', async () => {
    const asked = await list('?kind=fax');
    expect(isProblemAnswer(asked, 'invalid-parameters')).toBe(true);
    expect(asked.json.issues).toEqual([
      {
        path: 'kind',
        message:
          'is no kind of run; there are read-archive, gather, purge, work, nightly, archive-history, backfill, purge-by-hand, by-hand',
      },
    ]);
  });

  it('refuses a cursor that no answer gave', async () => {
    expect(isProblemAnswer(await list('?cursor=abc'), 'invalid-cursor')).toBe(true);
  });
});

describe('GET /runs/{id}', () => {
  it('gives what the list has, quiet runs by the id of their item', async () => {
    await ticks(something, nothing, nothing);
    const { items } = (await list()).json;
    expect(items).toHaveLength(2);
    for (const item of items) {
      const { json } = await one(item.id);
      expect(json).toEqual(item);
      expect(runItem.parse(json)).toEqual(json);
    }
    expect((await one('quiet-read-archive')).json).toMatchObject({ times: 2, since: '2026-05-03T12:01:00.000Z' });
  });

  it('answers 404 for what is no run', async () => {
    expect(isProblemAnswer(await one('quiet-work'), 'not-found')).toBe(true);
    expect(isProblemAnswer(await one('open-work'), 'not-found')).toBe(true);
  });
});
