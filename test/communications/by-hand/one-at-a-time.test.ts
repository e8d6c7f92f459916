import { describe, expect, it } from 'vitest';
import { startByHand } from '../../../shared/communications/by-hand/start-by-hand.ts';
import { localAdministrator } from '../../../shared/services.ts';
import { drivers } from '../../storage/drivers.ts';
import { processOn } from '../gather/stored.ts';
import { begin, now, type Operation, work } from './operating.ts';

const requests: Readonly<Record<Operation, object>> = { generate: {}, delete: { all: true }, regenerate: { days: 1 } };
const all = Object.keys(requests) as Operation[];

describe.each(drivers)('operations by hand on $name', ({ open }) => {
  it('are under way one at a time, whichever they are', async () => {
    const store = await open();
    for (const first of all) {
      const services = await processOn(store, now);
      const { id } = await begin(services, first, requests[first]);
      for (const second of all) {
        const other = await processOn(store, now);
        const start = await startByHand(other, second, requests[second], localAdministrator);
        expect(start).toMatchObject({ outcome: 'busy', run: { id, by: 'local' } });
        expect('what' in start && start.what).toMatch(new RegExp(`^${first.slice(0, 5)}.*ion of communications$`));
      }
      await work(services);
    }
    await store.close();
  });

  it('that are begun at once are never two', async () => {
    const store = await open();
    await store.createTable('Runs');
    const starts = await Promise.all(
      [...all, ...all].map(async (operation) =>
        startByHand(await processOn(store, now), operation, requests[operation], localAdministrator),
      ),
    );
    expect(starts.filter(({ outcome }) => outcome === 'opened')).toHaveLength(1);
    expect(starts.filter(({ outcome }) => outcome === 'busy')).toHaveLength(5);
    await store.close();
  });
});
