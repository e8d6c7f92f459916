import { expect, it } from 'vitest';
import { eventCandidates } from '../../../shared/sources/event-hub/event-candidates.ts';

const candidatesOf = (messages: unknown, metadata?: Record<string, unknown>) =>
  Array.fromAsync(eventCandidates(messages, metadata, 1000));

it('candidates of events say in which event and where in it they stood, and where the event was', async () => {
  const messages = [Buffer.from('{"a":1}'), '[2,{"records":[3]}]', '{"a":4}\n{"a":5}', { records: { a: 6 } }];
  const candidates = await candidatesOf(messages, { sequenceNumberArray: [10, 11, 12] });
  expect(candidates.map(({ place, text, origin }) => [place, text, origin])).toEqual([
    ['[0]', '{"a":1}', '{"sequenceNumber":10}'],
    ['[1][0]', '2', '{"sequenceNumber":11}'],
    ['[1][1].records[0]', '3', '{"sequenceNumber":11}'],
    ['[2][0]', '{"a":4}', '{"sequenceNumber":12}'],
    ['[2][1]', '{"a":5}', '{"sequenceNumber":12}'],
    ['[3].records', '{"a":6}', undefined],
  ]);
});

it('a body that cannot be read is one candidate with a fault and all of its text', async () => {
  const bodies = ['', 'half [', Buffer.from([0x7b, 0xe4, 0x7d])];
  expect(await candidatesOf(bodies)).toEqual([
    { place: '[0]', text: '', fault: 'the body is empty' },
    { place: '[1]', text: 'half [', fault: expect.any(String) },
    { place: '[2]', text: '{ä}', fault: 'the body is not UTF-8' },
  ]);
});

it('an empty batch and an empty array have none', async () => {
  expect(await candidatesOf([])).toEqual([]);
  expect(await candidatesOf(['[]', '{"records":[]}'])).toEqual([]);
});
