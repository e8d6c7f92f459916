import { beforeAll, describe, expect, it } from 'vitest';
import { loadSample } from '../../local/sample/load-sample.ts';
import { sampleStory } from '../../local/sample/story.ts';
import { localAdministrator, type Services } from '../../shared/services.ts';
import { ask, memoryServices } from '../functions/app.ts';

const now = new Date('2026-11-12T14:20:00.000Z');
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000).toISOString();

let services: Services;
beforeAll(async () => {
  services = await memoryServices({ localPrincipal: localAdministrator, clock: () => now });
  const answer = await loadSample(async (lines) => {
    const body = (await Array.fromAsync(lines)).map((piece) => Buffer.from(piece).toString()).join('');
    return (await ask(services, 'ingest', '/ingest', { body })).json;
  }, now);
  expect(answer.stored).toBe(answer.received);
});

interface Item {
  readonly [column: string]: unknown;
}

async function records(filter: Readonly<Record<string, string>>): Promise<Item[]> {
  const asked = await ask(services, 'list-records', `/records?${new URLSearchParams({ limit: '1000', ...filter })}`);
  expect(asked.status, asked.text).toBe(200);
  return asked.json.items;
}

/** The operations in which a value is found, by category, oldest first. */
async function found(value: string): Promise<Record<string, string[]>> {
  const asked = await ask(services, 'find', `/find?${new URLSearchParams({ value, limit: '1000' })}`);
  expect(asked.status, asked.text).toBe(200);
  const items = (asked.json.items as Item[]).toReversed();
  const byCategory = Map.groupBy(items, ({ category }) => String(category));
  return Object.fromEntries(
    [...byCategory].map(([name, group]) => [name, group.map((item) => String(item.OperationName))]),
  );
}

const countsOf = (byCategory: Record<string, string[]>) =>
  Object.fromEntries(Object.entries(byCategory).map(([name, operations]) => [name, operations.length]));

describe('what the sample tells, asked of the API', () => {
  it('holds a call of two with two versions of its updates', async () => {
    const id = sampleStory.twoPartyCallId;
    expect(countsOf(await found(id))).toEqual({
      ...{ CallSummary: 2, CallSummaryUpdates: 4, CallDiagnostics: 4, CallDiagnosticsUpdates: 4 },
      ...{ CallClientOperations: 4, Usage: 2 },
    });
    const updates = await records({ category: 'call-summary-updates', CorrelationId: id });
    expect(new Set(updates.map(({ CallUpdatesVersion }) => CallUpdatesVersion))).toEqual(new Set([1, 2]));
    expect(updates[0]).toMatchObject({ CallType: 'P2P', CallDuration: 371, ResultCategory: 'Success' });
  });

  it('holds a group call, whose telephone stands in the usage only and leads to its participant', async () => {
    expect(countsOf(await found('+1 833 555 0177'))).toEqual({ Usage: 1 });
    const [usage] = await records({ category: 'usage', UserIdA: sampleStory.dialInNumber });
    expect(usage).toMatchObject({ UsageType: 'PSTN', ParticipantId: sampleStory.dialInParticipantId });
    const [party] = await records({ category: 'call-summary', ParticipantId: String(usage?.ParticipantId) });
    expect(party).toMatchObject({ CorrelationId: sampleStory.groupCallId, CallType: 'Group', EndpointType: 'PSTN' });
    expect(await records({ category: 'call-summary', CorrelationId: sampleStory.groupCallId })).toHaveLength(4);
  });

  it('holds a call over a bad line', async () => {
    const streams = { category: 'call-diagnostics', CorrelationId: sampleStory.poorCallId };
    const poor = await records({ ...streams, 'JitterAvg.gt': '30', 'PacketLossRateAvg.gt': '0.1' });
    expect(poor.map(({ MediaType, StreamDirection }) => [MediaType, StreamDirection]).sort()).toEqual([
      ['Audio', 'Inbound'],
      ['Video', 'Inbound'],
    ]);
    expect((await records(streams)).length).toBeGreaterThan(poor.length);
    const measured = await records({
      category: 'call-client-media-stats',
      CallId: sampleStory.poorCallId,
      MetricName: 'JitterInMs',
    });
    expect(measured).toHaveLength(8);
  });

  it('holds a call to the attendant with recording, captions and survey', async () => {
    const id = sampleStory.attendantCallId;
    const byCategory = await found(id);
    expect(byCategory.CallAutomationOperational).toEqual(['Answer', 'Play', 'Recognize', 'HangUp']);
    expect(byCategory.CallRecordingOperational).toEqual(['StartRecording', 'StopRecording']);
    expect(byCategory).toMatchObject({ CallRecordingSummary: ['RecordingSummary'], CallSurvey: ['EndOfCallSurvey'] });
    expect(byCategory.CallClosedCaptionsSummary).toEqual(['ClosedCaptionsSummary']);
    expect(Object.keys(await found(sampleStory.attendantPlayOperationId)).sort()).toEqual([
      ...['CallAutomationMediaSummary', 'CallAutomationOperational'],
    ]);
    const [survey] = await records({ category: 'call-survey', SurveyId: sampleStory.surveyId });
    expect(survey).toMatchObject({ OverallRatingScore: 2, AudioIssues: 'LowVolume,Echo' });
  });

  it('holds an e-mail to three of whom one does not exist, with opens, clicks and polls', async () => {
    const id = sampleStory.emailMessageId;
    expect(countsOf(await found(id))).toEqual({
      ...{ EmailSendMailOperational: 1, EmailStatusUpdateOperational: 7, EmailUserEngagementOperational: 4, Usage: 1 },
    });
    const status = { category: 'email-status', CorrelationId: id };
    const polls = await records({ ...status, OperationName: 'GetMessageStatus' });
    expect(polls.filter(({ DeliveryStatus }) => DeliveryStatus === undefined)).toHaveLength(3);
    const copies = await records({ ...status, 'RecipientId.exists': 'true' });
    expect(Object.fromEntries(copies.map(({ RecipientId, DeliveryStatus }) => [RecipientId, DeliveryStatus]))).toEqual({
      ...{
        'mara.lind@example.com': 'Delivered',
        'jonas.weber@example.com': 'Delivered',
        'p.okafor@example.com': 'Bounced',
      },
    });
    const [bounced] = await records({ ...status, RecipientId: sampleStory.bouncedRecipient });
    expect(bounced).toMatchObject({ IsHardBounce: 'True', EnhancedSmtpStatusCode: '5.1.1' });
    const engaged = await records({ category: 'email-engagement', CorrelationId: id });
    expect(engaged.map(({ EngagementType }) => EngagementType).sort()).toEqual(['Click', 'Click', 'View', 'View']);
    expect(countsOf(await found('P.Okafor@Example.com'))).toEqual({ EmailStatusUpdateOperational: 1 });
  });

  it('holds an SMS that arrived, one that a carrier blocked with 4005, and one that came in', async () => {
    const reports = ['SMSMessagesSent', 'SMSDeliveryReportsReceived'];
    expect(await found(sampleStory.smsDeliveredMessageId)).toEqual({ SMSOperational: reports });
    expect(await found(sampleStory.smsBlockedMessageId)).toEqual({ SMSOperational: reports });
    const [blocked] = await records({
      category: 'sms',
      MessageId: sampleStory.smsBlockedMessageId,
      ResultType: 'failed',
    });
    expect(blocked?.ResultDescription).toMatch(/4005/);
    expect(await found(sampleStory.smsIncomingMessageId)).toEqual({ SMSOperational: ['SMSMessagesReceived'] });
    expect((await records({ category: 'sms', search: '4005' })).length).toBeGreaterThan(0);
  });

  it('holds a token request that failed three times among many that did not', async () => {
    const failed = await records({ category: 'auth', ResultType: 'Failed' });
    expect(failed.map(({ ResultSignature }) => ResultSignature)).toEqual(['403', '401', '401']);
    expect(failed[0]).toMatchObject({
      Identity: sampleStory.failedTokenIdentity,
      CallerIpAddress: sampleStory.failedTokenAddress,
    });
    expect(
      (await records({ category: 'auth', OperationName: 'CreateToken', ResultType: 'Succeeded' })).length,
    ).toBeGreaterThan(200);
    expect(countsOf(await found(sampleStory.failedTokenAddress))).toEqual({ AuthOperational: 3 });
  });

  it('holds a conversation in chat, and no chat at all for more than a day', async () => {
    const thread = await records({
      category: 'chat',
      ChatThreadId: sampleStory.chatThreadId,
      OperationName: 'SendChatMessage',
    });
    expect(thread).toHaveLength(3);
    expect(await records({ category: 'chat', from: hoursAgo(24) })).toEqual([]);
    expect((await records({ category: 'chat', until: hoursAgo(24) })).length).toBeGreaterThan(100);
  });

  it('holds a room, a job, and two resources', async () => {
    expect(await found(sampleStory.roomId)).toEqual({ RoomsOperational: ['CreateRoom', 'GetRoom'] });
    expect((await found(sampleStory.jobId)).JobRouterOperational).toContain('CompleteJob');
    expect((await records({ category: 'auth', resource: 'lantern-test' })).length).toBeGreaterThan(0);
  });

  it('has usage of everything that is billed', async () => {
    const kinds = new Set((await records({ category: 'usage' })).map(({ UsageType }) => UsageType));
    expect([...kinds].sort()).toEqual(['Audio', 'Chat', 'Email', 'PSTN', 'SMS']);
  });
});
