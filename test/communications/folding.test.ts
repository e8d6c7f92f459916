import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mailEvents, smsPair, threeRecipients } from './message-stories.ts';
import { folded, foldedRecords, recordsOf } from './reading.ts';
import { automationCall, groupCall, type Sent, twoPartyCall, updates } from './stories.ts';

const stories: Readonly<Record<string, readonly Sent[]>> = {
  'a two-party call': twoPartyCall,
  'a group call with a telephone': groupCall,
  'updates with rising versions': [...twoPartyCall, ...updates],
  'a mail to three, told by logs and events': [...threeRecipients, ...mailEvents],
  'an SMS and its report': smsPair,
  'a call of an application': automationCall,
};

describe.each(Object.entries(stories))('%s', (_, sent) => {
  const records = recordsOf(sent);
  const whole = foldedRecords(records);

  it('is the same for any order and any repetition of its records', () => {
    const places = fc.array(fc.nat(records.length - 1), { maxLength: 20 });
    fc.assert(
      fc.property(fc.shuffledSubarray(records, { minLength: records.length }), places, (shuffled, repeated) => {
        const again = repeated.map((place) => records[place] ?? shuffled[0]).filter((one) => one !== undefined);
        expect(foldedRecords([...shuffled, ...again])).toEqual(whole);
        expect(foldedRecords([...again, ...shuffled])).toEqual(whole);
      }),
    );
  });

  it('survives being stored as JSON', () => {
    expect(JSON.parse(JSON.stringify(whole))).toEqual(whole);
  });

  it('is told by any part of its records without failing', () => {
    fc.assert(
      fc.property(fc.subarray(records, { minLength: 1 }), (some) => {
        const part = foldedRecords(some);
        expect(part.records).toBe(some.length);
        expect(part.start <= (part.end ?? part.start)).toBe(true);
      }),
    );
  });
});

describe('what is no communication', () => {
  it('is refused, not invented', () => {
    expect(() => foldedRecords([])).toThrow();
  });
});

describe('a communication', () => {
  it('lists the ids that its records carry, and no placeholder', () => {
    const { ids } = folded(twoPartyCall);
    expect(ids).toEqual([{ kind: 'call', value: twoPartyCall[0]?.['correlationId'] }]);
  });

  it('takes the highest priority of its records: level, failure, poor quality', () => {
    expect(folded(twoPartyCall).priority).toBe('Warn');
    expect(folded(threeRecipients).priority).toBe('Error');
    expect(folded(groupCall).priority).toBe('Info');
  });
});
