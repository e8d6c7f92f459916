/** The rows of events against the data schemas that are published for their types. */
import { describe, expect, it } from 'vitest';
import { categoryNamed, eventCategories } from '../../shared/categories/index.ts';
import { readEvent } from '../../shared/events/read-event.ts';
import { eventNow, gridEvent } from '../events/event-examples.ts';

const split = (names: string) => names.split(' ');
const inThread = 'threadId transactionId';
const toUser = `recipientCommunicationIdentifier.rawId ${inThread}`;
const message = 'messageId senderCommunicationIdentifier.rawId senderDisplayName composeTime type version';
const body = 'messageBody metadata';
const thread = 'createTime version';
const added = 'time addedByCommunicationIdentifier.rawId participantAdded.participantCommunicationIdentifier.rawId';
const removed =
  'time removedByCommunicationIdentifier.rawId participantRemoved.participantCommunicationIdentifier.rawId';
const call =
  'startedBy.communicationIdentifier.rawId startedBy.role serverCallId group.id room.id isTwoParty correlationId isRoomsCall';
const caller = 'user.communicationIdentifier.rawId user.role displayName participantId userAgent';

/**
 * Members of the data, as paths to their leaves (lists whole): https://github.com/Azure/azure-rest-api-specs,
 * specification/eventgrid/Azure.Messaging.EventGrid.SystemEvents/Microsoft.Communication.
 */
const published: Readonly<Record<string, string>> = {
  SMSReceived: 'messageId from to message receivedTimestamp segmentCount',
  SMSDeliveryReportReceived:
    'messageId from to deliveryStatus deliveryStatusDetails deliveryAttempts receivedTimestamp tag',
  EmailDeliveryReportReceived:
    'sender recipient internetMessageId messageId status deliveryStatusDetails.statusMessage' +
    ' deliveryStatusDetails.recipientMailServerHostName deliveryAttemptTimestamp',
  EmailEngagementTrackingReportReceived:
    'sender recipient messageId userActionTimestamp engagementContext userAgent engagementType',
  ChatMessageReceived: `${toUser} ${message} ${body}`,
  ChatMessageReceivedInThread: `${inThread} ${message} ${body}`,
  ChatMessageEdited: `${toUser} ${message} ${body} editTime`,
  ChatMessageEditedInThread: `${inThread} ${message} ${body} editTime`,
  ChatMessageDeleted: `${toUser} ${message} deleteTime`,
  ChatMessageDeletedInThread: `${inThread} ${message} deleteTime`,
  ChatAzureBotCommandReceivedInThread: `${inThread} ${message} ${body}`,
  ChatTypingIndicatorReceivedInThread: `${inThread} ${message} ${body}`,
  ChatThreadCreated: `${inThread} ${thread} createdByCommunicationIdentifier.rawId properties metadata participants`,
  ChatThreadCreatedWithUser: `${toUser} ${thread} createdByCommunicationIdentifier.rawId properties metadata participants`,
  ChatThreadPropertiesUpdated: `${inThread} ${thread} editedByCommunicationIdentifier.rawId editTime properties metadata`,
  ChatThreadPropertiesUpdatedPerUser: `${toUser} ${thread} editedByCommunicationIdentifier.rawId editTime properties metadata`,
  ChatThreadDeleted: `${inThread} ${thread} deletedByCommunicationIdentifier.rawId deleteTime`,
  ChatThreadWithUserDeleted: `${toUser} ${thread} deletedByCommunicationIdentifier.rawId deleteTime`,
  ChatThreadParticipantAdded: `${inThread} version ${added} participantAdded.displayName participantAdded.metadata`,
  ChatThreadParticipantRemoved: `${inThread} version ${removed} participantRemoved.displayName participantRemoved.metadata`,
  ChatParticipantAddedToThreadWithUser: `${toUser} ${thread} ${added} participantAdded.displayName`,
  ChatParticipantRemovedFromThreadWithUser: `${toUser} ${thread} ${removed} participantRemoved.displayName`,
  CallStarted: call,
  CallEnded:
    `${call} endedBy.communicationIdentifier.rawId endedBy.type endedBy.name` +
    ' reason.code reason.subCode reason.phrase callDurationInSeconds',
  CallParticipantAdded: `${call} ${caller}`,
  CallParticipantRemoved: `${call} ${caller}`,
  IncomingCall:
    'to.rawId from.rawId serverCallId callerDisplayName customContext incomingCallContext onBehalfOfCallee.rawId correlationId',
  UserDisconnected: 'userCommunicationIdentifier.rawId',
  RecordingFileStatusUpdated:
    'recordingStorageInfo.recordingChunks recordingStartTime recordingDurationMs recordingContentType' +
    ' recordingChannelType recordingFormatType sessionEndReason',
};

/** Of each member a value that suits what its name says. */
function suited(path: string): unknown {
  if (/(time|timestamp)$/i.test(path)) return '2026-03-04T10:00:00.5Z';
  if (/^is/.test(path)) return true;
  if (/code$|count$|ms$|seconds$|^version$/i.test(path)) return 7;
  if (/(participants|attempts|chunks)$/i.test(path)) return [{ of: path }];
  if (/(metadata|properties|context)$/i.test(path) && !/^(incoming|engagement)/.test(path)) return { of: path };
  return `of ${path}`;
}

function dataOf(paths: readonly string[], spell: (name: string) => string): Record<string, unknown> {
  const data: Record<string, unknown> = {};
  for (const path of paths) {
    const names = path.split('.').map(spell);
    const last = names.pop() ?? '';
    let at = data;
    for (const name of names) {
      at[name] ??= {};
      at = at[name] as Record<string, unknown>;
    }
    at[last] = suited(path);
  }
  return data;
}

const spellings: readonly (readonly [string, (name: string) => string])[] = [
  ['as published', (name) => name],
  ['with capitals', (name) => name.charAt(0).toUpperCase() + name.slice(1)],
];

describe.each(Object.entries(published))('the published data of %s', (type, names) => {
  const paths = split(names);

  it.each(spellings)('has a column for every member, %s', (_, spell) => {
    const event = gridEvent(type, dataOf(paths, spell));
    const read = readEvent(event, eventNow, () => event);
    if (!('record' in read)) throw new Error(JSON.stringify(read));
    const { columns, additional, category } = read.record;
    expect(additional).toBeUndefined();
    expect(category).toBe(categoryNamed(type));
    const common = /^(TimeGenerated|OperationName|Category|Event(Id|Path)|Subscription|Resource)/;
    const said = Object.entries(columns).filter(([name, value]) => value !== undefined && !common.test(name));
    expect(said).toHaveLength(paths.length);
  });
});

describe.each(eventCategories.map((category) => [category.slug, category] as const))('the row %s', (slug, category) => {
  it('is found by its event types, of which the published ones are all known', () => {
    const types = category.columnNamed('OperationName')?.vocabulary ?? [];
    for (const type of types) {
      expect(categoryNamed(type)).toBe(category);
      expect(categoryNamed(`Microsoft.Communication.${type}`)).toBe(category);
    }
    expect(types.some((type) => type in published)).toBe(true);
    expect(slug).toMatch(/^event-/);
  });

  it('is an event, known by the id of its envelope alone', () => {
    expect(category).toMatchObject({ kind: 'event', table: '' });
    expect(category.identity).toEqual([{ since: '2015-01-01', fact: { version: 1, columns: ['EventId'] } }]);
  });

  it('never takes the path of an event for a subject', () => {
    expect(category.columnNamed('subject')).toBeUndefined();
    expect(category.columnNamed('EventPath')).toMatchObject({ lookup: false, personal: 'text' });
  });

  it('looks no message text up', () => {
    for (const { name, messageText, lookup } of category.columns) expect(messageText && lookup, name).toBe(false);
  });
});
