import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Category, defineCategory } from '../../shared/categories/define.ts';
import { allCategories, categories } from '../../shared/categories/index.ts';
import { contentOf, identityOf } from '../../shared/ingest/identity.ts';
import { prepare } from '../../shared/ingest/prepare.ts';
import { recordOf } from '../categories/identified.ts';
import { noon, resource, sms, unheard, usage } from './events.ts';

const identityFor = (delivered: unknown, fallback?: Category) => identityOf(recordOf(delivered, fallback));

/** The words of a name: `CallUpdatesVersion` → call, updates, version. */
const wordsOf = (name: string) => name.match(/[A-Z]+(?![a-z])|[A-Z][a-z]*|\d+/g) ?? [name];

const spellings: readonly ((name: string) => string)[] = [
  (name) => name,
  (name) => name.charAt(0).toLowerCase() + name.slice(1),
  (name) => wordsOf(name).join(' '),
  (name) => name.toUpperCase(),
  (name) => wordsOf(name).join('_').toLowerCase(),
  (name) => `${name} [x]`,
];

const empties = [undefined, null, '', 'null'];

/** Values that a sender may write for a column. */
const valueFor = (type: string): fc.Arbitrary<unknown> => {
  if (type === 'int' || type === 'long') return fc.integer({ min: 0, max: 1e6 });
  if (type === 'bool') return fc.boolean();
  if (type === 'time') return fc.constantFrom('2026-03-04T09:00:00.123Z', '2026-03-04T09:00:01Z');
  return fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !/^\s|\s$|^null$/i.test(text));
};

interface Said {
  readonly name: string;
  readonly value: unknown;
}

const identifying = ({ identity, columns }: Category) =>
  ['OperationName', 'CorrelationId', ...(identity.at(-1)?.fact.columns ?? [])]
    .map((name) => columns.find((column) => column.name === name))
    .filter((column) => column !== undefined);

/** Two deliveries that say the same of the identifying columns, shaped as two senders would. */
const pairOf = (category: Category) =>
  fc
    .tuple(
      ...identifying(category).map(({ name, type }) =>
        fc.option(valueFor(type), { freq: 3 }).map((value) => ({ name, value })),
      ),
    )
    .chain((said) => fc.tuple(deliveryOf(said), deliveryOf(said)));

function deliveryOf(said: readonly Said[]): fc.Arbitrary<Record<string, unknown>> {
  const fields = said.map(({ name, value }) =>
    fc
      .tuple(
        fc.constantFrom(...spellings),
        fc.boolean(),
        fc.boolean(),
        fc.constantFrom(...empties),
        fc.constantFrom('', ' ', '  '),
      )
      .map(([spell, asText, within, empty, blank]) => ({
        key: spell(name),
        value: value === null ? empty : asText || typeof value === 'string' ? `${blank}${value}${blank}` : value,
        within,
      })),
  );
  return fc
    .tuple(...fields)
    .chain((all) => fc.tuple(fc.shuffledSubarray(all, { minLength: all.length }), fc.boolean()))
    .map(([all, text]) => {
      const inner = Object.fromEntries(all.filter(({ within }) => within).map(({ key, value }) => [key, value]));
      const outer = all.filter(({ within }) => !within).map(({ key, value }) => [key, value] as const);
      return {
        properties: text ? JSON.stringify(inner) : inner,
        time: noon,
        resourceId: resource,
        ...Object.fromEntries(outer),
      };
    });
}

describe('the identity of an event', () => {
  it.each(categories.map((category) => [category.name, category] as const))(
    'of %s is the same for any order, spelling and type of its fields, and for any writing of nothing',
    (_, category) => {
      fc.assert(
        fc.property(pairOf(category), ([one, other]) => {
          expect(identityFor({ ...other, category: category.name })).toBe(
            identityFor({ ...one, category: category.name }),
          );
        }),
        { numRuns: 25 },
      );
    },
  );

  it('of an unknown category is the same for any order and spelling of any fields', () => {
    const said = { 'Thought Id': 7, clear: 'x', ghost: '', deep: { b: [1, { d: 2, c: 3 }], a: null } };
    const same = { deep: { B: ['1', { c: 3, d: 2 }] }, thoughtId: '7', Clear: ' x' };
    const shuffled = {
      properties: same,
      correlationId: 'thought-1',
      operationName: 'ThoughtSent',
      resourceId: resource,
    };
    const one = identityFor(unheard('', { properties: said }));
    expect(identityFor({ ...shuffled, time: '2026-03-04T12:00:00Z', Category: 'telepathyOperational' })).toBe(one);
    expect(identityFor(unheard('', { properties: { ...said, clear: 'y' } }))).not.toBe(one);
    expect(identityFor(unheard('', { category: 'TelekinesisOperational', properties: said }))).not.toBe(one);
  });

  it('cuts the time to the millisecond', () => {
    const at = (time: string) => identityFor(sms('m-1', { time }));
    expect(at('2026-03-04T12:00:00.1239999Z')).toBe(at('2026-03-04T14:00:00.123+02:00'));
    expect(at('2026-03-04T12:00:00.124Z')).not.toBe(at('2026-03-04T12:00:00.123Z'));
  });

  it('changes with each of category, operation, correlation and identifying column', () => {
    const properties = sms('m-1').properties;
    const all = [
      sms('m-1'),
      sms('m-1', { operationName: 'SMSMessagesReceived' }),
      sms('m-1', { correlationId: 'another' }),
      sms('M-1', { correlationId: 'c-m-1' }),
      sms('m-1', { properties: { ...properties, deliveryAttempts: 1 } }),
      usage('m-1'),
      usage('m-2'),
    ];
    expect(new Set(all.map((one) => identityFor(one))).size).toBe(all.length);
  });

  it('does not change with what identifies nothing', () => {
    const { properties } = sms('m-1');
    const other = sms('m-1', {
      durationMs: 999,
      level: 'Error',
      properties: { ...properties, country: 'FR', brand: 'new' },
    });
    expect(identityFor(other)).toBe(identityFor(sms('m-1')));
    expect(contentOf(recordOf(other))).not.toBe(contentOf(recordOf(sms('m-1'))));
  });

  it('never lets two lists of values run together', () => {
    const keyed = (messageId: string, correlationId: string) =>
      identityFor(sms(messageId, { correlationId, properties: { messageId } }));
    expect(keyed('b\u0000', 'a')).not.toBe(keyed('b', 'a\u0000'));
    expect(keyed('', 'a\u0000b')).not.toBe(keyed('b', 'a'));
    expect(keyed('\u0000', '')).not.toBe(keyed('', '\u0000'));
  });

  it('holds with its version from the day that the row says', () => {
    const old = allCategories.find(({ slug }) => slug === 'usage') as Category;
    const grown = defineCategory({
      ...old,
      columns: old.columns.slice(0, -4),
      toldApart: undefined as never,
      rest: 'Properties',
      identity: [
        { since: '2015-01-01', fact: { version: 1, columns: ['RecordId'] } },
        { since: '2026-03-05', fact: { version: 2, columns: ['RecordId', 'UserIdA'] } },
      ],
    });
    const on = (time: string, userIdA: string) =>
      identityOf({ ...recordOf(usage('r-1', { time, properties: { recordId: 'r-1', userIdA } })), category: grown });
    expect(on('2026-03-04T23:59:59.999Z', 'a')).toBe(on('2026-03-04T23:59:59.999Z', 'b'));
    expect(on('2026-03-05T00:00:00.000Z', 'a')).not.toBe(on('2026-03-05T00:00:00.000Z', 'b'));
  });
});

describe('the content of a record', () => {
  it('is part of what preparing gives, with the id', () => {
    const text = JSON.stringify(sms('m-1'));
    const prepared = prepare(
      { place: '', text, value: JSON.parse(text) },
      {
        fallback: undefined,
        source: 'push',
        at: new Date(noon),
        notBefore: () => 0,
        maxRecordBytes: 1e6,
        off: new Set(),
      },
    );
    const record = recordOf(sms('m-1'));
    expect(prepared).toMatchObject({
      content: contentOf(record),
      id: `20260304T120000000-${identityOf(record)}-sms`,
      record: { delivered: text, receivedAt: noon, source: 'push' },
    });
  });
});
