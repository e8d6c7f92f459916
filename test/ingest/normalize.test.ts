import { describe, expect, it } from 'vitest';
import type { Columns } from '../../shared/categories/record.ts';
import { recordOf, recordOfText } from './delivered-record.ts';
import { noon, resource, sms, usage } from './events.ts';

/** The columns that have a value. */
function said(columns: Columns): Record<string, unknown> {
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
}

describe('the names of columns', () => {
  it.each([
    ['messageId', 'durationMs', 'time'],
    ['MessageId', 'DurationMs', 'TimeGenerated'],
    ['MESSAGEID', 'durationms', 'timestamp'],
    ['Message Id', 'Duration Ms', 'Time Generated'],
    ['message_id', 'DURATION_MS', 'time_generated'],
    ['MessageId', 'DurationMs [ms]', 'TimeGenerated [UTC]'],
  ])('are taken as %s, %s and %s', (message, duration, time) => {
    const row = { Type: 'ACSSMSIncomingOperations', [time]: noon, [message]: 'm-1', [duration]: '12' };
    expect(said(recordOf(row).columns)).toEqual({
      Category: 'SMSOperational',
      TimeGenerated: noon,
      MessageId: 'm-1',
      DurationMs: 12,
    });
  });
});

describe('properties', () => {
  const { properties, ...envelope } = sms('m-1');
  const flat = { ...envelope, ...properties };
  it.each([
    ['an object', { ...envelope, properties }],
    ['JSON within a string', { ...envelope, Properties: JSON.stringify(properties, null, 1) }],
    ['absent, its fields in the envelope', flat],
  ])('are lifted when they are %s', (_, delivered) => {
    expect(recordOf(delivered)).toEqual(recordOf(sms('m-1')));
    expect(recordOf(delivered).columns).toMatchObject({ MessageId: 'm-1', Country: 'DE', DeliveryAttempts: 0 });
  });

  it('may name category, time and resource', () => {
    const { category, time, resourceId, ...rest } = flat;
    expect(recordOf({ properties: { category, time, resourceId, ...rest } })).toEqual(recordOf(sms('m-1')));
  });

  it('give way to the envelope, and what they say otherwise is kept', () => {
    const delivered = sms('m-1', { properties: { ...properties, ResultType: 'Failed', level: 'Informational' } });
    const { columns, additional } = recordOf(delivered);
    expect(columns).toMatchObject({ ResultType: 'Succeeded', Level: 'Informational' });
    expect(additional).toBe('{"ResultType":"Failed"}');
  });

  it('speak where the envelope has an empty text, and say nothing with one themselves', () => {
    const inner = { ...properties, CorrelationId: 'inner', resultType: '' };
    const { columns, additional } = recordOf(sms('m-1', { correlationId: '', properties: inner }));
    expect(columns).toMatchObject({ CorrelationId: 'inner', ResultType: 'Succeeded' });
    expect(additional).toBeUndefined();
  });

  it('that are no object are kept as they are', () => {
    expect(recordOf(sms('m-1', { properties: 'see above' })).additional).toBe('{"properties":"see above"}');
    expect(recordOf(sms('m-1', { properties: [1] })).additional).toBe('{"properties":[1]}');
  });
});

describe('absent and empty', () => {
  it('are two things for text, and one for numbers', () => {
    const inner = {
      messageId: '',
      country: 'null',
      numberType: null,
      deliveryAttempts: '',
      outgoingMessageLength: ' ',
    };
    const columns = said(recordOf(sms('', { resultType: '', properties: inner })).columns);
    expect(columns).toMatchObject({ MessageId: '', ResultType: '' });
    for (const name of ['Country', 'NumberType', 'DeliveryAttempts', 'OutgoingMessageLength']) {
      expect(columns).not.toHaveProperty(name);
    }
  });

  it('zero is neither', () => {
    expect(recordOf(sms('m-1')).columns.DeliveryAttempts).toBe(0);
  });
});

describe('what no column takes', () => {
  it('is kept as JSON, but for what every table of Log Analytics repeats', () => {
    const over = {
      brand: 'new',
      TenantId: 't',
      SourceSystem: 'Azure',
      Type: 'ACSSMSIncomingOperations',
      resourceType: 'x',
    };
    const delivered = sms('m-1', { ...over, properties: { deep: { a: [1, null] }, Nothing: null } });
    expect(JSON.parse(recordOf(delivered).additional ?? '')).toEqual({
      brand: 'new',
      deep: { a: [1, null] },
      Nothing: null,
    });
  });

  it('goes to the column that takes the rest of properties, where the category has one', () => {
    const delivered = usage('r-1', { brand: 'new', properties: { recordId: 'r-1', countryPrefix: '49', leg: 2 } });
    const { columns, additional } = recordOf(delivered);
    expect(columns.Properties).toBe('{"countryPrefix":"49","leg":2}');
    expect(additional).toBe('{"brand":"new"}');
    const flat = { ...delivered, recordId: 'r-1', properties: '{"countryPrefix":"49","leg":2}' };
    expect(recordOf(flat)).toEqual(recordOf(delivered));
  });

  it('may be called like a part of JavaScript', () => {
    const text = `{"time":"${noon}","category":"Usage","__proto__":{"a":1},"constructor":2,"hasOwnProperty":3,"toString":"x"}`;
    expect(recordOfText(text).additional).toBe(
      '{"__proto__":{"a":1},"constructor":2,"hasOwnProperty":3,"toString":"x"}',
    );
  });
});

describe('whole numbers beyond 2^53', () => {
  const big = '12345678901234567891';
  const record = (fields: string) => recordOfText(`{"time":"${noon}","category":"SMSOperational",${fields}}`);

  it('keep every digit where they are an id', () => {
    expect(record(`"messageId":${big}`).columns.MessageId).toBe(big);
    expect(record(`"properties":{"messageId":${big}}`).columns.MessageId).toBe(big);
    expect(record(`"properties":"{\\"messageId\\":${big}}"`).columns.MessageId).toBe(big);
    expect(record(`"messageId":-${big}`).columns.MessageId).toBe(`-${big}`);
  });

  it('keep every digit where no column takes them, at any depth', () => {
    expect(record(`"brand":${big}`).additional).toBe(`{"brand":${big}}`);
    expect(record(`"brand":{"deep":[{"er":${big}}]}`).additional).toBe(`{"brand":{"deep":[{"er":${big}}]}}`);
    expect(record(`"properties":"{\\"brand\\":[${big}]}"`).additional).toBe(`{"brand":[${big}]}`);
  });

  it('leave fractions and exponents as JSON has them', () => {
    expect(JSON.parse(record('"brand":[1e300,0.1,-2.5E+20]').additional ?? '')).toEqual({
      brand: [1e300, 0.1, -2.5e20],
    });
  });
});

describe('the resource', () => {
  const lower = resource.toLowerCase();
  it.each([
    ['resourceId', resource],
    ['_ResourceId', lower],
    ['topic', resource],
    ['ResourceId', lower.slice(1)],
    ['resourceid', `${lower}/`],
  ])('is read from %s, and what it spells out with it', (name, id) => {
    const { resourceId: _, ...rest } = sms('m-1');
    expect(recordOf({ ...rest, [name]: id }).columns).toMatchObject({
      ResourceId: lower,
      SubscriptionId: '11111111-2222-4333-8444-555555555555',
      ResourceGroup: 'talk',
      ResourceName: 'desk',
    });
  });

  it('may be absent', () => {
    const { resourceId: _, ...rest } = sms('m-1', { resourceGroup: 'Talk' });
    expect(recordOf(rest).columns).toMatchObject({ ResourceId: undefined, ResourceGroup: 'talk' });
  });
});
