import { describe, expect, it } from 'vitest';
import { numberMatcher } from '../../../shared/communications/call-logs/call-number.ts';
import { readCallLogQuery } from '../../../shared/communications/call-logs/read-call-log-query.ts';
import type { AskDirectory } from '../../../shared/communications/named.ts';
import { folded } from '../reading.ts';
import { automationCall, call, groupCall, groupParticipants, jonas, maria, twoPartyCall } from '../stories.ts';
import { desk, incoming, joins, line, notTaken, outside, step, usageOf } from './call-stories.ts';

const people: Record<string, { id: string; name: string; userField: string; tags: string[] }> = {
  [maria]: { id: 'p-maria', name: 'Maria Müller_%', userField: 'sales, north', tags: ['sales', 'north'] },
  [jonas]: { id: 'p-jonas', name: 'Jonas', userField: 'billing', tags: ['billing'] },
};
const directory: AskDirectory = (value) => people[value];

const stories = {
  two: twoPartyCall,
  group: groupCall,
  passed: [incoming(outside, desk), step('RedirectCall'), line(0), joins(jonas, 8)],
  rung: [joins(outside, 0), joins(jonas, 1, notTaken(0)), joins(maria, 9)],
  rejected: [incoming('+491701234567', desk), step('RejectCall')],
  recorded: automationCall,
  extensions: [line(0), line(4), usageOf('1001', '1002')],
};
const communications = Object.entries(stories).map(([name, sent]) => [name, folded(sent, { directory })] as const);

/** Which of the stories a query string chooses. */
function chosen(search: string): string[] {
  const read = readCallLogQuery(new URLSearchParams(search));
  if (read.outcome !== 'read') throw new Error(JSON.stringify(read.issues));
  const { matches } = read.request.query;
  return communications.filter(([, communication]) => matches(communication)).map(([name]) => name);
}

describe('call logs are chosen', () => {
  it('all of them, also the blocked ones, where nothing is asked for', () => {
    expect(chosen('')).toEqual(Object.keys(stories));
  });

  it('by direction and by one status or several', () => {
    expect(chosen('call_direction=internal')).toEqual(['two']);
    expect(chosen('call_direction=Inbound')).toEqual(['passed', 'rung', 'rejected', 'recorded', 'extensions']);
    expect(chosen('call_status=blocked')).toEqual(['rejected']);
    expect(chosen('call_status=blocked,answered')).toEqual(Object.keys(stories));
    expect(chosen('call_status=voicemail,unknown')).toEqual([]);
  });

  it('by a number in any way of writing it, and never by a part of it', () => {
    for (const number of ['%2B12065550117', '+12065550117', '12065550117', '0012065550117'])
      expect(chosen(`number=${number}`)).toEqual(['group', 'passed', 'rung']);
    expect(chosen('number=1206555011')).toEqual([]);
    expect(chosen('number=8335550142')).toEqual([]);
    expect(chosen(`number=${desk}`)).toEqual(['passed', 'rejected']);
    expect(chosen('number=1002')).toEqual(['extensions']);
  });

  it('by a number with anything before or after it', () => {
    expect(chosen('number=_0117')).toEqual(['group', 'passed', 'rung']);
    expect(chosen('number=49_')).toEqual(['rejected']);
    expect(chosen('number=0049_')).toEqual(['rejected']);
    expect(chosen('number=%2B49_')).toEqual(['rejected']);
    expect(chosen('number=_5550_')).toEqual(['group', 'passed', 'rung', 'rejected']);
    expect(chosen('number=206_')).toEqual([]);
  });

  it('by text as it stands, letter case aside, in names, numbers, identities and tags', () => {
    expect(chosen('search=MÜLLER')).toEqual(['two', 'group', 'rung']);
    expect(chosen('search=_%25')).toEqual(['two', 'group', 'rung']);
    expect(chosen('search=r_%25')).toEqual(['two', 'group', 'rung']);
    expect(chosen('search=J_nas')).toEqual([]);
    expect(chosen('search=%25')).toEqual(['two', 'group', 'rung']);
    expect(chosen('search=+8335550142')).toEqual([]);
    expect(chosen('search=+1833')).toEqual(['passed', 'rejected']);
    expect(chosen('search=BILL')).toEqual(['two', 'passed', 'rung']);
    expect(chosen('search=2026')).toEqual([]);
  });

  it('by tags, all of which must be there, be it of different participants', () => {
    expect(chosen('tags=sales')).toEqual(['two', 'group', 'rung']);
    expect(chosen('tags=sales, BILLING')).toEqual(['two', 'rung']);
    expect(chosen('tags=sales,other')).toEqual([]);
    expect(chosen('tags=sale')).toEqual([]);
  });

  it('by who called or got the call, not by who was merely rung', () => {
    expect(chosen('user_uuid=P-JONAS')).toEqual(['two', 'passed']);
    expect(chosen('user_uuid=p-maria')).toEqual(['two', 'group', 'rung']);
    expect(chosen('user_uuid=p-jonas,p-maria')).toEqual(['two', 'group', 'passed', 'rung']);
    expect(chosen(`user_uuid=8:${jonas.toUpperCase()}`)).toEqual(['two', 'passed']);
    expect(chosen('user_uuid=nobody')).toEqual([]);
  });

  it('by whether there is a recording', () => {
    expect(chosen('recorded=true')).toEqual(['recorded']);
    expect(chosen('recorded=false')).not.toContain('recorded');
  });

  it('by any of their ids, whole, in any letter case', () => {
    expect(chosen(`conversation_id=${call.toUpperCase()}`)).toEqual(Object.keys(stories));
    expect(chosen(`conversation_id=${groupParticipants[1]}`)).toEqual(['group']);
    expect(chosen('conversation_id=CONN-1')).toEqual(['passed', 'rejected', 'recorded']);
    expect(chosen('conversation_id=call-0')).toEqual(Object.keys(stories));
    expect(chosen(`conversation_id=${call.slice(1)}`)).toEqual([]);
  });

  it('by resource, and only where everything holds together', () => {
    expect(chosen('resource=DESK')).toEqual(Object.keys(stories));
    expect(chosen('resource=other')).toEqual([]);
    expect(chosen('tags=sales&call_direction=internal&number=1001')).toEqual([]);
    expect(chosen('tags=sales&call_direction=internal')).toEqual(['two']);
  });

  it('so that storage is asked no more than it can decide', () => {
    const read = readCallLogQuery(new URLSearchParams('call_direction=inbound&call_status=answered&tags=a'));
    expect(read.outcome === 'read' && read.request.query).toMatchObject({
      kinds: ['call'],
      pushed: [{ property: 'direction', operator: 'eq', value: 'inbound' }],
    });
  });
});

describe('a pattern of a number', () => {
  it.each(['', '_', '__', '12a', '1_2', '++1', '1-2', '*1', '1*', '_1__'])('is not %j', (text) => {
    expect(numberMatcher(text)).toHaveProperty('message', expect.stringContaining('digits'));
  });

  it('keeps the zeros of an extension', () => {
    const matches = (pattern: string, number: string) =>
      (numberMatcher(pattern) as (number: string) => boolean)(number);
    expect(matches('0012', '0012')).toBe(true);
    expect(matches('12', '0012')).toBe(false);
    expect(matches('0012', '12')).toBe(false);
  });
});
