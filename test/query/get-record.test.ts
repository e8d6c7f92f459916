import { describe, expect, it } from 'vitest';
import { callClientMediaStats } from '../../shared/categories/call-client-media-stats.ts';
import { getRecord, idExample } from '../../shared/query/get-record.ts';
import { idOf, recordDetail } from '../../shared/query/record-item.ts';
import { readRecordId } from '../../shared/storage/keys.ts';
import { readingFrom, recordAt, storeOf } from './records.ts';

const asIs = { time: (utc: string) => utc, json: (text: string) => ({ text }) };

describe('one record', () => {
  it('is given back with all that was stored, whatever its size', async () => {
    const long = 'ü'.repeat(500_000);
    for (const columns of [{ OperationName: 'x' }, { OperationName: long }]) {
      const record = recordAt('2026-03-04T10:00:00.1234567Z', {
        category: callClientMediaStats,
        columns,
        additional: '{"a":1}',
      });
      const got = await getRecord(readingFrom(await storeOf([record])), idOf(record));
      expect(got.outcome === 'found' && recordDetail(got.record, asIs)).toEqual({
        id: idOf(record),
        category: callClientMediaStats.name,
        TimeGenerated: '2026-03-04T10:00:00.1234567Z',
        ...columns,
        AdditionalFields: { text: '{"a":1}' },
        delivered: { text: record.delivered },
        source: 'push',
        receivedAt: '2026-03-10T00:00:00.000Z',
      });
    }
  });

  it('is absent when it is not stored, and when it is past the retention', async () => {
    const record = recordAt('2026-03-04T10:00:00Z');
    const store = await storeOf([record]);
    expect(await getRecord(readingFrom(store), idOf(recordAt('2026-03-04T10:00:01Z')))).toEqual({ outcome: 'absent' });
    expect(await getRecord(readingFrom(store, { notBefore: () => record.time + 1 }), idOf(record))).toEqual({
      outcome: 'absent',
    });
  });

  it.each([
    '',
    'x',
    '20260304T100000000-0123456789abcdef0123456789abcdef-nothing',
    '20260231T100000000-0123456789abcdef0123456789abcdef-sms',
    '../records',
  ])('is not asked for by "%s"', async (id) => {
    expect(await getRecord(readingFrom(await storeOf([])), id)).toEqual({ outcome: 'no-id' });
  });

  it('has an id like the example', () => {
    expect(readRecordId(idExample)).toBeDefined();
  });
});
