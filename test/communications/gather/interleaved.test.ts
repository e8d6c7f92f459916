/** Several processes that take in, gather and gather again at once, one of them killed somewhere. */
import { describe, expect, it } from 'vitest';
import { gather } from '../../../shared/communications/gather/gather.ts';
import type { Services } from '../../../shared/services.ts';
import { StorageUnavailable } from '../../../shared/storage/table-store.ts';
import { deliver } from '../../ingest/delivering.ts';
import { drivers } from '../../storage/drivers.ts';
import { automationCall, call, log, type Sent, twoPartyCall } from '../stories.ts';
import { chance, slowStore } from './slow-store.ts';
import { brokenPointers, communicationsIn, evening, minute, processOn, rowsOf, tick } from './stored.ts';

const early = log(
  'CallAutomationOperational',
  '2026-03-03T23:59:58.000Z',
  { operationName: 'CreateCall', correlationId: call, resultType: 'Succeeded' },
  { callConnectionId: 'conn-9' },
);
const [answer = {}, play = {}, media = {}, record = {}, hangUp = {}] = automationCall;
const parts: readonly (readonly Sent[])[] = [
  [record, { ...media, correlationId: 'seen-alone' }],
  [...twoPartyCall.slice(0, 2)],
  [early],
  [answer, play, hangUp],
];

/** Gathers whatever is stored once more, as a regeneration does. */
async function again(services: Services): Promise<void> {
  for (const { spans } of await rowsOf(services.store)) await gather(services, spans);
}

async function unlessKilled(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof StorageUnavailable)) throw error;
  }
}

describe.each(drivers)('processes that work at once on $name', ({ name, open }) => {
  const rounds = name === 'SQLite' ? 80 : 4;

  it('leave exactly one communication of each real one, also when one of them is killed', async () => {
    const plain = await open();
    for (const part of parts) await deliver(await processOn(plain), part);
    await tick(await processOn(plain));
    const whole = await communicationsIn(plain);
    expect(whole).toHaveLength(1);
    await plain.close();

    for (let seed = 0; seed < rounds; seed += 1) {
      const store = await open();
      await deliver(await processOn(store), parts[0] ?? []);
      await tick(await processOn(store));
      const random = chance(seed);
      const killed = Math.floor(random() * 5);
      const diesAfter = Math.floor(random() * 60);
      const process = (place: number) =>
        processOn(slowStore(store, random, place === killed ? diesAfter : undefined).store);
      const ingest = async (place: number, part: readonly Sent[]) => {
        const ended = await deliver(await process(place), part);
        // What was not taken is sent again, as senders do.
        if (ended.ended !== 'done') await deliver(await processOn(slowStore(store, random).store), part);
      };
      await Promise.all([
        unlessKilled(
          ingest(0, parts[1] ?? []).catch(async () => void (await deliver(await processOn(store), parts[1] ?? []))),
        ),
        unlessKilled(
          ingest(1, parts[2] ?? []).catch(async () => void (await deliver(await processOn(store), parts[2] ?? []))),
        ),
        unlessKilled(tick(await process(2)).then(async () => tick(await process(2)))),
        unlessKilled(tick(await process(3))),
        unlessKilled(again(await process(4))),
        deliver(await processOn(slowStore(store, random).store), parts[3] ?? []),
      ]);
      await tick(await processOn(store, evening + minute));
      expect(await communicationsIn(store), `seed ${seed}`).toEqual(whole);
      expect(await brokenPointers(store), `seed ${seed}`).toEqual([]);
      await store.close();
    }
  }, 240_000);
});
