/** Rooms for video consultations, jobs for callbacks, and WhatsApp reminders of the sample. */
import { type Random, seeded } from './random.ts';
import { hourMs, minuteMs, momentsOf, threeDays } from './rhythm.ts';
import { endpoint, enveloped, type SampleRecord, serverAddress } from './sample-record.ts';
import { sampleStory } from './story.ts';

function roomOperation(random: Random, at: number, operation: string, room: string, added: number): SampleRecord {
  return enveloped(
    'RoomsOperational',
    at,
    {
      ...{ operationName: operation, operationVersion: '2024-04-15', resultType: 'Succeeded', level: 'Informational' },
      ...{ resultSignature: operation === 'CreateRoom' ? '201' : '200', correlationId: random.shortId() },
    },
    {
      ...{ RoomId: room, RoomLifespan: '60', PstnDialOutEnabled: 'false' },
      ...{
        AddedRoomParticipantsCount: String(added),
        RemovedRoomParticipantsCount: '0',
        UpsertedRoomParticipantsCount: '0',
      },
      ...{ RoomParticipantsCount: '2', RoomParticipantsAttendee: '1', RoomParticipantsConsumer: '0' },
      RoomParticipantsPresenter: '1',
    },
  );
}

const jobSteps = {
  UpsertJob: 'Job',
  UpdateWorker: 'Worker',
  AcceptJobOffer: 'Job',
  CompleteJob: 'Job',
  CloseJob: 'Job',
} as const;
const dashed = (name: string) => name.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();

function jobOperation(random: Random, at: number, operation: keyof typeof jobSteps, job: string): SampleRecord {
  const type = jobSteps[operation];
  const entity = type === 'Job' ? job : `worker-${random.int(1, 5)}`;
  return enveloped(
    'JobRouterOperational',
    at,
    {
      ...{ operationName: operation, operationVersion: '2023-11-01', resultType: 'Succeeded', level: 'Informational' },
      ...{
        resultSignature: operation === 'UpsertJob' ? '201' : '200',
        resultDescription: operation === 'UpsertJob' ? 'Created' : 'OK',
      },
      ...{ durationMs: (random.int(90_000, 2_400_000) / 10_000).toFixed(4), callerIpAddress: serverAddress },
      ...{ correlationId: random.guid(), uri: `${endpoint}/routing/${dashed(type)}s/${entity}?api-version=2023-11-01` },
    },
    { entityId: entity, entityType: type, sdkType: 'azsdk-net-Communication.JobRouter' },
  );
}

function jobRecords(random: Random, at: number, job: string): SampleRecord[] {
  const steps = Object.keys(jobSteps) as (keyof typeof jobSteps)[];
  return steps.map((step, index) => jobOperation(random, at + index * random.int(2, 9) * minuteMs, step, job));
}

function reminder(random: Random, at: number): SampleRecord[] {
  const statuses = random.chance(0.08) ? ['accepted', 'failed'] : ['accepted', 'sent', 'delivered'];
  return statuses.map((status, index) =>
    enveloped(
      'AdvancedMessagingOperational',
      at + index * 1_900,
      {
        ...{ operationName: index === 0 ? 'SendMessage' : 'UpdateMessageStatus', operationVersion: '2024-08-30' },
        ...{ resultType: status === 'failed' ? 'Failed' : 'Succeeded', resultSignature: index === 0 ? '202' : '200' },
        ...{ resultDescription: index === 0 ? 'Accepted' : 'OK', durationMs: String(random.int(40, 300)) },
        ...{ callerIpAddress: serverAddress, level: status === 'failed' ? 'Warning' : 'Informational' },
        ...{ location: 'Europe', correlationId: random.guid() },
        uri: `${endpoint}/messages/notifications:send?api-version=2024-08-30`,
      },
      { channelId: '6d8f0b2e-4c1a-4e73-95d8-b7a9c3e5f104', messageStatus: status, messageType: 'template' },
    ),
  );
}

/** All rooms, jobs and reminders up to `now`. */
export function roomAndJobRecords(now: Date): SampleRecord[] {
  const random = seeded(7001);
  const at = now.getTime() - 27 * hourMs;
  const records = [
    roomOperation(random, at, 'CreateRoom', sampleStory.roomId, 2),
    roomOperation(random, at + 3 * minuteMs, 'GetRoom', sampleStory.roomId, 0),
    ...jobRecords(random, at - hourMs, sampleStory.jobId),
  ];
  for (const moment of momentsOf(now, 7002, 18, threeDays)) {
    const room = `99${random.int(100_000_000, 999_999_999)}${random.int(100_000, 999_999)}`;
    records.push(roomOperation(random, moment, 'CreateRoom', room, 2));
    records.push(roomOperation(random, moment + 40 * minuteMs, 'GetParticipants', room, 0));
  }
  for (const moment of momentsOf(now, 7003, 16, threeDays)) {
    records.push(...jobRecords(random, moment, `callback-${random.int(5000, 9999)}`));
  }
  for (const moment of momentsOf(now, 7004, 14, threeDays)) records.push(...reminder(random, moment));
  return records;
}
