import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Services } from '../../shared/services.ts';
import { drivers } from '../storage/drivers.ts';
import { answerOf, openServices, storedRecord } from './delivering.ts';
import { resource, sms, unheard } from './events.ts';

const ids = [
  '/ \\ # ? % & + = \' " <x> | ..',
  Array.from({ length: 0x21 }, (_, code) => String.fromCharCode(code)).join(`.`) + '\u007f\u0085\u2028\ufeff\uffff',
  '🏳️‍🌈 漢字 ß',
  'x'.repeat(2048),
  '🎉'.repeat(40_000),
  'broken \ud83c pair \udf89',
  '__proto__',
  '-'.repeat(20),
  ' blanks ',
];

describe.each(drivers)('any id on $name', ({ open }) => {
  let services: Services;
  beforeAll(async () => {
    services = await openServices({ store: await open() });
  });
  afterAll(() => services.store.close());

  it('is stored, found again as a duplicate, and comes back', async () => {
    const body = ids.flatMap((id) => [
      sms(id, { correlationId: id, callerIpAddress: id }),
      unheard(id, {
        category: `Un ${id}`,
        operationName: id,
        resultType: id,
        resourceId: `${resource}/${id}`,
        [id]: id,
      }),
    ]);
    const first = await answerOf(services, body);
    expect(first).toMatchObject({ stored: body.length });
    expect(await answerOf(services, body)).toMatchObject({ duplicate: body.length });
    for (const [index, { id }] of first.outcomes.entries()) {
      const { delivered, columns } = await storedRecord(services.store, id);
      expect(JSON.parse(delivered)).toEqual(body[index]);
      if (index % 2 === 0)
        expect(columns.MessageId).toBe(
          String(ids[index / 2])
            .trim()
            .toWellFormed(),
        );
    }
  });
});

describe('ids', () => {
  it('of any characters and length are one record each', async () => {
    const services = await openServices();
    const unit = fc.constantFrom('grapheme' as const, 'binary' as const, 'binary-ascii' as const);
    const id = unit.chain((kind) => fc.string({ unit: kind, minLength: 1, maxLength: 300 }));
    const several = fc.uniqueArray(id, { selector: (text) => text.trim(), minLength: 1 });
    let round = 0;
    await fc.assert(
      fc.asyncProperty(several, async (all) => {
        round += 1;
        const body = all.map((text) => sms(text, { correlationId: `round ${round}` }));
        const distinct = new Set(all.map((text) => (text.trim() === 'null' ? '' : text.trim()))).size;
        expect((await answerOf(services, body)).stored).toBe(distinct);
        expect((await answerOf(services, body)).duplicate).toBe(all.length);
      }),
      { numRuns: 40 },
    );
  });
});
