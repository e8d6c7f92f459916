import { Cron } from 'croner';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../shared/runs/run.ts';
import { runKinds } from '../../shared/runs/run-kinds.ts';
import { runTimer } from '../../shared/runs/run-timer.ts';
import { registeredFunctions } from '../functions/app.ts';
import { crashedTimer, instanceOn, minute, nothing, refusal, something } from '../runs/instance.ts';
import { checkUnderTest } from './check-under-test.ts';

const { examine, meetsEveryFault } = checkUnderTest('timer-read-archive');

/** An instance on which the timer ran, one run after the other, a second apart. */
async function ranWith(...works: readonly (() => Promise<Report>)[]) {
  const instance = await instanceOn();
  for (const work of works) {
    await runTimer(instance, 'read-archive', work, { seconds: 240 });
    instance.time.now += 1000;
  }
  return instance;
}

describe('a timer', () => {
  it('that never ran says how often it is to run, and where to look', async () => {
    const found = await examine(await instanceOn());
    expect(found).toMatchObject({ fault: 'never', state: 'warning' });
    expect(found.finding).toContain('every 5 minutes');
  });

  it('says on Azure which function may be disabled, elsewhere that Commlog must run', async () => {
    const instance = await instanceOn();
    expect((await examine(instance)).remedy).toContain('see that Commlog runs');
    const onAzure = { ...instance, platform: { onAzure: true, authenticates: false } };
    expect((await examine(onAzure)).remedy).toContain('AzureWebJobs.read-archive.Disabled');
  });

  it.each([
    ['something', something],
    ['nothing', nothing],
  ])('that found %s to do is well for its time and ten minutes, then overdue', async (_, work) => {
    const instance = await ranWith(work);
    instance.time.now += 15 * minute - 1000;
    expect(await examine(instance)).toMatchObject({ state: 'ok' });
    instance.time.now += 1;
    expect(await examine(instance)).toMatchObject({ fault: 'overdue', state: 'failed' });
  });

  it('whose last run failed says why, also when it fails again and again', async () => {
    for (const works of [[refusal], [something, refusal, refusal, refusal]]) {
      const found = await examine(await ranWith(...works));
      expect(found).toMatchObject({ fault: 'failing', state: 'failed' });
      expect(found.finding).toContain('The archive refuses our credentials.');
      expect(found.remedy).toContain('/api/runs?kind=read-archive');
    }
  });

  it('whose last run failed and which runs again now is failing still', async () => {
    const instance = await ranWith(refusal);
    await crashedTimer(instance);
    instance.time.now += 1000;
    expect(await examine(instance)).toMatchObject({ fault: 'failing' });
  });

  it('whose last run succeeded is well, whatever was before', async () => {
    expect(await examine(await ranWith(refusal, refusal, something))).toMatchObject({ state: 'ok' });
    expect(await examine(await ranWith(refusal, nothing))).toMatchObject({ state: 'ok' });
  });

  it('that could not do a part says how much', async () => {
    const partly = async (): Promise<Report> => ({ counts: { stored: 3, failed: 2 } });
    const found = await examine(await ranWith(partly));
    expect(found).toMatchObject({ fault: 'partly', state: 'warning', finding: expect.stringContaining('2 could not') });
  });

  meetsEveryFault();
});

describe('the table of kinds', () => {
  it('says of each timer how often its function runs', async () => {
    const functions = await registeredFunctions();
    const timers = Object.entries(runKinds).filter(([, { form }]) => form === 'timer');
    expect(timers.length).toBeGreaterThan(3);
    for (const [kind, facts] of timers) {
      const bindings = Object.values(functions.get(kind)?.bindings ?? {}) as { schedule?: string }[];
      const schedule = bindings.find((one) => one.schedule !== undefined)?.schedule ?? '';
      const [first, second] = new Cron(schedule, { timezone: 'UTC', paused: true }).nextRuns(2);
      const minutes = ((second?.getTime() ?? 0) - (first?.getTime() ?? 0)) / minute;
      expect({ kind, everyMinutes: 'everyMinutes' in facts ? facts.everyMinutes : undefined }).toEqual({
        kind,
        everyMinutes: minutes,
      });
    }
  });
});
