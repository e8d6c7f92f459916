import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { sqliteTables } from '../../shared/storage/sqlite.ts';
import { StorageUnavailable, type TableStore } from '../../shared/storage/table-store.ts';
import { sms } from '../ingest/events.ts';
import { ask, memoryServices } from './app.ts';
import { handOver, hubRegistration, hubSettings } from './event-hub.ts';

const localPrincipal = { kind: 'local', id: 'local', name: 'local', roles: ['Operator'] } as const;
const open = (options: Parameters<typeof memoryServices>[0] = {}) => memoryServices({ localPrincipal, ...options });
const bytes = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));

describe('the function of the event hub', () => {
  it('is bound to the hub of the settings by their values, takes batches of bytes and never gives one up', async () => {
    const registration = await hubRegistration();
    expect(Object.values(registration?.bindings ?? {})).toEqual([
      expect.objectContaining({
        ...{ type: 'eventHubTrigger', direction: 'in', connection: 'EVENT_HUB_CONNECTION', eventHubName: 'acs-logs' },
        ...{ consumerGroup: '$Default', cardinality: 'many', dataType: 'binary' },
      }),
    ]);
    expect(JSON.stringify(registration?.bindings)).not.toContain('c2VjcmV0');
    expect(registration?.retry).toMatchObject({
      ...{ retryStrategy: 'exponentialBackoff', maxRetryCount: -1 },
      ...{ minimumInterval: { seconds: 5 }, maximumInterval: { seconds: 300 } },
    });
  });

  it('has the extension that a host needs for it', () => {
    const host = JSON.parse(readFileSync(new URL('../../host.json', import.meta.url), 'utf8'));
    expect(host.extensionBundle).toEqual({ id: 'Microsoft.Azure.Functions.ExtensionBundle', version: '[4.*, 5.0.0)' });
  });

  it('stores the records of a batch and says how many in one line of the log', async () => {
    const services = await open();
    await handOver(services, [bytes({ records: [sms('m-1'), sms('m-2')] }), bytes(sms('m-1')), bytes('no JSON')]);
    expect(services.lines).toEqual([
      {
        ...{ level: 'info', function: 'ingest-event-hub', invocationId: 'invocation-8', outcome: 'ok' },
        counts: { events: 3, received: 4, stored: 2, duplicate: 1, skipped: 0, rejected: 1, differing: 0 },
        durationMs: expect.any(Number),
      },
    ]);
  });

  it('keeps partition, sequence number and offset with the record, as delivered', async () => {
    const services = await open();
    const delivered = bytes(
      ' {"records": [ {"category":"SMSOperational","time":"2026-03-04T12:00:00Z","n":12345678901234567890} ]}',
    );
    await handOver(services, [bytes(sms('m-1')), gzipSync(delivered)], {
      partitionContext: { partitionId: '3', eventHubName: 'acs-logs' },
      ...{ sequenceNumberArray: [41, 42], offsetArray: ['880', '1760'] },
      enqueuedTimeUtcArray: ['2026-03-04T12:00:01.000Z', '2026-03-04T12:00:02.000Z'],
    });
    const { items } = (await ask(services, 'list-records', '/records?from=2026-03-01')).json;
    const records = await Promise.all(
      items.map(async ({ id }: { id: string }) => ask(services, 'get-record', `/records/${encodeURIComponent(id)}`)),
    );
    const origins = records.map(({ json }) => json.origin).toSorted((a, b) => a.sequenceNumber - b.sequenceNumber);
    expect(origins).toEqual([
      { partitionId: '3', sequenceNumber: 41, offset: '880', enqueuedTime: '2026-03-04T12:00:01.000Z' },
      { partitionId: '3', sequenceNumber: 42, offset: '1760', enqueuedTime: '2026-03-04T12:00:02.000Z' },
    ]);
    expect(records.map(({ text }) => text).join()).toContain('"n":12345678901234567890');
    expect(records.every(({ json }) => json.source === 'event-hub')).toBe(true);
  });

  it('counts a batch that is handed over again as duplicates', async () => {
    const services = await open();
    for (const _ of [1, 2]) await handOver(services, [bytes(sms('m-1')), bytes(sms('m-2'))]);
    expect(services.lines[1]).toMatchObject({ counts: { received: 2, stored: 0, duplicate: 2 } });
  });

  it('fails while storage takes nothing, and takes the same batch afterwards', async () => {
    const inner = sqliteTables({ path: ':memory:' });
    let away = true;
    const transact: TableStore['transact'] = async (...args) => {
      if (away) throw new StorageUnavailable('AccountKey=c2VjcmV0');
      return inner.transact(...args);
    };
    const services = await open({ store: { ...inner, transact } });
    const batch = [bytes(sms('m-1')), bytes('no JSON')];
    await expect(handOver(services, batch)).rejects.toThrow(
      'ingest-event-hub failed (storage-unavailable); the log has a line for invocation invocation-8.',
    );
    expect(services.lines).toMatchObject([{ level: 'error', outcome: 'storage-unavailable', failure: {} }]);
    away = false;
    await handOver(services, batch);
    expect(services.lines[1]).toMatchObject({ outcome: 'ok', counts: { stored: 1, rejected: 1 } });
  });

  it('fails when its time is over, and takes the same batch afterwards', async () => {
    const clock = { now: Date.parse('2026-03-04T12:00:00.000Z') };
    const inner = sqliteTables({ path: ':memory:' });
    const transact: TableStore['transact'] = (...args) => {
      // Storage that is slow at first: the time of the host would be over before the last records.
      if (clock.now < Date.parse('2026-03-04T12:05:00.000Z')) clock.now += 300_000;
      return inner.transact(...args);
    };
    const env = { HASH_KEY: 'a key that only tests have' };
    const services = await open({ env, store: { ...inner, transact }, clock: () => new Date(clock.now) });
    const batch = Array.from({ length: 2001 }, (_, index) => bytes(sms(`m-${index}`)));
    await expect(handOver(services, batch)).rejects.toThrow('ingest-event-hub failed (out-of-time)');
    expect(services.lines).toMatchObject([{ level: 'error', outcome: 'out-of-time', counts: { stored: 2000 } }]);
    await handOver(services, batch);
    expect(services.lines[1]).toMatchObject({ outcome: 'ok', counts: { stored: 1, duplicate: 2000 } });
  });

  it('fails while settings are wrong, for nothing may be acknowledged', async () => {
    const services = await open({ env: { RETENTION_DAYS: '0', EVENT_HUB_NAME: '?' } });
    await expect(handOver(services, [bytes(sms('m-1'))])).rejects.toThrow('settings-invalid');
    expect(services.lines).toMatchObject([
      { level: 'error', outcome: 'settings-invalid', settings: ['EVENT_HUB_NAME', 'RETENTION_DAYS'] },
    ]);
  });

  it('fails on a mistake of ours too, with nothing of it in the error', async () => {
    const store = { ...sqliteTables({ path: ':memory:' }), query: () => Promise.reject(new TypeError('c2VjcmV0')) };
    const services = await open({ store, env: hubSettings });
    const failure: Error = await handOver(services, [bytes(sms('m-1'))]).then(
      () => expect.fail('it did not fail'),
      (error) => error,
    );
    expect(failure.message).toContain('failed (internal)');
    expect(failure.cause).toBeUndefined();
    expect(JSON.stringify(services.lines)).not.toContain('c2VjcmV0');
  });

  it('takes an empty batch', async () => {
    const services = await open();
    await handOver(services, []);
    expect(services.lines).toMatchObject([{ outcome: 'ok', counts: { events: 0, received: 0 } }]);
  });
});
