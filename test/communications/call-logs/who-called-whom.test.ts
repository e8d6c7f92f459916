import { describe, expect, it } from 'vitest';
import { fullCells } from '../../../shared/communications/call-logs/call-log-columns.ts';
import { callLogList } from '../../../shared/http/call-log-answers.ts';
import { at, automationCall, call, groupCall, jonas, maria, twoPartyCall } from '../stories.ts';
import { callLog, desk, incoming, joins, line, notTaken, outside, step, usageOf } from './call-stories.ts';

const bea = 'acs:7d1e5b1c-92aa-4f11-8a0e-3c5d5a1b2c3d_00000024-1f0a-4b6c-9c3a-000000000bea';
const bot = '28:3d5a1b2c-92aa-4f11-8a0e-3c5d5a1b2c3d';
const shown = ({ number, identity }: { number: string | null; identity: string | null }) => number ?? identity;

/** Caller, whom it was meant for, who got it. */
function seats(sent: Parameters<typeof callLog>[0]) {
  const log = callLog(sent);
  return [log.source, log.requested, log.destination].map(shown);
}

describe('who called whom', () => {
  it('in a call of two is told by time, and answered is when the second came', () => {
    const log = callLog(twoPartyCall);
    expect(callLogList.parse({ items: [log], next: null }).items).toEqual([log]);
    expect(log).toMatchObject({
      ...{ start: at(0), answer: at(0, 3), end: at(2, 5), answered: true, duration: 122, period: 125 },
      ...{ call_status: 'answered', call_direction: 'internal', conversation_id: call, state: 'Successful' },
      source: { identity: maria, number: null, endpoint_type: 'VoIP' },
      requested: { identity: jonas },
      destination: { identity: jonas },
      destination_details: { type: 'user' },
      quality: { streams: 2, poor: 1 },
      link: `/api/communications/${log.id}`,
    });
    expect(log.participants).toMatchObject([
      { identity: maria, role: 'source', requested: false, answered: true, start: at(0), duration: 125 },
      { identity: jonas, role: 'destination', requested: true, answered: true, end_reason: '0', duration: 122 },
    ]);
  });

  it('is never told by text order', () => {
    expect(seats([joins(maria, 3), joins(jonas, 0)])).toEqual([jonas, maria, maria]);
    expect(seats([joins(maria, 0), joins(jonas, 3)])).toEqual([maria, jonas, jonas]);
  });

  it('in a group with a telephone has the number of the line, and everybody as participant', () => {
    const log = callLog(groupCall);
    expect(log).toMatchObject({
      source: { identity: maria },
      destination: { number: outside, identity: null, endpoint_type: 'PSTN' },
      destination_details: { type: 'group', participants: 3 },
      // The usage of the line came first, and has an id of its own.
      conversation_id: call,
    });
    expect(log.participants).toHaveLength(3);
  });

  it('keeps who was dialled apart from who got it when a call is passed on', () => {
    const log = callLog([incoming(outside, desk), step('RedirectCall'), line(0), joins(jonas, 8)]);
    expect([log.source, log.requested, log.destination].map(shown)).toEqual([outside, desk, jonas]);
    expect(log).toMatchObject({ call_direction: 'inbound', call_status: 'answered', answer: at(0, 8) });
    expect(log.participants.map((one) => [shown(one), one.requested, one.answered])).toEqual([
      [outside, false, true],
      [jonas, false, true],
      [desk, true, false],
    ]);
  });

  it('has for requested the first target, whatever the second is called', () => {
    for (const [first, second] of [
      [jonas, bea],
      [bea, jonas],
    ] as const) {
      const events = [incoming(outside, first), incoming(outside, second, at(0, 5))];
      expect(seats([...events, step('RedirectCall'), line(0), joins(second, 9)])).toEqual([outside, first, second]);
    }
  });

  it('of an incoming call that was passed on and not taken has the last one rung as destination', () => {
    const log = callLog([
      incoming(outside, jonas),
      step('RedirectCall'),
      line(0),
      joins(jonas, 1, notTaken(0)),
      joins(bea, 9, notTaken(12)),
    ]);
    expect([log.source, log.requested, log.destination].map(shown)).toEqual([outside, jonas, bea]);
    expect(log).toMatchObject({ answered: false, answer: null, duration: null, call_status: 'unknown' });
  });

  it('of a transferred call has the last one as destination', () => {
    const sent = [joins(maria, 0), joins(jonas, 3), joins(bea, 60), step('TransferToParticipant', at(0, 55))];
    expect(seats(sent)).toEqual([maria, jonas, bea]);
    expect(callLog(sent).steps).toEqual(['transferred']);
    expect(seats(sent.slice(0, 3))).toEqual([maria, jonas, jonas]);
  });

  it('is voicemail when only a mailbox took it, and whose mailbox it is is kept', () => {
    const mailbox = joins('null', 25, { endpointType: 'Voicemail', endpointId: 'mailbox' });
    const directory = (value: string) =>
      value === jonas ? { id: 'jonas', name: 'Jonas', userField: '', tags: [] } : undefined;
    for (const missed of [[joins(jonas, 2, notTaken(0))], [joins(jonas, 2, notTaken(20))]]) {
      const log = callLog([joins(maria, 0), ...missed, mailbox], { directory });
      expect(log).toMatchObject({
        ...{ call_status: 'voicemail', answered: false, answer: null, duration: null },
        requested: { identity: jonas },
        destination: { identity: jonas, name: 'Jonas', endpoint_type: 'Voicemail' },
        destination_details: { type: 'voicemail', user_uuid: 'jonas', name: 'Jonas' },
      });
    }
    const direct = callLog([joins(maria, 0), mailbox]);
    expect([direct.call_status, direct.answered]).toEqual(['voicemail', false]);
    expect(direct.participants.map(({ answered }) => answered)).toEqual([false, false]);
  });

  it('that the application rejected is blocked, logged all the same, with who was protected', () => {
    const log = callLog([incoming(outside, jonas), step('RejectCall')]);
    expect(log).toMatchObject({
      ...{ call_status: 'blocked', answered: false, end: at(0, 2), duration: null, period: 2 },
      source: { number: outside },
      destination: { identity: jonas },
    });
  });

  it('that nobody answered has an end and no answer, however long it rang', () => {
    for (const rung of [notTaken(0), notTaken(25), { participantDuration: 0 }]) {
      const log = callLog([joins(maria, 0, notTaken(27)), joins(jonas, 2, rung)]);
      expect(log).toMatchObject({ answered: false, answer: null, duration: null, call_status: 'unknown' });
      expect(log.end).toBe(at(2, 5));
      expect([log.source, log.requested, log.destination].map(shown)).toEqual([maria, jonas, jonas]);
      expect(log.participants[1]).toMatchObject({ answered: false, requested: true });
    }
  });

  it('was answered also when both were cut off at the end', () => {
    const cut = { participantEndReason: '504' };
    const log = callLog([joins(maria, 0, cut), joins(jonas, 3, cut)]);
    expect(log).toMatchObject({ answered: true, duration: 122, call_status: 'answered', state: 'Failed' });
  });

  it('names a bot as such', () => {
    const log = callLog([incoming(outside, desk), line(0), joins(bot, 1, { endpointType: 'Bot' })]);
    expect(log).toMatchObject({
      destination: { identity: bot, number: null, endpoint_type: 'Bot' },
      destination_details: { type: 'bot', identity: bot },
    });
  });

  it('names a meeting of Teams as such, and a number of nobody as unknown', () => {
    const meeting = callLog([joins(maria, 0, { teamsThreadId: '19:meeting_x@thread.v2' }), joins(jonas, 3)]);
    expect(meeting.destination_details).toEqual({ type: 'meeting', thread: '19:meeting_x@thread.v2' });
    const out = callLog([joins(maria, 0), line(4), usageOf(desk, outside)]);
    expect(out.destination_details).toEqual({ type: 'unknown' });
  });

  it('says how many participants are beyond those that it lists', () => {
    const many = Array.from({ length: 502 }, (_, index) => joins(`8:acs:user_${index}`, index / 10));
    const log = callLog(many);
    expect([log.participants.length, log.participants_omitted]).toEqual([500, 2]);
    expect(fullCells(log, (utc) => utc)['participants']).toBe(502);
    expect(callLog(many.slice(2))).not.toHaveProperty('participants_omitted');
  });

  it('lists the recordings with their ends', () => {
    expect(callLog(automationCall).recordings).toEqual([
      {
        ...{ id: 'eyJyZWNvcmRpbmcifQ', start_time: at(0, 20), end_time: at(2, 4.5) },
        ...{ duration: 104.5, format: 'mp4' },
      },
    ]);
  });
});

describe('the numbers of telephone lines, which only usage has', () => {
  it('go to the line that was there first and the one that came later', () => {
    const lines = [line(4), line(0)];
    for (const sent of [lines, lines.toReversed()]) {
      const log = callLog([...sent, usageOf('1001', '1002')]);
      expect([log.source, log.requested, log.destination].map(({ number }) => number)).toEqual([
        '1001',
        '1002',
        '1002',
      ]);
      expect(log.participants).toHaveLength(2);
    }
  });

  it('go to the line that was called, not to the number that the caller showed', () => {
    const sent = [joins(maria, 0), line(4), usageOf(desk, outside)];
    expect(seats(sent)).toEqual([maria, outside, outside]);
    const [, , shownNumber] = callLog(sent).participants;
    expect(shownNumber).toMatchObject({ number: desk, answered: false });
  });

  it('go to the line that called in, and the number that was dialled is the requested one', () => {
    const log = callLog([line(0), joins(jonas, 4), usageOf(outside, desk)]);
    expect([log.source, log.requested, log.destination].map(shown)).toEqual([outside, desk, jonas]);
  });

  it('go to nobody where more than one way is possible', () => {
    const log = callLog([line(0), line(0, { endpointId: 'other' }), usageOf('1001', '1002')]);
    expect(log.participants).toHaveLength(4);
  });
});
