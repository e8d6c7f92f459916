import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { SourceUnavailable } from '../../../shared/sources/source-unavailable.ts';
import { openServices } from '../../ingest/delivering.ts';
import { noon, sms } from '../../ingest/events.ts';
import { container, fakeAccount } from './fake-account.ts';
import { contentsOf, endless, filled, poll } from './polling.ts';

const name = 'resourceId=/A/y=2026/m=03/d=04/h=12/m=00/PT1H.json';
const settled = Date.parse(noon) - 3 * 3_600_000;
const records = (count: number) => Array.from({ length: count }, (_, index) => sms(`m${index}`));
const lines = (count: number) =>
  records(count)
    .map((one) => `${JSON.stringify(one)}\n`)
    .join('');

/** Reads blobs of these bytes, written one after another, and says what became of the last. */
async function readThrough(bytes: string | Buffer, { write = 'put', rangeBytes = 500, at = Date.parse(noon) } = {}) {
  const account = fakeAccount(at);
  const services = await openServices({ env: { MAX_RECORD_MIB: '1', RETENTION_DAYS: '30' } });
  if (write === 'append') account.append(name, bytes);
  else account.put(name, bytes);
  const read = await poll(services, account, name, { rangeBytes });
  return { account, services, read, ...(await contentsOf(services.store)) };
}

describe('a blob of another form', () => {
  it.each([
    ['an envelope in one line', JSON.stringify({ records: records(3) })],
    ['an envelope in many lines', JSON.stringify({ records: records(3) }, null, 2)],
    [
      'an envelope with one record a line',
      `{"records":[\n${records(3)
        .map((one) => JSON.stringify(one))
        .join(',\n')}\n]}\n`,
    ],
    ['an array', JSON.stringify(records(3))],
    ['an array in many lines, after a byte order mark', `\uFEFF${JSON.stringify(records(3), null, 1)}\r\n`],
    ['packed lines', gzipSync(lines(3))],
    ['a packed envelope', gzipSync(JSON.stringify({ records: records(3) }))],
    ['two packed pieces', Buffer.concat([gzipSync(lines(2)), gzipSync(lines(3))])],
    ['lines of envelopes', `${JSON.stringify({ records: records(2) })}\n${JSON.stringify({ records: records(3) })}\n`],
    ['lines with CRLF, blank ones among them', `\uFEFF${lines(3).replaceAll('\n', '\r\n \r\n\r\n')}`],
  ])('is read: %s', async (_, bytes) => {
    for (const write of ['put', 'append']) {
      const { account, services, read, records: stored, kept } = await readThrough(bytes, { write });
      expect(read).toMatchObject({ state: 'complete', bytes: account.listed(name).length, checkpoint: { left: 0 } });
      expect([stored.length, kept]).toEqual([3, []]);
      expect(await poll(services, account, name)).toMatchObject({ state: 'complete', bytes: 0 });
    }
  });

  it('is read from its beginning when it has grown', async () => {
    const { account, services } = await readThrough(JSON.stringify({ records: records(2) }));
    account.put(name, JSON.stringify({ records: records(4) }));
    const read = await poll(services, account, name);
    expect(read).toMatchObject({ state: 'complete', rewritten: false, checkpoint: { form: 'whole', taken: 4 } });
    expect(filled(read.counts)).toEqual({ examined: 4, stored: 2, duplicate: 2 });
  });

  it('is held while it is cut off', async () => {
    for (const whole of [gzipSync(lines(3)), Buffer.from(JSON.stringify({ records: records(3) }, null, 1))]) {
      const { account, services, read } = await readThrough(whole.subarray(0, -9));
      expect(read).toMatchObject({ state: 'held', checkpoint: { held: true, left: whole.length - 9 } });
      account.put(name, whole);
      expect(await poll(services, account, name)).toMatchObject({ state: 'complete' });
      const { records: stored, kept } = await contentsOf(services.store);
      expect([stored.length, kept]).toEqual([3, []]);
    }
  });

  it('is kept, what is good of it taken, when it settled cut off', async () => {
    const packed = await readThrough(gzipSync(lines(3)).subarray(0, -9), { at: settled });
    expect(packed.read).toMatchObject({ state: 'complete', checkpoint: { left: 0 } });
    expect(packed.records).toHaveLength(3);
    expect(packed.kept).toEqual([{ code: 'NOLOG_INVALID', place: `${container}/${name}@0`, text: '' }]);
    const text = `{"records":[\n${lines(3)}`;
    const value = await readThrough(text, { at: settled });
    expect(value.records).toHaveLength(3);
    expect(value.kept).toMatchObject([{ place: `${container}/${name}@0`, text: '{"records":[' }]);
  });

  it('may be replaced while it is read', async () => {
    for (const form of [gzipSync, (text: string) => `[\n${text.trimEnd().replaceAll('\n', ',\n')}\n]`]) {
      const account = fakeAccount(Date.parse(noon));
      const services = await openServices();
      account.put(name, form(lines(6)));
      account.onDownload = () => {
        if (account.downloads.length === 2 && account.listed(name).etag === '0x1') account.put(name, form(lines(9)));
      };
      const read = await poll(services, account, name, { rangeBytes: 90 });
      expect(read).toMatchObject({ state: 'complete', counts: { stored: 9 }, checkpoint: { taken: 9, left: 0 } });
    }
  });

  it('is read on later when the account fails in the middle of it', async () => {
    const account = fakeAccount(Date.parse(noon));
    const services = await openServices();
    account.put(name, gzipSync(lines(6)));
    const failure = { class: 'unreachable', words: 'It does not answer.' } as const;
    account.onDownload = () => {
      if (account.downloads.length === 2) throw new SourceUnavailable(failure);
    };
    expect(await poll(services, account, name, { rangeBytes: 90 })).toMatchObject({ state: 'failed', failure });
    account.onDownload = () => {};
    expect(await poll(services, account, name)).toMatchObject({ state: 'complete', counts: { stored: 6 } });
  });

  it('goes on behind what is durable when its time was over', async () => {
    const account = fakeAccount(Date.parse(noon));
    const services = await openServices();
    account.put(name, gzipSync(lines(4500)));
    let batches = 0;
    const limits = {
      signal: endless.signal,
      get until() {
        return batches++ < 2 ? Number.POSITIVE_INFINITY : 0;
      },
    };
    const first = await poll(services, account, name, { limits });
    expect(first).toMatchObject({ state: 'more', counts: { stored: 4000 }, checkpoint: { taken: 4000, offset: 0 } });
    const second = await poll(services, account, name);
    expect(second).toMatchObject({
      state: 'complete',
      counts: { examined: 500, stored: 500 },
      checkpoint: { left: 0 },
    });
  });
});

describe('a line', () => {
  it('that is no JSON is kept verbatim with blob and offset, and its neighbours are stored', async () => {
    const [before, after] = [lines(1), `${JSON.stringify(sms('after'))}\n`];
    const poison = Buffer.concat([
      Buffer.from('{"time": "2026-03-04T12:00:00Z", caf'),
      Buffer.from([0xe9, 0x7d, 0x0d, 0x0a]),
    ]);
    const {
      records: stored,
      kept,
      read,
    } = await readThrough(Buffer.concat([Buffer.from(before), poison, Buffer.from(after)]));
    expect(stored).toHaveLength(2);
    expect(read.checkpoint).toMatchObject({ lines: 3, left: 0 });
    const place = `${container}/${name}@${before.length}`;
    expect(kept).toEqual([{ code: 'NOLOG_INVALID', place, text: '{"time": "2026-03-04T12:00:00Z", café}' }]);
  });

  it.each(['[oops', '{"records":[', '{"records":[{"time":', '['])(
    'that begins like another form, as %s, does not make one of the blob',
    async (poison) => {
      const { records: stored, kept } = await readThrough(`${poison}\n${lines(3)}{"cut`);
      expect(stored).toHaveLength(3);
      expect(kept).toMatchObject([{ place: `${container}/${name}@0`, text: poison }]);
    },
  );

  it('of more than MAX_RECORD_MIB is kept with its beginning, without being held whole', async () => {
    const mib = 1024 * 1024;
    const before = lines(1);
    const long = `{"time":"${'x'.repeat(5 * mib)}"}\n`;
    const bytes = `${before}${long}poison\n${lines(2)}`;
    const { account, read, records: stored, kept, services } = await readThrough(bytes, { rangeBytes: mib });
    const checkpoint = { lines: 5, left: 0, skipping: false };
    expect(read).toMatchObject({ state: 'complete', bytes: account.listed(name).length, checkpoint });
    expect(stored).toHaveLength(2);
    const place = `${container}/${name}@`;
    expect(kept).toMatchObject([
      { code: 'NOLOG_TOO_LARGE', place: `${place}${before.length}` },
      { code: 'NOLOG_INVALID', place: `${place}${before.length + long.length}`, text: 'poison' },
    ]);
    const { entities } = await services.store.query('Outcomes20260304', { partition: 'NOLOG_TOO_LARGE' });
    expect(entities[0]?.['text']).toMatch(/^\{"time":"x+$/);
  });

  it('past the retention is counted in one outcome a blob', async () => {
    const old = (id: string) => `${JSON.stringify(sms(id, { time: '2025-01-01T00:00:00Z' }))}\n`;
    const { account, services, read } = await readThrough(old('a') + old('b') + lines(1) + old('c'), {
      write: 'append',
    });
    expect(read).toMatchObject({ counts: { stored: 1, skipped: 3 }, checkpoint: { expired: 3 } });
    account.append(name, old('d'));
    await poll(services, account, name);
    const row = await services.store.query('Outcomes20260304', { partition: 'NOLOG_EXPIRED' });
    expect(row.entities).toMatchObject([{ place: `${container}/${name}`, source: 'archive', count: 4 }]);
  });
});
