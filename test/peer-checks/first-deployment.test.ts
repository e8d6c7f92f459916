/** Check 7, by the timers of the app. */
import { InvocationContext } from '@azure/functions';
import { expect, it } from 'vitest';
import { localAdministrator, provideServices, type Services } from '../../shared/services.ts';
import { ask, memoryServices, registeredFunctions } from '../functions/app.ts';
import { archiveUnderTest } from '../sources/archive/archive-account.ts';
import { container, dayMs, linesOf, nameAt } from '../sources/archive/archive-blobs.ts';

const archive = archiveUnderTest();

async function runTimer(services: Services, name: string): Promise<void> {
  provideServices(services);
  const callback = (await registeredFunctions()).get(name)?.callback as unknown as (
    timer: object,
    context: InvocationContext,
  ) => Promise<void>;
  await callback({ isPastDue: false }, new InvocationContext({ invocationId: 'i-7', functionName: name }));
}

it('check 7: blobs older than a week are read on first deployment, with no other action', async () => {
  const now = Date.now();
  const days = [0, 8, 30, 400, 3000];
  for (const day of days)
    await archive.append(container, nameAt(now - day * dayMs), linesOf(now - day * dayMs, `m-${day}`));
  const services = await memoryServices({
    env: { ARCHIVE_STORAGE: archive.connectionString },
    localPrincipal: localAdministrator,
  });
  await runTimer(services, 'read-archive');
  await runTimer(services, 'work');
  for (const day of days) {
    const { json } = await ask(services, 'find', `/find?value=m-${day}`);
    expect(json.items, `${day} days old`).toHaveLength(1);
  }

  const runs = (await ask(services, 'list-runs', '/runs')).json.items;
  const history = runs.find(({ kind }: { kind: string }) => kind === 'archive-history');
  expect(history).toMatchObject({
    state: 'done',
    by: 'timer',
    examined: 4,
    stored: 4,
    progress: { blobs: 4, blobsLeft: 0 },
  });

  archive.asked.length = 0;
  await runTimer(services, 'read-archive');
  await runTimer(services, 'read-archive');
  expect(archive.count('download')).toBe(0);
  const quiet = (await ask(services, 'list-runs', '/runs?kind=read-archive')).json.items;
  expect(quiet.map(({ times }: { times?: number }) => times)).toEqual([2, undefined]);
});
