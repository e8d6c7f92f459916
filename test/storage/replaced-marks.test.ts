import { describe, expect, it } from 'vitest';
import { identityOf } from '../../shared/ingest/identity.ts';
import { lookupHash } from '../../shared/storage/lookup-hash.ts';
import { dueMarks, markBuckets, markOf, putOff, removeMark } from '../../shared/storage/replaced-marks.ts';
import { sqliteTables } from '../../shared/storage/sqlite.ts';
import { transactIn } from '../../shared/storage/transact-in.ts';
import { recordOf } from '../categories/identified.ts';
import { noon, sms, usage } from '../ingest/events.ts';
import { correlation, late } from '../replaced/clicks.ts';

const hashOf = lookupHash('a key of tests');
const now = Date.parse(noon);

function marked(delivered: object) {
  const record = recordOf(delivered);
  const facts = { identity: identityOf(record), delivered: '', receivedAt: noon, source: 'push' };
  return markOf({ ...record, ...facts }, hashOf, now);
}

const received = { _TimeReceived: noon };

describe('the mark of a record whose time was replaced', () => {
  it.each([
    ['CorrelationId', late({ at: 0 }), correlation],
    ['a value of its identity', late({ at: 0 }), 'vera@example.com', 'CorrelationId'],
    ['a message', sms('m-1', { ...received, correlationId: 'Unknown' }), 'm-1'],
    ['any other value', usage('null', { ...received, correlationId: null }), '8:acs:desk_7'],
  ])('leads to it by %s', (_, delivered, value, ...without) => {
    const kept = Object.entries(delivered).filter(([name]) => !without.includes(name));
    const mark = marked(Object.fromEntries(kept));
    expect(mark?.entity.rowKey.split('-')[1]).toBe(hashOf(value));
    expect(mark).toMatchObject({ table: 'Pending', entity: { since: noon, due: noon, tries: 0 } });
  });

  it('is written for no other record, and not by a value that very many share', () => {
    expect(marked(sms('m-1'))).toBeUndefined();
    const { phoneNumber: _, messageId: __, ...properties } = sms('m-1').properties;
    expect(marked(sms('', { ...received, correlationId: '', properties }))).toBeUndefined();
  });

  it('is given when it is due, and keeps what somebody else wrote', async () => {
    const store = sqliteTables({ path: ':memory:' });
    const { table, entity } = marked(late({ at: 0 })) ?? { table: '', entity: { partitionKey: '', rowKey: '' } };
    await transactIn(store, table, [{ kind: 'upsert', entity }]);
    const dueAt = async (at: number) =>
      (await Promise.all(markBuckets.map((bucket) => Array.fromAsync(dueMarks(store, bucket, at))))).flat();
    expect(await dueAt(now - 1)).toEqual([]);
    const [mark] = await dueAt(now);
    if (!mark) throw new Error('no mark');
    expect(mark).toMatchObject({ slug: 'email-engagement', hash: hashOf(correlation), since: now, tries: 0, due: now });
    expect(await putOff(store, mark, 1, now + 5)).toBe(true);
    expect(await dueAt(now + 4)).toEqual([]);
    expect(await putOff(store, mark, 2, now + 9)).toBe(false);
    expect(await removeMark(store, mark)).toBe(false);
    const [later] = await dueAt(now + 5);
    expect(later).toMatchObject({ tries: 1, since: now });
    expect(later && (await removeMark(store, later))).toBe(true);
    expect(later && (await removeMark(store, later))).toBe(false);
  });
});
