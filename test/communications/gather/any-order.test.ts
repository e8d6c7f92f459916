import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sqliteTables } from '../../../shared/storage/sqlite.ts';
import { deliver } from '../../ingest/delivering.ts';
import { mailEvents, smsPair, threeRecipients } from '../message-stories.ts';
import { automationCall, groupCall, log, type Sent, twoPartyCall, updates } from '../stories.ts';
import { brokenPointers, communicationsIn, processOn, tick } from './stored.ts';

/** Another call than that of the stories, linked to a lone connection by its last record. */
const other = (sent: Sent): Sent => JSON.parse(JSON.stringify(sent).replaceAll(/3b0e6c11|5f7c9d21/g, '77777777'));
const linked = [
  log(
    'CallRecordingOperational',
    '2026-02-28T23:59:50.000Z',
    { operationName: 'StartRecording', resultType: 'Succeeded' },
    { callConnectionId: 'conn-5' },
  ),
  log(
    'CallAutomationOperational',
    '2026-03-01T00:00:10.000Z',
    { operationName: 'AnswerCall', correlationId: 'call-5', resultType: 'Succeeded' },
    { callConnectionId: 'conn-5' },
  ),
];
const everything = [
  ...twoPartyCall,
  ...updates,
  ...automationCall,
  ...groupCall.map(other),
  ...linked,
  ...threeRecipients,
  ...smsPair,
];

async function toldBy(deliveries: readonly (readonly Sent[])[], gatherAfter: readonly boolean[]) {
  const store = sqliteTables({ path: ':memory:' });
  const services = await processOn(store);
  for (const [place, sent] of deliveries.entries()) {
    if (sent.length > 0) await deliver(services, sent);
    if (gatherAfter[place % gatherAfter.length]) await tick(services);
  }
  await tick(services);
  const told = await communicationsIn(store);
  const broken = await brokenPointers(store);
  await store.close();
  return { told, broken };
}

describe('gathering', () => {
  it('comes to the same communications with the same ids, whatever the order, split and repetition of deliveries', async () => {
    const whole = await toldBy([everything], [true]);
    expect(whole.told).toHaveLength(5);
    expect(whole.broken).toEqual([]);
    const split = fc.record({
      sent: fc.shuffledSubarray(everything, { minLength: everything.length }),
      cuts: fc.array(fc.nat(everything.length), { maxLength: 6 }),
      again: fc.subarray(everything, { maxLength: 5 }),
      gatherAfter: fc.array(fc.boolean(), { minLength: 1, maxLength: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(split, async ({ sent, cuts, again, gatherAfter }) => {
        const places = [0, ...cuts.toSorted((a, b) => a - b), sent.length];
        const deliveries = places.slice(1).map((end, index) => sent.slice(places[index], end));
        const { told, broken } = await toldBy([...deliveries, again], gatherAfter);
        expect(told).toEqual(whole.told);
        expect(broken).toEqual([]);
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it('counts a mail by log and by event once', async () => {
    const { told } = await toldBy([[...threeRecipients]], [true]);
    expect(told).toHaveLength(1);
    expect(mailEvents).toHaveLength(3);
  });
});
