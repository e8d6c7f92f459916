import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Services } from '../../shared/services.ts';
import { ask, memoryServices } from '../functions/app.ts';
import { handOver, hubRegistration } from '../functions/event-hub.ts';
import { noon, sms } from '../ingest/events.ts';

const localPrincipal = { kind: 'local', id: 'local', name: 'local', roles: ['Operator'] } as const;
/** Characters of one, two, three and four bytes, so that a cut anywhere would show. */
const long = 'aé€😀'.repeat(31_000);
const record = JSON.stringify(sms('m-1', { resultDescription: long }));
const roads: readonly [string, (services: Services) => Promise<unknown>][] = [
  ['pushed', (services) => ask(services, 'ingest', '/ingest', { body: record })],
  ['in an envelope', (services) => ask(services, 'ingest', '/ingest', { body: `{"records":[${record}]}` })],
  ['from an event hub', (services) => handOver(services, [Buffer.from(record)])],
  ['from an event hub, packed', (services) => handOver(services, [gzipSync(`{"records":[${record}]}`)])],
];

beforeAll(async () => {
  await hubRegistration();
});

const openAtNoon = (env = {}) => memoryServices({ env, localPrincipal, clock: () => new Date(noon) });

describe('check 11: a record of 300 KB', () => {
  it('is about a record of more than 300 KB', () => {
    expect(Buffer.byteLength(record)).toBeGreaterThan(300 * 1024);
  });

  it.each(roads)('it is stored whole when it came %s', async (_, bring) => {
    const services = await openAtNoon();
    await bring(services);
    const { items } = (await ask(services, 'list-records', '/records?category=sms')).json;
    expect(items).toHaveLength(1);
    const got = await ask(services, 'get-record', `/records/${items[0].id}`);
    expect(got.json.delivered).toEqual(JSON.parse(record));
    expect(got.text).toContain(record);
  });

  it.each(roads)('what is larger than a record may be is refused by name when it came %s', async (_, bring) => {
    const services = await openAtNoon({ MAX_RECORD_MIB: '1' });
    await bring(services);
    const huge = `{"records":[${record},${JSON.stringify(sms('m-2', { resultDescription: long.repeat(4) }))}]}`;
    await handOver(services, [huge]);
    expect(services.lines.at(-1)).toMatchObject({ counts: { received: 2, duplicate: 1, rejected: 1 } });
    const kept = await services.store.query(`Outcomes${noon.slice(0, 10).replaceAll('-', '')}`, {
      partition: 'NOLOG_TOO_LARGE',
    });
    expect(kept.entities).toMatchObject([{ place: '[0].records[1]', source: 'event-hub' }]);
  });
});
