/** Calls of the sample: a talk of two, a meeting with a telephone, a bad line, and the days' many others. */
import type { Call, Party } from './call.ts';
import { clientOperations, diagnostics, mediaStats } from './call-media.ts';
import { callUsage, summaries } from './call-summaries.ts';
import { type Random, seeded } from './random.ts';
import { hourMs, momentsOf, threeDays } from './rhythm.ts';
import type { SampleRecord } from './sample-record.ts';
import { identityOf, sampleStory } from './story.ts';

function voipParty(random: Random, user: string, facts: Partial<Party> = {}): Party {
  const identifier = `acs:${identityOf(user)}`;
  return {
    ...{ identifier, participantId: 'null', endpointId: random.guid(), endpointType: 'VoIP', usageId: identifier },
    ...{ joins: 1, stays: 60, ...facts },
  };
}

function phoneParty(random: Random, number: string, facts: Partial<Party> = {}): Party {
  return {
    ...{ identifier: 'null', participantId: 'null', endpointId: random.guid(), endpointType: 'PSTN', usageId: number },
    ...{ joins: 1, stays: 60, ...facts },
  };
}

function recordsOf(random: Random, call: Call): SampleRecord[] {
  return [
    ...clientOperations(random, call),
    ...summaries(call),
    ...diagnostics(random, call),
    ...callUsage(random, call),
  ];
}

/** A receptionist and a dentist, 26 hours ago; of its updates came two versions. */
function twoParty(random: Random, now: number): SampleRecord[] {
  const stays = 371;
  const parties = [
    voipParty(random, '5b7d9f1a3c2e', { joins: 0, stays }),
    voipParty(random, '8c0e2a4b6d1f', { joins: 2, stays: stays - 2 }),
  ];
  return recordsOf(random, {
    id: sampleStory.twoPartyCallId,
    type: 'P2P',
    start: now - 26 * hourMs,
    seconds: stays,
    parties,
    versions: 2,
  });
}

/** Three at their screens and one who dialled in, 31 hours ago. */
function group(random: Random, now: number): SampleRecord[] {
  const member = (user: string, joins: number) =>
    voipParty(random, user, { participantId: random.guid(), joins, stays: 1500 - joins, video: true });
  const parties = [
    member('1d3f5a7b9c0e', 0),
    member('2e4a6c8d0f1b', 14),
    member('9f1b3d5e7a0c', 65),
    phoneParty(random, sampleStory.dialInNumber, {
      participantId: sampleStory.dialInParticipantId,
      joins: 120,
      stays: 1322,
    }),
  ];
  return recordsOf(random, {
    id: sampleStory.groupCallId,
    type: 'Group',
    start: now - 31 * hourMs,
    seconds: 1500,
    parties,
    versions: 2,
  });
}

/** A patient on a train, 15 hours ago: the call broke off. */
function poor(random: Random, now: number): SampleRecord[] {
  const usageId = sampleStory.poorCallCaller;
  const caller = voipParty(random, '7d1f0a93c5e2', {
    joins: 0,
    stays: 214,
    poor: true,
    video: true,
    endReason: '408',
    usageId,
  });
  const parties = [caller, voipParty(random, '8c0e2a4b6d1f', { joins: 3, stays: 211, video: true })];
  const call: Call = {
    id: sampleStory.poorCallId,
    type: 'P2P',
    start: now - 15 * hourMs,
    seconds: 214,
    parties,
    versions: 1,
  };
  return [...recordsOf(random, call), ...mediaStats(random, call, caller)];
}

function everyday(random: Random, start: number): SampleRecord[] {
  const seconds = random.int(25, 1400);
  const answers = random.int(1, 4);
  const first = random.chance(0.3)
    ? phoneParty(random, `+183355501${random.int(20, 69)}`, { joins: 0, stays: seconds })
    : voipParty(random, random.hex(12), { joins: 0, stays: seconds, poor: random.chance(0.05) });
  const parties = [first, voipParty(random, random.hex(12), { joins: answers, stays: seconds - answers })];
  const versions = random.chance(0.2) ? 2 : 1;
  return recordsOf(random, { id: random.guid(), type: 'P2P', start, seconds, parties, versions });
}

/** All that calls left; what would arrive only after `now` is not among it when the sample is put together. */
export function callRecords(now: Date): SampleRecord[] {
  const random = seeded(8001);
  const at = now.getTime();
  const stories = [...twoParty(random, at), ...group(random, at), ...poor(random, at)];
  return [...stories, ...momentsOf(now, 8002, 48, threeDays).flatMap((moment) => everyday(random, moment))];
}
