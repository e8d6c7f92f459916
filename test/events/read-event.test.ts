import { describe, expect, it } from 'vitest';
import type { LogRecord } from '../../shared/categories/record.ts';
import { readEvent } from '../../shared/events/read-event.ts';
import { identityOf } from '../../shared/ingest/identity.ts';
import { parseExact } from '../../shared/ingest/parse-json.ts';
import { cloudEvent, eventNow, gridEvent } from './event-examples.ts';

const read = (event: unknown, text = JSON.stringify(event)) =>
  readEvent(JSON.parse(text), eventNow, () => parseExact(text));

function recordOf(event: unknown, text?: string): LogRecord {
  const got = read(event, text);
  if ('record' in got) return got.record;
  throw new Error(`no record: ${JSON.stringify(got)}`);
}

/** The columns that have a value, without those of the envelope and the resource. */
function said(event: unknown): Record<string, unknown> {
  const common = /^(TimeGenerated|OperationName|Category|Event(Id|Path)|Subscription|Resource)/;
  const { columns } = recordOf(event);
  return Object.fromEntries(
    Object.entries(columns).filter(([name, value]) => value !== undefined && !common.test(name)),
  );
}

const maria = { rawId: '8:acs:r_maria', communicationUser: { id: '8:acs:r_maria' }, kind: 'communicationUser' };
const jonas = { rawId: '8:acs:r_jonas', communicationUser: { id: '8:acs:r_jonas' } };

describe('an event', () => {
  const data = {
    messageId: 'm-1',
    from: '+12065550117',
    to: '+18335550142',
    receivedTimestamp: '2026-03-04T10:00:00Z',
  };

  it('is one record whichever schema it comes in', () => {
    const [grid, cloud] = [recordOf(gridEvent('SMSReceived', data)), recordOf(cloudEvent('SMSReceived', data))];
    expect(grid).toEqual(cloud);
    expect(identityOf(grid)).toBe(identityOf(cloud));
    expect(grid.columns).toMatchObject({
      TimeGenerated: '2026-03-04T10:00:00.1234567Z',
      OperationName: 'SMSReceived',
      EventId: 'e-1',
      EventPath: 'a/path',
      ResourceName: 'talk',
      From: '+12065550117',
    });
    expect(grid.additional).toBeUndefined();
  });

  it('is another where its id, its time or its type is another', () => {
    const one = identityOf(recordOf(gridEvent('ChatThreadDeleted', {})));
    for (const other of [
      gridEvent('ChatThreadDeleted', {}, { id: 'e-2' }),
      gridEvent('ChatThreadDeleted', {}, { eventTime: '2026-03-04T10:00:00.125Z' }),
      gridEvent('ChatThreadWithUserDeleted', {}),
    ]) {
      expect(identityOf(recordOf(other))).not.toBe(one);
    }
    expect(identityOf(recordOf(gridEvent('ChatThreadDeleted', { version: 9 })))).toBe(one);
  });

  it('says the same whatever the letter case of its data', () => {
    const pascal = Object.fromEntries(
      Object.entries(data).map(([key, value]) => [key.charAt(0).toUpperCase() + key.slice(1), value]),
    );
    expect(recordOf(gridEvent('SMSReceived', pascal))).toEqual(recordOf(gridEvent('SMSReceived', data)));
  });

  it.each([
    ['EmailDeliveryReportReceived', { deliveryAttemptTimeStamp: '2026-03-04T10:00:00Z' }, 'DeliveryAttemptTimestamp'],
    ['EmailDeliveryReportReceived', { deliveryAttemptTimestamp: '2026-03-04T10:00:00Z' }, 'DeliveryAttemptTimestamp'],
    ['EmailEngagementTrackingReportReceived', { userActionTimeStamp: '2026-03-04T10:00:00Z' }, 'UserActionTimestamp'],
    ['EmailEngagementTrackingReportReceived', { userActionTimestamp: '2026-03-04T10:00:00Z' }, 'UserActionTimestamp'],
  ])('of %s has %j in one column', (type, given, column) => {
    expect(said(gridEvent(type, given))).toEqual({ [column]: '2026-03-04T10:00:00.000Z' });
  });

  it('has one duration of a call, whatever it is called, and values in their documented spelling', () => {
    expect(said(gridEvent('CallEnded', { durationOfCall: 49.5 }))).toEqual({ CallDurationInSeconds: 49.5 });
    expect(said(gridEvent('CallEnded', { callDurationInSeconds: 49.5 }))).toEqual({ CallDurationInSeconds: 49.5 });
    expect(said(gridEvent('EmailDeliveryReportReceived', { status: 'delivered' }))).toEqual({ Status: 'Delivered' });
    expect(said(gridEvent('EmailEngagementTrackingReportReceived', { engagementType: 'view' }))).toEqual({
      EngagementType: 'View',
    });
  });

  it('that says a thing twice loses neither: what differs is kept beside, what is empty says nothing', () => {
    const twice = (callDurationInSeconds: unknown, durationOfCall: unknown) => {
      const { columns, additional } = recordOf(gridEvent('CallEnded', { callDurationInSeconds, durationOfCall }));
      return [columns['CallDurationInSeconds'], additional];
    };
    expect(twice(49.5, 50)).toEqual([49.5, '{"data":{"durationOfCall":50}}']);
    expect(twice(49.5, 49.5)).toEqual([49.5, undefined]);
    expect(twice('', 50)).toEqual([50, undefined]);
    expect(twice(49.5, '')).toEqual([49.5, undefined]);
  });

  it.each([
    ['within the data', { startedBy: { ...maria, role: 'Presenter' } }],
    ['one deeper', { startedBy: { communicationIdentifier: maria, role: 'Presenter' } }],
    ['in an odd letter case', { StartedBy: { communicationidentifier: maria, Role: 'Presenter' } }],
  ])('names who started a call by the raw id, %s', (_, given) => {
    expect(said(gridEvent('CallStarted', given))).toEqual({ StartedBy: '8:acs:r_maria', StartedByRole: 'Presenter' });
    expect(recordOf(gridEvent('CallStarted', given)).additional).toBeUndefined();
  });

  it('of a participant keeps who did it, to whom and when', () => {
    const added = {
      time: '2026-03-04T09:59:59.5Z',
      addedByCommunicationIdentifier: maria,
      participantAdded: { displayName: 'Jonas', participantCommunicationIdentifier: jonas, metadata: { desk: '3' } },
    };
    expect(said(gridEvent('ChatThreadParticipantAdded', added))).toEqual({
      Actor: '8:acs:r_maria',
      Participant: '8:acs:r_jonas',
      DisplayName: 'Jonas',
      ActionTime: '2026-03-04T09:59:59.500Z',
      Metadata: '{"desk":"3"}',
    });
    const removed = { removedByCommunicationIdentifier: maria, memberRemoved: { memberId: '8:acs:r_jonas' } };
    expect(said(gridEvent('ChatMemberRemovedFromThreadWithUser', removed))).toEqual({
      Actor: '8:acs:r_maria',
      Participant: '8:acs:r_jonas',
    });
  });

  it('of a thread keeps who did it and the properties, of which none is taken for the resource', () => {
    const updated = {
      editedBy: '8:acs:r_maria',
      editedByCommunicationIdentifier: maria,
      editTime: '2026-03-04T10:00:00Z',
      properties: { topic: '/subscriptions/x/resourceGroups/y/providers/Microsoft.Storage/a/b' },
      oldProperties: { topic: 'Refunds' },
    };
    const event = gridEvent('ChatThreadPropertiesUpdated', updated);
    expect(said(event)).toEqual({
      Actor: '8:acs:r_maria',
      EditTime: '2026-03-04T10:00:00.000Z',
      ThreadProperties: JSON.stringify(updated.properties),
    });
    expect(recordOf(event).columns).toMatchObject({ ResourceName: 'talk' });
    expect(recordOf(event).additional).toBe('{"data":{"oldProperties":{"topic":"Refunds"}}}');
  });

  it('of a new thread names every participant once', () => {
    const created = {
      participants: [{ participantCommunicationIdentifier: maria }, { participantCommunicationIdentifier: jonas }],
      members: [{ memberId: '8:acs:r_jonas' }],
    };
    const { ParticipantIds, Participants } = said(gridEvent('ChatThreadCreated', created));
    expect(ParticipantIds).toBe('["8:acs:r_maria","8:acs:r_jonas"]');
    expect(JSON.parse(String(Participants))).toEqual(created.participants);
  });

  it('of a recording takes its ids from the path', () => {
    const subject = '/recording/call/c-1/serverCallId/s-1/recordingId/r-1';
    expect(said(gridEvent('RecordingFileStatusUpdated', {}, { subject }))).toEqual({
      CallId: 'c-1',
      ServerCallId: 's-1',
      RecordingId: 'r-1',
    });
  });

  it('keeps what no column takes, nested as it was, with every digit', () => {
    const text = JSON.stringify(
      gridEvent('CallStarted', { group: { id: 'g-1', size: 0 }, time: 'noon' }, { hop: 'x' }),
    );
    const { columns, additional } = recordOf(undefined, text.replace('"size":0', '"size":12345678901234567890'));
    expect(columns).toMatchObject({ GroupId: 'g-1', TimeGenerated: '2026-03-04T10:00:00.1234567Z' });
    expect(additional).toBe('{"data":{"group":{"size":12345678901234567890},"time":"noon"},"envelope":{"hop":"x"}}');
  });
});

describe('what is no record', () => {
  it.each([
    ['Microsoft.Communication.RouterJobQueued'],
    ['Microsoft.Communication.AdvancedMessageReceived'],
    ['Microsoft.Communication.'],
    ['Microsoft.EventGrid.SubscriptionDeletedEvent'],
  ])('%s is an event that no row knows', (type) => {
    expect(read(gridEvent(type, {}))).toEqual({ outcome: 'NOLOG_UNKNOWN_EVENT', category: type });
    expect(read(cloudEvent(type, {}))).toEqual({ outcome: 'NOLOG_UNKNOWN_EVENT', category: type });
  });

  it('names a category, a slug or a table as its type in vain', () => {
    for (const type of ['SMSOperational', 'event-call', 'EventCall', 'other']) {
      expect(read(gridEvent(`Microsoft.Communication.${type}`, {}))).toHaveProperty('outcome', 'NOLOG_UNKNOWN_EVENT');
    }
  });

  const foreign = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/a';
  it.each([
    [gridEvent('Microsoft.Storage.BlobCreated', {}), 'eventType', 'Microsoft.Storage'],
    [cloudEvent('Microsoft.Storage.BlobCreated', {}), 'type', 'Microsoft.Storage'],
    [gridEvent('SMSReceived', {}, { topic: foreign }), 'topic', 'microsoft.storage'],
    [cloudEvent('RouterJobQueued', {}, { source: foreign }), 'source', 'microsoft.storage'],
  ])('is refused with the name of its publisher: %#', (event, path, provider) => {
    expect(read(event)).toEqual({
      issues: [{ path, message: `of the resource provider ${provider}; only Microsoft.Communication is taken` }],
    });
  });

  it.each([
    ['a string', 'hello', ['']],
    ['no type', { id: '1', data: {} }, ['eventType']],
    ['no id', gridEvent('CallEnded', {}, { id: '' }), ['id']],
    ['an id that is an object', gridEvent('CallEnded', {}, { id: { toString: 1 } }), ['id']],
    ['no time', gridEvent('CallEnded', {}, { eventTime: null }), ['time']],
    ['a time that is none', gridEvent('CallEnded', {}, { eventTime: 'noon' }), ['eventTime']],
    ['a time to come', cloudEvent('CallEnded', {}, { time: '2036-03-04T10:00:00Z' }), ['time']],
    ['no data', gridEvent('CallEnded', undefined), ['data']],
    ['data that is a text', gridEvent('CallEnded', 'hello'), ['data']],
    [
      'values of another type',
      gridEvent('CallEnded', { reason: { code: 'x', subCode: 'y' } }),
      ['data.reason.code', 'data.reason.subCode'],
    ],
  ])('has %s, and an issue says where', (_, event, paths) => {
    const got = read(event);
    expect('issues' in got && got.issues?.map(({ path }) => path)).toEqual(paths);
  });
});
