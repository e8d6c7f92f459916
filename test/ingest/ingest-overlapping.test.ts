import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerOf, dump, openServices } from './delivering.ts';
import { afterNoon, type Event, sms, unheard, usage } from './events.ts';

/** Events of three categories, about two midnights, some in one millisecond. */
const events: readonly Event[] = Array.from({ length: 40 }, (_, index) => {
  const time = afterNoon(-(index % 4) * 43_200_000 - (index % 3));
  const make = [sms, usage, unheard][index % 3] as typeof sms;
  return make(`e-${index}`, { time });
});

/** Any split of them into deliveries in any order, with any repetitions; all of them are in it. */
const deliveries = fc
  .tuple(fc.array(fc.nat(events.length - 1), { maxLength: 60 }), fc.array(fc.nat(100), { maxLength: 6 }), fc.boolean())
  .chain(([again, cuts, atOnce]) => {
    const all = [...events, ...again.map((index) => events[index] as Event)];
    return fc.shuffledSubarray(all, { minLength: all.length }).map((order) => {
      const places = [0, ...cuts.map((cut) => cut % (order.length + 1)).sort((a, b) => a - b), order.length];
      return { atOnce, parts: places.slice(1).map((end, index) => order.slice(places[index], end)) };
    });
  });

describe('the same events', () => {
  it('leave the same rows and the same sum of stored, however they are ordered, split and repeated', async () => {
    const plain = await openServices();
    await answerOf(plain, events);
    const expected = await dump(plain.store);
    await fc.assert(
      fc.asyncProperty(deliveries, async ({ parts, atOnce }) => {
        const services = await openServices();
        const taken = parts.map((part) => () => answerOf(services, part.length === 0 ? '[]' : part));
        const answers = atOnce ? await Promise.all(taken.map((take) => take())) : [];
        if (!atOnce) for (const take of taken) answers.push(await take());
        expect(await dump(services.store)).toEqual(expected);
        expect(answers.reduce((sum, { stored }) => sum + stored, 0)).toBe(events.length);
        for (const { received, stored, duplicate, outcomes, differing } of answers) {
          expect([stored + duplicate, outcomes.length, differing]).toEqual([received, received, undefined]);
        }
        await services.store.close();
      }),
      { numRuns: 40 },
    );
  });
});
