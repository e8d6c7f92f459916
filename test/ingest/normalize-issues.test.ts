import { describe, expect, it } from 'vitest';
import { prepare } from '../../shared/ingest/prepare.ts';
import { candidatesOf } from './bodies.ts';
import { noon, sms, usage } from './events.ts';

const at = new Date(noon);
const conditions = { fallback: undefined, source: 'push', at, notBefore: () => 0, off: new Set<string>() };

/** The issues of every rejected candidate of a body. */
async function issuesOf(
  body: string | Uint8Array,
  maxRecordBytes = 4096,
): Promise<{ path: string; message: string }[]> {
  return (await candidatesOf(body)).flatMap((candidate) => {
    const prepared = prepare(candidate, { ...conditions, maxRecordBytes });
    return 'issues' in prepared ? [...(prepared.issues ?? [])] : [];
  });
}

const good = JSON.stringify(sms('m-1'));
const records = (...all: unknown[]) => JSON.stringify({ records: all });

describe('an issue names the whole path', () => {
  const { time: _, ...timeless } = sms('m-1');
  const bad = { ...sms('m-2').properties, deliveryAttempts: 'many' };
  it.each([
    ['a column of an envelope', records(sms('m-1'), sms('m-2', { durationMs: 'long' })), 'records[1].durationMs'],
    [
      'a column in properties',
      records(sms('m-1'), sms('m-2', { properties: bad })),
      'records[1].properties.deliveryAttempts',
    ],
    [
      'a column in text properties',
      records(sms('m-1', { properties: JSON.stringify(bad) })),
      'records[0].properties.deliveryAttempts',
    ],
    ['a column of a line', `${good}\n${JSON.stringify({ ...timeless, time: 'noon' })}`, '[1].time'],
    [
      'a column by the spelling it came with',
      JSON.stringify({ ...timeless, 'TimeGenerated [UTC]': '4/31/2026, 1:00:00 PM' }),
      'TimeGenerated [UTC]',
    ],
    ['the missing time', `${good}\n${JSON.stringify(timeless)}`, '[1].time'],
    ['the empty time', JSON.stringify({ ...timeless, TimeGenerated: null }), 'TimeGenerated'],
    ['the time before 2015', JSON.stringify([sms('m', { time: '2014-12-31T23:59:59.999Z' })]), '[0].time'],
    [
      'the time in the future',
      JSON.stringify({ ...timeless, properties: { Timestamp: '2026-03-05T12:00:00.001Z' } }),
      'properties.Timestamp',
    ],
    ['the missing category', JSON.stringify([{ time: noon }]), '[0].category'],
    ['the place of what is no object', `${good}\n[7]`, '[1][0]'],
    ['the place of what is no JSON', `[${good},{"a":}]`, '[1]'],
  ])('of %s', async (_what, body, path) => {
    expect((await issuesOf(body)).map((issue) => issue.path)).toEqual([path]);
  });

  it('of each thing that is wrong', async () => {
    const wrong = sms('m-1', { time: 'x', durationMs: {}, properties: { deliveryAttempts: [] } });
    expect((await issuesOf(records(wrong))).map(({ path }) => path)).toEqual([
      'records[0].time',
      'records[0].durationMs',
      'records[0].properties.deliveryAttempts',
    ]);
  });

  it('of the missing time beside another unreadable one', async () => {
    const { time: _time, ...rest } = usage('r-1', { properties: { recordId: 'r-1', startTime: 'never' } });
    expect((await issuesOf(JSON.stringify(rest))).map(({ path }) => path)).toEqual(['properties.startTime', 'time']);
  });

  it('and stays bearable when a sender makes it long', async () => {
    const key = `duration${'_'.repeat(2000)}Ms`;
    const [issue] = await issuesOf(JSON.stringify(sms('m-1', { durationMs: 1, [key]: 'x' })));
    expect(issue?.path).toHaveLength(500);
    const spellings = Array.from({ length: 100 }, (_, index) => [`durationMs${' '.repeat(index)}`, 'x']);
    expect(await issuesOf(JSON.stringify(sms('m-1', Object.fromEntries(spellings))), 1e6)).toHaveLength(50);
  });
});

describe('a record is refused', () => {
  it('up to 24 hours before its time, and not a millisecond less', async () => {
    expect(await issuesOf(JSON.stringify(sms('m', { time: '2026-03-05T12:00:00.000Z' })))).toEqual([]);
    expect(await issuesOf(JSON.stringify(sms('m', { time: '2015-01-01T00:00:00.000Z' })))).toEqual([]);
  });

  it.each([
    ['resourceId', 'resourceId'],
    ['_ResourceId', '_ResourceId'],
    ['topic', 'topic'],
  ])('with its provider named when %s is of another one', async (name, path) => {
    const { resourceId: _, ...rest } = sms('m-1');
    const other = '/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v';
    const [issue] = await issuesOf(JSON.stringify({ ...rest, [name]: other }));
    expect(issue).toEqual({
      path,
      message: 'of the resource provider microsoft.keyvault; only Microsoft.Communication is taken',
    });
    expect((await issuesOf(JSON.stringify({ properties: { ...rest, [name]: other } })))[0]?.path).toBe(
      `properties.${path}`,
    );
    expect((await issuesOf(JSON.stringify({ ...rest, resourceId: '', properties: { [name]: other } })))[0]?.path).toBe(
      `properties.${path}`,
    );
  });

  it('when it is larger than a record may be, in bytes', async () => {
    const room = 4096 - Buffer.byteLength(JSON.stringify(sms('')));
    const body = (text: string) => JSON.stringify(sms('', { correlationId: 'c-', brand: text }));
    const frame = Buffer.byteLength(body('')) - Buffer.byteLength(JSON.stringify(sms('')));
    expect(await issuesOf(body('a'.repeat(room - frame)))).toEqual([]);
    expect(await issuesOf(body('a'.repeat(room - frame + 1)))).toEqual([
      { path: '', message: 'larger than 0.00390625 MiB' },
    ]);
    expect(await issuesOf(`[${body('ä'.repeat((room - frame) / 2 + 1))}]`)).toMatchObject([{ path: '[0]' }]);
  });

  it.each(['properties', 'brand', 'operationName'])(
    'and nothing breaks, when %s is nested a hundred thousand deep',
    async (name) => {
      const deep = `${'['.repeat(1e5)}9007199254740993${']'.repeat(1e5)}`;
      const [candidate] = await candidatesOf(
        `${JSON.stringify(sms('m', { [name]: 0 })).replace(`"${name}":0`, `"${name}":7`)}`,
      );
      const text = (candidate?.text ?? '').replace(`"${name}":7`, `"${name}":${deep}`);
      const prepared = prepare({ place: '', text, value: JSON.parse(text) }, { ...conditions, maxRecordBytes: 1e7 });
      expect(prepared).toMatchObject({ outcome: 'NOLOG_INVALID', issues: [{ path: name }] });
    },
  );
});
