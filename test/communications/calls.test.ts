import { describe, expect, it } from 'vitest';
import { folded } from './reading.ts';
import {
  at,
  automationCall,
  call,
  groupCall,
  groupParticipants,
  jonas,
  maria,
  summary,
  twoPartyCall,
  updates,
} from './stories.ts';

describe('a call', () => {
  it('lasts as long as the call, not as its participants together', () => {
    expect(folded(twoPartyCall)).toMatchObject({ seconds: 125, start: at(0), end: at(2, 5), state: 'Successful' });
  });

  it('tells caller and called apart by time, never by text', () => {
    const { parties, call: details } = folded(twoPartyCall);
    expect(parties.map(({ value }) => value)).toEqual([maria, jonas]);
    expect(details).toMatchObject({ status: 'answered', caller: 0, requested: 1, reached: 1, answer: at(0, 3) });
    const swapped = folded([
      summary({}, { identifier: maria, endpointId: 'e-maria', participantStartTime: at(0, 3) }),
      summary({}, { identifier: jonas, endpointId: 'e-jonas' }),
    ]);
    expect(swapped.parties[swapped.call?.caller ?? -1]?.value).toBe(jonas);
  });

  it('counts poor streams by the published thresholds', () => {
    expect(folded(twoPartyCall).call?.quality).toEqual({
      streams: 2,
      poor: 1,
      why: ['Audio: jitter', 'Audio: packet loss rate'],
    });
  });

  it('finds a telephone number of a group call in the usage of its participant', () => {
    const { parties, usage } = folded(groupCall);
    const phone = parties.find(({ type }) => type === 'phone');
    expect(phone).toMatchObject({
      value: '+12065550117',
      participant: groupParticipants[1],
      endpointType: 'PSTN',
      seconds: 95,
    });
    expect(usage).toEqual([{ type: 'PSTN', unit: 'minutes', quantity: 1.5833 }]);
  });

  it('has no party that is a server, "null", "Redacted" or begins with a blank', () => {
    const { parties } = folded(groupCall);
    expect(parties).toHaveLength(3);
    const texts = JSON.stringify(parties);
    expect(texts).not.toMatch(/null|redacted|" |Server/i);
    expect(texts).not.toContain(call);
  });

  it('takes a row that carries the id of the call as its participant for a server', () => {
    const server = summary({}, { participantId: call.toUpperCase(), endpointId: 'mixer', identifier: 'null' });
    expect(folded([...twoPartyCall, server]).parties).toHaveLength(2);
  });

  it('takes the update with the highest version, whatever came last', () => {
    const told = folded([...twoPartyCall, ...updates]);
    expect(told.parties[0]).toMatchObject({ value: maria, seconds: 103, endReason: '504', ended: 'failure' });
    expect(told).toMatchObject({ state: 'Warning', records: 7 });
    expect(folded(updates.slice(0, 1)).seconds).toBe(101);
    expect(folded(updates)).toMatchObject({ seconds: 103, state: 'Failed' });
  });

  it('lists somebody who joined twice once, with both times', () => {
    const legs = [0, 60].map((seconds) =>
      summary(
        {},
        {
          callType: 'Group',
          identifier: maria,
          participantId: groupParticipants[0],
          endpointId: 'e-1',
          participantStartTime: at(0, seconds),
          participantDuration: 20,
        },
      ),
    );
    expect(folded(legs).parties).toMatchObject([{ value: maria, seconds: 40 }]);
  });

  it('of an application has its recording, captions, rating and steps', () => {
    const told = folded(automationCall);
    expect(told).toMatchObject({ kind: 'call', state: 'Successful', direction: 'inbound' });
    expect(told.call).toMatchObject({
      status: 'answered',
      steps: ['answered'],
      recordings: [{ seconds: 104.5, format: 'mp4' }],
      captions: [{ language: 'de-de', seconds: 66.5 }],
      surveys: [{ rating: 0.25, good: false, issues: ['CallCannotJoin', 'Echo', 'LowVolume'] }],
    });
  });

  it('is not over before something says so', () => {
    const [answer, play] = automationCall;
    const soon = Date.parse(at(10));
    expect(folded([answer ?? {}, play ?? {}], { now: soon })).toMatchObject({
      state: 'Processing',
      outcome: 'WAIT_INCOMPLETE',
    });
    expect(folded(automationCall.slice(0, 5), { now: soon }).state).toBe('Successful');
  });

  it('that the application rejected is blocked', () => {
    const [answer] = automationCall;
    const told = folded([{ ...answer, operationName: 'RejectCall' }]);
    expect(told.call?.status).toBe('blocked');
  });

  it('is a warning when one was dropped and failed when all were', () => {
    const drop = (identifier: string, endpointId: string) =>
      summary({}, { identifier, endpointId, participantEndReason: '504' });
    expect(folded([drop(maria, 'e-1'), summary({}, { identifier: jonas, endpointId: 'e-2' })]).state).toBe('Warning');
    expect(folded([drop(maria, 'e-1'), drop(jonas, 'e-2')]).state).toBe('Failed');
    expect(folded([summary({}, { identifier: maria, endpointId: 'e-1', participantEndReason: '487' })]).state).toBe(
      'Successful',
    );
  });

  it('has names and tags of the directory on its parties, the tags of all together', () => {
    const people: Record<string, string[]> = { [maria]: ['front', 'sales'], [jonas]: ['sales', 'billing'] };
    const told = folded(twoPartyCall, {
      directory: (value) => {
        const tags = people[value];
        return tags && { id: value.slice(-5), name: value.slice(-5), userField: tags.join(), tags };
      },
    });
    expect(told.tags).toEqual(['billing', 'front', 'sales']);
    expect(told.parties[0]).toMatchObject({ name: 'maria', person: 'maria', tags: ['front', 'sales'] });
  });

  it('is logged without names while the directory cannot be asked', () => {
    expect(folded(twoPartyCall, { directory: undefined })).toMatchObject({
      state: 'Successful',
      outcome: 'WAIT_LOOKUP',
    });
  });
});

describe('the direction of a call', () => {
  const phone = (over: object) =>
    summary({}, { identifier: 'null', endpointId: 'e-phone', endpointType: 'PSTN', ...over });
  const user = (over: object) => summary({}, { identifier: maria, endpointId: 'e-maria', ...over });
  const later = { participantStartTime: at(0, 2) };

  it('is inbound when a telephone calls, outbound when one is called, internal among own users', () => {
    expect(folded([phone({}), user(later)]).direction).toBe('inbound');
    expect(folded([phone(later), user({})]).direction).toBe('outbound');
    expect(folded(twoPartyCall).direction).toBe('internal');
  });

  it('is what the kind of the telephone participant says, where it does', () => {
    expect(folded([phone({ ...later, pstnParticipantCallType: 'DirectRoutingInbound' }), user({})])).toMatchObject({
      direction: 'inbound',
      call: { caller: 1 },
    });
  });

  it('takes the GUID of a telephone leg for nobody', () => {
    const leg = phone({ identifier: 'b1999c3e-1111-4650-9b23-9999bdabab47' });
    expect(folded([leg, user(later)]).parties[0]).not.toHaveProperty('value');
  });
});

describe('a call that went wrong', () => {
  it('is failed at once when it could not be placed', () => {
    const [answer] = automationCall;
    const refused = { ...answer, operationName: 'CreateCall', resultType: 'Failed', resultSignature: 400 };
    expect(folded([refused], { now: Date.parse(at(1)) })).toMatchObject({ state: 'Failed', outcome: 'LOG_OK' });
  });

  it('was answered though the called one was cut off after minutes, and not when it only rang', () => {
    const callee = (participantDuration: number) =>
      summary(
        {},
        {
          identifier: jonas,
          endpointId: 'e-2',
          participantStartTime: at(0, 1),
          participantEndReason: '408',
          participantDuration,
        },
      );
    const caller = summary({}, { identifier: maria, endpointId: 'e-1' });
    expect(folded([caller, callee(599)])).toMatchObject({ state: 'Warning', call: { status: 'answered' } });
    expect(folded([caller, callee(40)]).call?.status).toBe('unknown');
  });
});
