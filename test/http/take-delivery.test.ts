import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { ingestAnswer } from '../../shared/http/answers.ts';
import { outcomes } from '../../shared/outcomes/codes.ts';
import type { Services } from '../../shared/services.ts';
import { StorageUnavailable, type TableStore } from '../../shared/storage/table-store.ts';
import { openServices } from '../ingest/delivering.ts';
import { afterNoon, noon, sms, usage } from '../ingest/events.ts';
import { postDelivery, untilLate } from './post-delivery.ts';

let services: Services;
beforeAll(async () => {
  services = await openServices();
});

const lines = (...values: unknown[]) => values.map((value) => JSON.stringify(value)).join('\n');

describe('POST /ingest', () => {
  it('answers 200 with counts and outcomes when the body could be read, whatever became of its records', async () => {
    const { status, json } = await postDelivery(services, lines(sms('m-1'), 7, sms('m-1')));
    expect(status).toBe(200);
    expect(ingestAnswer.safeParse(json).success).toBe(true);
    expect(json).toMatchObject({ received: 3, stored: 1, duplicate: 1, skipped: 0, rejected: 1 });
  });

  it.each([
    ['nothing', '', 400, 'unreadable-body'],
    ['no JSON', 'hello', 400, 'unreadable-body'],
    ['half an array', '[{"a":1},', 400, 'unreadable-body'],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 400, 'unreadable-body'],
    ['more than 1 MiB', `[${'1,'.repeat(600_000)}1]`, 413, 'body-too-large'],
  ])('of %s answers a problem with the counts so far', async (_, body, status, code) => {
    const small = await openServices({ env: { MAX_BODY_MIB: '1' } });
    const answer = await postDelivery(small, body);
    expect(answer.status).toBe(status);
    expect(answer.json).toMatchObject({ code, received: 0, stored: 0, duplicate: 0, skipped: 0, rejected: 0 });
  });

  it('that becomes too large says what was stored until then', async () => {
    const small = await openServices({ env: { MAX_BODY_MIB: '1' } });
    const body = Array.from({ length: 4000 }, (_, index) => JSON.stringify(sms(`m-${index % 7}`))).join('\n');
    const answer = await postDelivery(small, body, {}, [1_045_000]);
    expect(answer.status).toBe(413);
    expect(answer.json).toMatchObject({ code: 'body-too-large', received: 2000, stored: 7, duplicate: 1993 });
  });

  it.each([
    ['text/html', 415, 'unsupported-media-type'],
    ['multipart/form-data; boundary=x', 415, 'unsupported-media-type'],
    ['application/zip', 415, 'unsupported-media-type'],
    ['application/x-ndjson', 200, undefined],
    ['text/plain;charset=UTF-8', 200, undefined],
    ['application/octet-stream', 200, undefined],
  ])('of the media type %s answers %i', async (type, status, code) => {
    const answer = await postDelivery(services, lines(sms('m-1')), { 'content-type': type });
    expect([answer.status, answer.json.code]).toEqual([status, code]);
  });

  it('notes the road that the sender names, where it is one', async () => {
    for (const [named, source] of [
      ['import', 'import'],
      ['archive', 'push'],
      ['', 'push'],
    ] as const) {
      const own = await openServices();
      await postDelivery(own, lines(sms('m-1')), { 'commlog-source': named });
      expect((await own.store.query('Records20260304sms', {})).entities).toMatchObject([{ source }]);
    }
  });

  it('answers 503 with Retry-After and the counts so far when storage does not take it', async () => {
    const own = await openServices();
    const transact: TableStore['transact'] = async (table, operations) => {
      const [first] = operations;
      const isLater = first && 'entity' in first && first.entity.partitionKey === '012';
      if (table.startsWith('Records') && isLater) throw new StorageUnavailable('away', { retryAfter: 6.2 });
      return own.store.transact(table, operations);
    };
    const failing = await openServices({ store: { ...own.store, transact } });
    const body = Array.from({ length: 4000 }, (_, index) =>
      sms(`m-${index % 7}`, { time: afterNoon(index < 2000 ? 0 : -3_600_000) }),
    );
    const answer = await postDelivery(failing, lines(...body));
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '7']);
    expect(answer.json).toMatchObject({ code: 'storage-unavailable', received: 2000, stored: 7, duplicate: 1993 });
    expect(answer.text).not.toContain('away');
  });
});

describe('gzip', () => {
  const text = lines(sms('m-1'), usage('r-1'));
  const packed = gzipSync(text);
  it.each([
    ['declared', packed, { 'content-encoding': 'gzip' }, 200],
    ['declared by its old name', packed, { 'content-encoding': 'X-GZIP' }, 200],
    ['not declared', packed, {}, 200],
    ['in two members', Buffer.concat([gzipSync(`${lines(sms('m-1'))}\n`), gzipSync(lines(usage('r-1')))]), {}, 200],
    ['cut off', packed.subarray(0, -9), {}, 400],
    ['damaged', Buffer.concat([packed.subarray(0, 30), Buffer.alloc(20), packed.subarray(50)]), {}, 400],
    ['declared and not there', text, { 'content-encoding': 'gzip' }, 400],
    ['of nothing', gzipSync(''), {}, 400],
    ['in another encoding', text, { 'content-encoding': 'br' }, 415],
  ])('%s is answered as it should', async (_, body, headers, status) => {
    for (const cuts of [[], [1], [0, 0, 1, 2, 11]]) {
      const answer = await postDelivery(await openServices(), body, headers, cuts);
      expect(answer.status).toBe(status);
      if (status === 200) expect(answer.json).toMatchObject({ received: 2, stored: 2 });
    }
  });

  it('counts the unpacked bytes against the limit', async () => {
    const small = await openServices({ env: { MAX_BODY_MIB: '1' } });
    const answer = await postDelivery(small, gzipSync(Buffer.alloc(50 * 1024 * 1024, 0x20)));
    expect([answer.status, answer.json.code]).toEqual([413, 'body-too-large']);
  });
});

describe('a stalled sender', () => {
  it('is answered with the counts so far when the time is over', async () => {
    const own = await openServices();
    const ended = await untilLate(own, `${lines(...new Array(2100).fill(sms('m-1')))}\n`, 300);
    expect(ended).toMatchObject({ code: 'out-of-time', extra: { received: 2000, stored: 1, duplicate: 1999 } });
  });
});

describe('any body', () => {
  const word = fc.constantFrom(
    'time',
    'category',
    'records',
    'properties',
    'resourceId',
    'Type',
    'durationMs',
    'messageId',
    '__proto__',
    'x',
  );
  const said = fc.oneof(
    fc.constantFrom(noon, 'SMSOperational', 'Usage', 'null', '', 2 ** 60, -0, 1e308),
    fc.jsonValue(),
  );
  const shaped: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
    value: fc.oneof({ depthSize: 'small' }, said, tie('fields'), fc.array(tie('value'), { maxLength: 3 })),
    fields: fc.dictionary(word, tie('value'), { maxKeys: 6 }),
  })).value;
  const record = fc
    .tuple(shaped, fc.constantFrom(sms('m'), usage('r')))
    .map(([fields, event]) => ({ ...event, ...(fields as object) }));
  const json = fc.oneof(shaped, record, fc.array(record, { maxLength: 4 })).map((value) => JSON.stringify(value));
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 60 }).map((all) => Buffer.from(all)),
    fc.string({ unit: 'binary' }).map((text) => Buffer.from(text)),
    json.map((text) => Buffer.from(text)),
    fc.array(json, { maxLength: 4 }).map((texts) => Buffer.from(texts.join('\n'))),
    fc.tuple(json, fc.nat()).map(([text, at]) => Buffer.from(text).subarray(0, at % (text.length + 1))),
    json.map((text) => gzipSync(text)),
  );

  it('is answered in the documented shape, with counts that add up, and never with a 500', async () => {
    await fc.assert(
      fc.asyncProperty(bytes, async (body) => {
        const { status, json: answer } = await postDelivery(services, body);
        expect([200, 400, 413]).toContain(status);
        const { received, stored, duplicate, skipped, rejected } = answer;
        expect(stored + duplicate + skipped + rejected).toBe(received);
        if (status !== 200) {
          expect(answer).toMatchObject({
            code: expect.any(String),
            issues: expect.any(Array),
            instance: 'i-1',
            received: 0,
          });
          return;
        }
        expect(ingestAnswer.safeParse(answer).error).toBeUndefined();
        for (const [index, one] of answer.outcomes.entries()) {
          expect(one.index).toBe(index);
          expect(one.id === undefined).toBe(
            !['stored', 'duplicate'].includes(outcomes[one.outcome as keyof typeof outcomes].count),
          );
          expect((one.issues ?? []).length > 0).toBe(
            outcomes[one.outcome as keyof typeof outcomes].count === 'rejected',
          );
        }
      }),
      { numRuns: 500 },
    );
  });
});
