/** Transactions on the wire: their size never exceeds its estimate, and unexpected answers are never taken for success. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromBatch, fromRefusal, toBatch } from '../../shared/storage/azure-batch.ts';
import { checkTransaction, entitySize } from '../../shared/storage/limits.ts';
import type { Operation } from '../../shared/storage/table-store.ts';

const key = fc.stringMatching(/^[ !"$-.0->@-[\]-~]{1,60}$/);
const value = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: fc.constantFrom('\u0000', '"', '\\', '\u2028', '\ud800', 'é', '日', '😀'), maxLength: 300 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.boolean(),
);
const properties = fc.dictionary(fc.stringMatching(/^[A-Z][A-Za-z0-9_]{0,40}$/), value, { maxKeys: 12 });
const table = `https://${'a'.repeat(24)}.table.core.windows.net/${'T'.repeat(63)}`;
const etag = `W/"datetime'2026-01-02T03%3A04%3A05.1234567Z'"`;

test('a transaction takes no more bytes than its rows are counted for', () => {
  const steps = fc.tuple(fc.constantFrom('insert', 'upsert', 'replace'), key, properties);
  fc.assert(
    fc.property(
      key,
      fc.uniqueArray(steps, { minLength: 1, maxLength: 10, selector: ([, row]) => row }),
      (partitionKey, all) => {
        const entities = all.map(([, rowKey, own]) => ({ ...own, partitionKey, rowKey }));
        const operations = all.map(([kind], n): Operation => ({ kind, entity: entities[n], etag }) as Operation);
        checkTransaction(operations);
        const counted = entities.reduce((sum, entity) => sum + entitySize(entity), 0);
        expect(Buffer.byteLength(toBatch(table, operations).body)).toBeLessThanOrEqual(counted + 1024);
      },
    ),
  );
});

test('a delete carries its tag, and no other condition', () => {
  const { body } = toBatch(table, [{ kind: 'delete', partitionKey: 'p', rowKey: "it's", etag }]);
  expect(body.match(/^If-Match: .*$/gm)).toEqual([`If-Match: ${etag}`]);
  expect(body).toContain(`DELETE ${table}(PartitionKey='p',RowKey='it''s') HTTP/1.1`);
});

test('reads the tags of a transaction that was done', () => {
  const part = (lines: string[]) =>
    `--changesetresponse_1\r\nContent-Type: application/http\r\n\r\n${lines.join('\r\n')}\r\n\r\n`;
  const done = part(['HTTP/1.1 204 No Content', 'Cache-Control: no-cache', 'ETag: W/"one"']);
  const deleted = part(['HTTP/1.1 204 No Content', 'Cache-Control: no-cache']);
  const text = `--batchresponse_1\r\n\r\n${done}${deleted}--changesetresponse_1--\r\n--batchresponse_1--\r\n`;
  expect(fromBatch(text)).toEqual({ etags: ['W/"one"', ''] });
});

test('reads the failing part and its place', () => {
  const error = { 'odata.error': { code: 'EntityAlreadyExists', message: { value: '41:It exists.\nRequestId:1' } } };
  const text = `--changesetresponse_1\r\n\r\nHTTP/1.1 409 Conflict\r\n\r\n${JSON.stringify(error)}\r\n--changesetresponse_1--\r\n`;
  const refusal = fromBatch(text);
  expect(refusal).toMatchObject({ status: 409, code: 'EntityAlreadyExists' });
  expect('status' in refusal && fromRefusal(refusal)).toEqual({ outcome: 'exists', index: 41 });
});

test.each(['', 'OK', '{}', '--changesetresponse_1\r\n\r\nHTTP/1.1 OK\r\n--changesetresponse_1--'])(
  'an answer %j acknowledges nothing',
  (text) => {
    const answer = fromBatch(text);
    expect('etags' in answer ? answer.etags : []).toEqual([]);
  },
);
