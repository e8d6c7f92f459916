import { InvocationContext } from '@azure/functions';
import { describe, expect, it } from 'vitest';
import { advanceRuns } from '../../shared/runs/advance-runs.ts';
import { listRuns } from '../../shared/runs/list-runs.ts';
import { provideServices, type Services } from '../../shared/services.ts';
import { advanceNightly } from '../../shared/sources/backfill/advance-nightly.ts';
import { startNightly } from '../../shared/sources/backfill/start-nightly.ts';
import { sqliteTables } from '../../shared/storage/sqlite.ts';
import { asking, servicesOn } from '../sources/backfill/workspace-services.ts';
import { memoryServices, registeredFunctions } from './app.ts';

const minute = 60_000;
const runsOf = async (services: Services) => {
  const page = await listRuns(services, { kind: 'nightly', limit: 100 });
  if (page.outcome !== 'listed') throw new Error(page.outcome);
  return page.items;
};

async function tick(services: Services) {
  provideServices(services);
  const nightly =
    (await registeredFunctions()).get('nightly') ?? expect.fail('functions/index.ts does not register it');
  const callback = nightly.callback as unknown as (timer: object, context: InvocationContext) => Promise<void>;
  await callback(
    { isPastDue: false },
    new InvocationContext({ invocationId: 'invocation-7', functionName: 'nightly' }),
  );
  return nightly.bindings;
}

describe('the timer nightly', () => {
  it('ticks each quarter of an hour, opens one run a night, and logs what it did', async () => {
    let now = Date.parse('2026-03-04T00:00:00Z');
    const services = await memoryServices({ clock: () => new Date(now) });
    const end = now + 2 * 24 * 60 * minute;
    const opened: string[] = [];
    for (; now < end; now += 15 * minute) {
      const bindings = await tick(services);
      const line = services.lines.findLast((one) => one['function'] === 'nightly');
      if (line?.['run'] !== undefined) opened.push(new Date(now).toISOString().slice(0, 16));
      expect(Object.values(bindings)).toContainEqual(
        expect.objectContaining({ type: 'timerTrigger', schedule: '0 */15 * * * *' }),
      );
      await advanceRuns(services, { nightly: advanceNightly }, now + minute);
    }
    // The first of them because no night ever succeeded.
    expect(opened).toEqual(['2026-03-04T00:00', '2026-03-04T04:30', '2026-03-05T04:30']);
    expect(await runsOf(services)).toMatchObject([{ state: 'done', reason: { class: 'note' } }]);
  });

  it('opens one run when two tick at once', async () => {
    const store = sqliteTables({ path: ':memory:' });
    const clock = () => new Date('2026-03-04T04:30:00Z');
    const [one, other] = [await memoryServices({ store, clock }), await memoryServices({ store, clock })];
    const outcomes = await Promise.all([startNightly(one), startNightly(other)]);
    expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['busy', 'opened']);
    expect(await runsOf(one)).toHaveLength(1);
  });

  it('runs by the clocks of TIME_ZONE, through both changes of them', async () => {
    const started: string[] = [];
    for (const day of ['2026-03-29', '2026-10-25']) {
      let now = Date.parse(`${day}T00:00:00Z`) - 20 * 60 * minute;
      const services = await memoryServices({
        clock: () => new Date(now),
        env: { TIME_ZONE: 'Europe/Berlin', NIGHTLY_AT: '02:30' },
      });
      const end = Date.parse(`${day}T12:00:00Z`);
      for (; now < end; now += 15 * minute) {
        const { outcome } = await startNightly(services);
        await advanceRuns(services, { nightly: advanceNightly }, now + minute);
        if (outcome === 'opened' && now >= Date.parse(`${day}T00:00:00Z`)) started.push(new Date(now).toISOString());
      }
    }
    expect(started).toEqual(['2026-03-29T01:00:00.000Z', '2026-10-25T00:30:00.000Z']);
  });

  it('tries a night that failed again, ever later, until it succeeds', async () => {
    let now = Date.parse('2026-03-04T04:30:00Z');
    const away = { value: true };
    await using workspace = await asking({
      tables: {},
      instead: () => (away.value ? { status: 403, json: {} } : undefined),
    });
    const services = await servicesOn(workspace.api, { clock: () => new Date(now) });
    const opened: string[] = [];
    for (let ticks = 0; ticks < 16; ticks += 1, now += 15 * minute) {
      if (ticks === 8) away.value = false;
      const { outcome } = await startNightly(services);
      if (outcome === 'opened') opened.push(new Date(now).toISOString().slice(11, 16));
      await advanceRuns(services, { nightly: advanceNightly }, now + minute);
    }
    expect(opened).toEqual(['04:30', '04:45', '05:15', '06:15', '08:15']);
    expect((await runsOf(services))[0]?.state).toBe('done');
  });

  it('does nothing while the settings are wrong', async () => {
    const services = await memoryServices({ env: { NIGHTLY_AT: 'at night' } });
    await tick(services);
    expect(await runsOf(services)).toEqual([]);
    expect(services.lines).toMatchObject([
      { function: 'nightly', outcome: 'settings-invalid', settings: ['NIGHTLY_AT'] },
    ]);
  });
});
