import { describe, expect, it } from 'vitest';
import { allCategories } from '../../shared/categories/index.ts';
import type { StoredRecord } from '../../shared/categories/record.ts';
import { identityOf } from '../../shared/ingest/identity.ts';
import { invertedTime, startOfHour } from '../../shared/storage/keys.ts';
import { checkTransaction } from '../../shared/storage/limits.ts';
import { lookupForm } from '../../shared/storage/lookup-form.ts';
import { lookupHash } from '../../shared/storage/lookup-hash.ts';
import { lookupValues } from '../../shared/storage/lookup-values.ts';
import { lookupsOf } from '../../shared/storage/lookups.ts';
import { recordOf } from '../categories/identified.ts';
import { afterNoon, noon, sms, unheard, usage } from '../ingest/events.ts';

const hashOf = lookupHash('a key of tests');
const time = Date.parse(noon);

function storedOf(delivered: unknown): StoredRecord {
  const record = recordOf(delivered);
  return {
    ...record,
    identity: identityOf(record),
    delivered: JSON.stringify(delivered),
    receivedAt: noon,
    source: 'push',
  };
}

/** The rows for a value. */
const rowsFor = (delivered: unknown, value: string) =>
  lookupsOf(storedOf(delivered), hashOf).filter(({ entity }) => entity.rowKey.startsWith(hashOf(value)));

describe('the lookups of a record', () => {
  it('lead from each of its ids to its row, with what a list shows of it', () => {
    const record = storedOf(sms('M-1'));
    for (const [value, column] of [
      ['m-1', 'MessageId'],
      ['C-m-1', 'CorrelationId'],
    ] as const) {
      const hash = hashOf(value);
      expect(rowsFor(sms('M-1'), value)).toEqual([
        {
          table: 'Lookups202603',
          entity: {
            partitionKey: hash.slice(0, 1),
            rowKey: `${hash}-${invertedTime(time)}-sms-${record.identity}`,
            columns: column,
            time: noon,
            category: 'SMSOperational',
            operation: 'SMSMessagesSent',
            result: 'Succeeded',
          },
        },
      ]);
    }
  });

  it('name all columns that have the value', () => {
    const { correlationId: _, ...rest } = sms('same');
    expect(rowsFor({ ...rest, correlationId: ' SAME' }, 'same')).toMatchObject([
      { entity: { columns: 'CorrelationId,MessageId' } },
    ]);
  });

  it('are one an hour and category for values that many records share', () => {
    const at = (iso: string) => rowsFor(sms('m-1', { time: iso }), '+1 833 555 0100');
    expect(at(afterNoon(10))).toEqual([
      {
        table: 'Lookups202603',
        entity: {
          partitionKey: hashOf('18335550100').slice(0, 1),
          rowKey: `${hashOf('18335550100')}-${invertedTime(startOfHour(time))}-sms-hour`,
          columns: 'CallerIpAddress,PhoneNumber',
        },
      },
    ]);
    expect(at(afterNoon(3_599_999))).toEqual(at(afterNoon(10)));
    expect(at(afterNoon(-1))).not.toEqual(at(afterNoon(10)));
    expect(rowsFor(sms('m-1'), '198.51.100.7')[0]?.entity).toMatchObject({ columns: 'CallerIpAddress,PhoneNumber' });
  });

  it('are two where the value stands in a shared column and in one of its own', () => {
    const { properties } = sms('m-1');
    const rows = rowsFor(sms('m-1', { properties: { ...properties, messageId: '198.51.100.7' } }), '198.51.100.7');
    expect(rows.map(({ entity }) => entity.columns)).toEqual(['MessageId', 'CallerIpAddress,PhoneNumber']);
  });

  it.each(['', ' ', 'null', 'NULL', 'Unknown', 'redacted', '00000000-0000-0000-0000-000000000000'])(
    'are none for %j',
    (value) => {
      const { properties } = sms('');
      const nameless = sms('', {
        correlationId: value,
        callerIpAddress: value,
        properties: { ...properties, messageId: value, phoneNumber: value },
      });
      expect(lookupsOf(storedOf(nameless), hashOf)).toEqual([]);
    },
  );

  it('hold no value that was looked up', () => {
    const secrets = ['Geheim-1', '8:acs:Geheim-2', '+4989555000', 'geheim@example.com'];
    const [id, user, phone, mail] = secrets;
    const rows = [
      usage(id, { correlationId: mail, properties: { recordId: id, userIdA: user, userIdB: phone } }),
    ].flatMap((one) => lookupsOf(storedOf(one), hashOf));
    expect(rows).toHaveLength(4);
    for (const secret of secrets) {
      for (const form of [secret, secret.toLowerCase(), lookupForm(secret)])
        expect(JSON.stringify(rows)).not.toContain(form);
    }
  });

  it('are such as storage takes, whatever the sender writes', () => {
    const long = '🎉\ud800'.repeat(50_000);
    const rows = lookupsOf(
      storedOf(unheard('x', { category: long, operationName: long, resultType: long, correlationId: long })),
      hashOf,
    );
    expect(rows).toHaveLength(1);
    for (const { entity } of rows) {
      checkTransaction([{ kind: 'upsert', entity }]);
      for (const value of Object.values(entity)) expect(typeof value !== 'string' || value.isWellFormed()).toBe(true);
    }
  });
});

describe.each(allCategories.map((category) => [category.slug, category] as const))(
  'the example of %s',
  (_, category) => {
    it('is found by every value of its looked-up columns', () => {
      const record = storedOf(category.example);
      const rows = lookupsOf(record, hashOf);
      const looked = category.lookups.flatMap((column) =>
        lookupValues(column, record.columns[column.name]).map((value) => ({ ...column, value })),
      );
      for (const { name, common, value } of looked) {
        const found = rows.filter(({ entity }) => entity.rowKey.startsWith(`${hashOf(String(value))}-`));
        expect(
          found.some(({ entity }) => String(entity.columns).split(',').includes(name)),
          name,
        ).toBe(true);
        expect(
          found.some(({ entity }) => entity.rowKey.endsWith(common ? '-hour' : record.identity)),
          name,
        ).toBe(true);
      }
    });
  },
);
