import { InvocationContext } from '@azure/functions';
import { expect, it } from 'vitest';
import { getRun } from '../../shared/runs/get-run.ts';
import { listRuns } from '../../shared/runs/list-runs.ts';
import { openRun } from '../../shared/runs/open-run.ts';
import { provideServices } from '../../shared/services.ts';
import { memoryServices, registeredFunctions } from './app.ts';

let now = Date.parse('2026-05-03T12:00:00Z');
async function start() {
  const services = await memoryServices({ clock: () => new Date(now) });
  provideServices(services);
  const work = (await registeredFunctions()).get('work') ?? expect.fail('functions/index.ts does not register work');
  const callback = work.callback as unknown as (timer: object, context: InvocationContext) => Promise<void>;
  const context = new InvocationContext({ invocationId: 'invocation-7', functionName: 'work' });
  return {
    services,
    bindings: work.bindings,
    tick: async () => {
      await callback({ isPastDue: false }, context);
      now += 60_000;
    },
  };
}

it('ticks every minute; ticks that find nothing to do share one item', async () => {
  const { services, bindings, tick } = await start();
  expect(Object.values(bindings)).toContainEqual(
    expect.objectContaining({ type: 'timerTrigger', schedule: '0 * * * * *' }),
  );
  for (let ticks = 0; ticks < 3; ticks += 1) await tick();
  const page = await listRuns(services, { limit: 10 });
  expect(page).toMatchObject({ items: [{ id: 'quiet-work', times: 3, counts: { examined: 0, stored: 0 } }] });
  expect(services.lines).toHaveLength(3);
  expect(services.lines[0]).toMatchObject({ function: 'work', invocationId: 'invocation-7', outcome: 'ok' });
});

it('takes each kind of long run to its end, and counts nothing that they count', async () => {
  const { services, tick } = await start();
  const opened = await openRun(services, { kind: 'archive-history', by: 'local' });
  await tick();
  expect(await getRun(services, opened.run.id)).toMatchObject({ state: 'done' });
  expect(await getRun(services, 'quiet-work')).toMatchObject({
    counts: { examined: 0 },
    progress: { slices: { 'archive-history': 1 } },
  });
});
