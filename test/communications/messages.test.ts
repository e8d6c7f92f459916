import { describe, expect, it } from 'vitest';
import { smsPair } from './message-stories.ts';
import { folded } from './reading.ts';
import { at, log } from './stories.ts';

const soon = Date.parse(at(10));

describe('an SMS', () => {
  it('is failed with code and reason when its report says so', () => {
    expect(folded(smsPair)).toMatchObject({
      kind: 'sms',
      state: 'Failed',
      direction: 'outbound',
      account: '+18335550100',
      delivery: {
        text: 'blocked',
        recipients: [{ code: '4005', reason: 'Message is blocked by destination carrier' }],
      },
    });
  });

  it('has one account, whether the plus of its number is written or not', () => {
    const bare = {
      ...smsPair[0],
      properties: { ...(smsPair[0]?.['properties'] as object), phoneNumber: '18335550100' },
    };
    expect(folded([bare]).account).toBe('+18335550100');
    expect(folded(smsPair).account).toBe('+18335550100');
  });

  it('waits for its report', () => {
    expect(folded(smsPair.slice(0, 1), { now: soon })).toMatchObject({ state: 'Processing' });
  });

  it('that was refused at once is failed at once', () => {
    expect(folded([{ ...smsPair[0], resultType: 'Failed' }], { now: soon }).state).toBe('Failed');
  });

  it('that came in is successful at once', () => {
    const received = { ...smsPair[0], operationName: 'SMSMessagesReceived' };
    expect(folded([received], { now: soon })).toMatchObject({ state: 'Successful', direction: 'inbound' });
  });
});

describe('a chat message', () => {
  const request = (operationName: string, properties: object, over: object = {}) =>
    log(
      'ChatOperational',
      at(1),
      { operationName, resultType: 'Succeeded', resultSignature: 201, ...over },
      {
        ChatThreadId: '19:thread@thread.v2',
        UserId: '8:acs:desk_1',
        ...properties,
      },
    );

  it('is a message where the request names one, and an operation where it does not', () => {
    expect(folded([request('SendChatMessage', { ChatMessageId: '1772615000000' })]).kind).toBe('chat');
    expect(folded([request('CreateChatThread', {}, { correlationId: 'c-1' })]).kind).toBe('operation');
  });

  it('is failed when its request was', () => {
    const failed = request('SendChatMessage', { ChatMessageId: '1' }, { resultType: 'Failed', resultSignature: 403 });
    expect(folded([failed])).toMatchObject({ state: 'Failed', priority: 'Error' });
  });
});

describe('an operation', () => {
  const token = (resultType: string) =>
    log(
      'AuthOperational',
      at(0),
      { operationName: 'CreateToken', resultType, correlationId: 'c-9' },
      {
        Identity: '8:acs:desk_1',
      },
    );

  it('of signing in is a connection log', () => {
    expect(folded([token('Succeeded')])).toMatchObject({
      kind: 'operation',
      state: 'Successful',
      objects: [{ type: 'Connection', state: 'Successful', records: 1 }],
    });
    expect(folded([token('Failed')])).toMatchObject({ state: 'Failed', objects: [{ state: 'Failed' }] });
  });

  it('is a warning when it failed and succeeded', () => {
    expect(folded([token('Failed'), { ...token('Succeeded'), time: at(1) }]).state).toBe('Warning');
  });
});
