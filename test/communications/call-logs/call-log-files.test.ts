import { describe, expect, it } from 'vitest';
import { callLogOf } from '../../../shared/communications/call-logs/call-log.ts';
import {
  callLogColumn,
  callLogColumnNames,
  fullCells,
} from '../../../shared/communications/call-logs/call-log-columns.ts';
import { callsCells } from '../../../shared/communications/call-logs/calls-profile.ts';
import { timeWriter } from '../../../shared/query/time-zone.ts';
import { folded } from '../reading.ts';
import { at, automationCall, jonas, maria, type Sent, twoPartyCall } from '../stories.ts';
import { desk, incoming, joins, line, outside, step, usageOf } from './call-stories.ts';

const utc = (text: string) => text;
const tokyo = timeWriter('Asia/Tokyo') ?? utc;
const people: Record<string, { id: string; name: string; userField: string; tags: string[] }> = {
  [maria]: { id: 'p-maria', name: 'Maria', userField: 'sales, north', tags: ['sales', 'north'] },
  [jonas]: { id: 'p-jonas', name: 'Jonas', userField: 'north,billing', tags: ['north', 'billing'] },
  '1001': { id: 'p-alice', name: 'Alice', userField: '', tags: [] },
};
const fold = (sent: readonly Sent[]) => folded(sent, { directory: (value) => people[value] });
const calls = (sent: readonly Sent[], write = utc) => callsCells(fold(sent), write);
const full = (sent: readonly Sent[], write = utc) => fullCells(callLogOf(fold(sent)), write);

describe('a line of profile=calls', () => {
  it('has name and number, the number alone where no name is known, and the length in whole seconds', () => {
    expect(calls([line(0), line(1), usageOf('1001', '1002')])).toEqual({
      ...{ 'Call Date': '2026-03-04T09:00:00', Caller: 'Alice (1001)', Called: '1002', Period: 125 },
    });
  });

  it('has the identity of somebody without a number, and every user field once, in the order of the participants', () => {
    expect(calls(twoPartyCall)).toEqual({
      ...{ 'Call Date': '2026-03-04T09:00:00', Caller: `Maria (${maria})`, Called: `Jonas (${jonas})` },
      ...{ Period: 125, 'user Field': 'sales,north,billing' },
    });
  });

  it('has who was dialled as called, not who got it', () => {
    expect(calls([incoming(outside, desk), step('RedirectCall'), line(0), joins(jonas, 8)])).toMatchObject({
      ...{ Caller: outside, Called: desk, 'user Field': 'north,billing' },
    });
  });

  it('has the time of the zone, and nothing where nothing is known', () => {
    expect(calls(automationCall, tokyo)).toEqual({ 'Call Date': '2026-03-04T18:00:00', Period: 125 });
  });
});

describe('a line of profile=full', () => {
  it('has times with their zone, truth as true or false, lists with semicolons', () => {
    expect(full(twoPartyCall, tokyo)).toMatchObject({
      ...{ start: '2026-03-04T18:00:00.000+09:00', answer: '2026-03-04T18:00:03.000+09:00', answered: true },
      ...{ end: '2026-03-04T18:02:05.000+09:00', duration: 122, period: 125, call_status: 'answered' },
      ...{ source_name: 'Maria', source_identity: maria, source_user_uuid: 'p-maria', requested_name: 'Jonas' },
      ...{ destination_endpoint_type: 'VoIP', destination_type: 'user', participants: 2 },
      ...{ tags: 'billing;north;sales', recordings: 0, quality_streams: 2, quality_poor: 1 },
      quality_why: 'Audio: jitter;Audio: packet loss rate',
    });
    expect(full(twoPartyCall)).not.toHaveProperty('source_number');
    expect(full(twoPartyCall)).not.toHaveProperty('recording_seconds');
  });

  it('counts the recordings, adds their seconds and names their ids', () => {
    const second = {
      ...(automationCall.find(({ Category }) => Category === 'CallRecordingSummary') ?? {}),
      ...{ TimeGenerated: at(7), RecordingId: 'second', RecordingStartTime: at(1), RecordingLength: '10' },
    };
    expect(full([...automationCall, second])).toMatchObject({
      ...{ recordings: 2, recording_seconds: 114.5, recording_ids: 'eyJyZWNvcmRpbmcifQ;second' },
    });
  });

  it('has no other columns than those of the table, each with its meaning', () => {
    for (const sent of [twoPartyCall, automationCall])
      expect(callLogColumnNames).toEqual(expect.arrayContaining(Object.keys(full(sent))));
    for (const name of callLogColumnNames) expect(callLogColumn(name).description, name).toMatch(/^[A-Za-z].*\.$/);
  });
});
