import { beforeEach, describe, expect, it } from 'vitest';
import type { Services } from '../../shared/services.ts';
import { everyRow } from '../../shared/storage/table-store.ts';
import { answerOf, dump, openServices, storedRecord } from './delivering.ts';
import { sms, usage } from './events.ts';

const mib = 1024 * 1024;
let services: Services;
beforeEach(async () => {
  services = await openServices();
});

/** A text of about so many bytes that is cut badly wherever one does not look. */
const textOf = (sample: string, bytes: number) => sample.repeat(Math.ceil(bytes / Buffer.byteLength(sample)));

const samples = { latin: 'Lorem ipsum. ', wide: '漢字仮名', pairs: '🏳️‍🌈🎉x', escaped: '"\\\n\u0001' };

describe('a record', () => {
  it.each(
    Object.entries(samples).flatMap(([name, sample]) =>
      [0.04, 0.4, 1, 3, 9].map((size) => [size, name, sample] as const),
    ),
  )('of %s MiB of %s comes back as it was delivered', async (size, _, sample) => {
    const long = textOf(sample, (size * mib) / (Buffer.byteLength(JSON.stringify(sample)) / Buffer.byteLength(sample)));
    const delivered = sms('m-1', { resultDescription: long, brand: 'new' });
    const [outcome] = (await answerOf(services, [delivered])).outcomes;
    const record = await storedRecord(services.store, outcome?.id);
    expect(record.delivered === JSON.stringify(delivered)).toBe(true);
    expect(record.columns.ResultDescription === long).toBe(true);
    expect(record).toMatchObject({ columns: { MessageId: 'm-1', DurationMs: 87 }, additional: '{"brand":"new"}' });
  });

  it('may be long in many places at once', async () => {
    const long = textOf(samples.pairs, mib / 2);
    const delivered = usage(long, {
      correlationId: long,
      properties: { recordId: long, x: long, y: [long] },
      z: { long },
    });
    const [outcome] = (await answerOf(services, [delivered])).outcomes;
    const { columns, additional, delivered: text } = await storedRecord(services.store, outcome?.id);
    expect(columns.RecordId === long && columns.CorrelationId === long).toBe(true);
    expect(columns.Properties === JSON.stringify({ x: long, y: [long] })).toBe(true);
    expect(additional === JSON.stringify({ z: { long } })).toBe(true);
    expect(text === JSON.stringify(delivered)).toBe(true);
  });

  it('larger than 10 MiB is refused, and its beginning kept with its length', async () => {
    const delivered = sms('m-1', { brand: textOf('x', 10 * mib) });
    const answer = await answerOf(services, [delivered, sms('m-2')]);
    expect(answer).toMatchObject({ stored: 1, rejected: 1 });
    expect(answer.outcomes[0]).toEqual({
      index: 0,
      outcome: 'NOLOG_TOO_LARGE',
      issues: [{ path: '[0]', message: 'larger than 10 MiB' }],
    });
    const [kept] = await Array.fromAsync(everyRow(services.store, 'Outcomes20260304', {}));
    expect(kept).toMatchObject({ partitionKey: 'NOLOG_TOO_LARGE', length: JSON.stringify(delivered).length });
    expect(JSON.stringify(delivered).startsWith(String(kept?.text))).toBe(true);
  });

  it('of long lone surrogates keeps them in the delivered text', async () => {
    const text = JSON.stringify(sms('m-1')).replace('"SMSMessagesSent"', `"${'\\ud83c'.repeat(40_000)}"`);
    const [outcome] = (await answerOf(services, text)).outcomes;
    const record = await storedRecord(services.store, outcome?.id);
    expect(record.delivered === text).toBe(true);
    expect(record.columns.OperationName === '\ufffd'.repeat(40_000)).toBe(true);
  });
});

describe('large deliveries of one event', () => {
  const large = (filling: string, size = 1.5) => sms('m-1', { brand: textOf(filling, size * mib) });

  it.each([
    ['longer', large('other', 3)],
    ['shorter', large('x', 1)],
    ['not large', sms('m-1')],
    ['spelled otherwise', { ...large('one'), Properties: undefined, MessageId: 'm-1' }],
  ])('leave the first one whole when a later one is %s', async (_, later) => {
    const first = large('one');
    const [outcome] = (await answerOf(services, [first])).outcomes;
    expect(await answerOf(services, [later])).toMatchObject({ duplicate: 1 });
    expect((await storedRecord(services.store, outcome?.id)).delivered === JSON.stringify(first)).toBe(true);
  });

  it('leave one of them whole when they come at once', async () => {
    const bodies = ['one', 'two', 'three', 'four'].map((filling) => large(filling));
    const answers = await Promise.all(bodies.map((body) => answerOf(services, [body])));
    expect(answers.map(({ stored }) => stored).sort()).toEqual([0, 0, 0, 1]);
    const { delivered } = await storedRecord(services.store, answers[0]?.outcomes[0]?.id);
    expect(bodies.map((body) => JSON.stringify(body)).includes(delivered)).toBe(true);
  });

  it('change nothing when they are the same', async () => {
    await answerOf(services, [large('one')]);
    const before = await dump(services.store);
    await answerOf(services, [large('one')]);
    expect(await dump(services.store)).toEqual(before);
  });
});
