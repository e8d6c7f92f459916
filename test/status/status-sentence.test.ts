import { describe, expect, it } from 'vitest';
import { type Fault, type SentenceFacts, statusSentence } from '../../shared/status/status-sentence.ts';

const now = new Date('2026-05-05T15:10:00.000Z');
const refused: Fault = { road: 'the archive', class: 'refused', since: new Date('2026-05-05T12:10:00.000Z') };
const silentHost: Fault = { road: 'Log Analytics', class: 'unreachable', since: new Date('2026-05-04T04:25:00.000Z') };
const empty: Fault = { ...refused, class: 'nothing' };
const facts: SentenceFacts = { newest: undefined, silent: false, allOff: false, faults: [], now, zone: 'UTC' };
const at = (text: string) => new Date(text);
const recent = at('2026-05-05T12:09:59.000Z');
const old = at('2026-05-03T14:02:00.000Z');

describe('the sentence of the status', () => {
  it.each<[string, Partial<SentenceFacts>]>([
    ['Yes – newest 2 minutes ago', { newest: at('2026-05-05T15:08:00.000Z') }],
    [
      'Yes – newest 3 hours ago; but the archive refuses our credentials since 12:10',
      { newest: recent, faults: [refused] },
    ],
    [
      'Yes – newest 3 hours ago; but the archive refuses our credentials since 12:10, and Log Analytics does not answer since 4 May 04:25',
      { newest: recent, faults: [refused, silentHost] },
    ],
    ['Yes – newest 3 hours ago', { newest: recent, faults: [empty] }],
    [
      'No – nothing since 3 May 14:02 (2 days): the archive refuses our credentials',
      { newest: old, silent: true, faults: [refused] },
    ],
    [
      'No – nothing since 3 May 14:02 (2 days): the archive has nothing to read',
      { newest: old, silent: true, faults: [empty] },
    ],
    [
      'No – nothing since 3 May 16:02 (2 days): no road reports a failure',
      { newest: old, silent: true, zone: 'Europe/Berlin' },
    ],
    ['No – whatever arrived is switched off; newest 3 May 14:02 (2 days)', { newest: old, silent: true, allOff: true }],
    ['No – nothing has ever arrived: connect a road (README, "Roads in")', {}],
    ['No – nothing has ever arrived: connect a road (README, "Roads in")', { faults: [empty] }],
    ['No – nothing has ever arrived: the archive refuses our credentials', { faults: [refused] }],
  ])('can be: %s', (sentence, given) => {
    expect(statusSentence({ ...facts, ...given })).toBe(sentence);
  });
});
