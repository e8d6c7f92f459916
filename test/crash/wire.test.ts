import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IngestAnswer } from '../../shared/ingest/answer.ts';
import { azureTables } from '../../shared/storage/azure-tables.ts';
import type { TableStore } from '../../shared/storage/table-store.ts';
import { answerOf, dump, openServices } from '../ingest/delivering.ts';
import { afterNoon, sms, usage } from '../ingest/events.ts';
import { azurite } from '../storage/azurite.ts';
import { ownPrefix } from '../storage/drivers.ts';
import { type Fault, type FaultProxy, startFaultProxy } from '../storage/fault-proxy.ts';

const batch = [sms('m-1'), sms('m-2'), usage('r-1', { time: afterNoon(-86_400_000) }), sms('m-1', { level: 'Error' })];

let proxy: FaultProxy;
beforeAll(async () => {
  proxy = await startFaultProxy((await azurite()).connectionString);
});
afterAll(() => proxy.close());

const open = (): TableStore =>
  azureTables({ connectionString: proxy.connectionString, tablePrefix: ownPrefix(), retry: { firstDelay: 1 } });

async function delivered(
  decide: Parameters<FaultProxy['script']>[0],
): Promise<{ answer: IngestAnswer; rows: object; requests: number }> {
  const store = open();
  const from = proxy.seen.length;
  proxy.script((request, place) => decide(request, place - from));
  const answer = await answerOf(await openServices({ store }), batch);
  const requests = proxy.seen.length - from;
  proxy.script(() => undefined);
  const rows = await dump(store);
  await store.close();
  return { answer, rows, requests };
}

describe('one answer and the rows of a delivery are as undisturbed', () => {
  it.each([
    ['is lost', { fault: 'lose-request' }],
    ['is done, but its answer is lost', { fault: 'lose-answer' }],
    ['is answered 503', { fault: 'answer', status: 503 }],
  ] as const satisfies [string, Fault][])('whichever of its requests %s', async (_, fault) => {
    const plain = await delivered(() => undefined);
    expect(plain.requests).toBeGreaterThan(20);
    expect(plain.answer).toMatchObject({ stored: 3, duplicate: 1, differing: 1 });
    for (let at = 0; at < plain.requests; at += 1) {
      const { answer, rows } = await delivered((_request, place) => (place === at ? fault : undefined));
      expect(answer, `request ${at}`).toEqual(plain.answer);
      expect(rows, `request ${at}`).toEqual(plain.rows);
    }
  });
});
