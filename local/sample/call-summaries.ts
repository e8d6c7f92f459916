/** What summaries, updates and usage say of a call of the sample. */
import { type Call, endOf, type Party } from './call.ts';
import type { Random } from './random.ts';
import { hourMs, minuteMs } from './rhythm.ts';
import { callEnveloped, callTime, enveloped, type SampleRecord } from './sample-record.ts';

/** What every client of the practice runs on. */
const software = {
  VoIP: ['1.31.0.0', 'Windows 10.0.26100 Arch: x64'],
  PSTN: ['null', 'null'],
  Bot: ['null', 'null'],
} as const;

function summaryOf(call: Call, party: Party): Record<string, unknown> {
  const [sdkVersion, osVersion] = software[party.endpointType];
  const phone = party.endpointType === 'PSTN';
  const endReason = party.endReason ?? '0';
  return {
    ...{
      identifier: party.identifier,
      callStartTime: callTime(call.start),
      callDuration: call.seconds,
      callType: call.type,
    },
    ...{ teamsThreadId: call.threadId ?? 'null', participantId: party.participantId },
    participantStartTime: callTime(call.start + party.joins * 1000),
    ...{ participantDuration: String(party.stays), participantEndReason: endReason, participantEndSubCode: '0' },
    ...{ resultCategory: endReason === '0' ? 'Success' : 'UnexpectedClientError' },
    ...{ participantTenantId: 'null', participantType: phone ? 'PSTN' : 'ACS' },
    ...{ pstnParticipantCallType: phone ? 'Inbound' : 'null', endpointId: party.endpointId },
    ...{
      endpointType: party.endpointType,
      sdkVersion,
      osVersion,
      diagnosticOptions: '{"tags":["practice"]}',
      tpe: 'False',
    },
  };
}

/** Updates come about an hour after the end, the next version and the final summary hours later. */
export const updatedAt = (call: Call, version: number): number =>
  endOf(call) + (version === 1 ? 50 * minuteMs : 8 * hourMs);
export const summarizedAt = (call: Call): number => endOf(call) + 9 * hourMs;

/** CallSummary and CallSummaryUpdates: one of each kind for each party and version. */
export function summaries(call: Call): SampleRecord[] {
  return call.parties.flatMap((party) => {
    const properties = summaryOf(call, party);
    const versions = Array.from({ length: call.versions }, (_, index) => index + 1);
    return [
      callEnveloped('CallSummary', summarizedAt(call), 'CallSummary', call.id, properties),
      ...versions.map((version) =>
        callEnveloped('CallSummaryUpdates', updatedAt(call, version), 'CallSummary', call.id, {
          ...properties,
          callUpdatesVersion: String(version),
        }),
      ),
    ];
  });
}

/** Usage: minutes of each party. A call of two names both of them; a group call names its participant. */
export function callUsage(random: Random, call: Call): SampleRecord[] {
  return call.parties.map((party) => {
    const group = call.type === 'Group';
    const other = call.parties.find((one) => one !== party);
    const start = call.start + party.joins * 1000;
    return enveloped(
      'Usage',
      endOf(call) + 12 * minuteMs,
      { operationName: 'CallParticipant', operationVersion: '1.0', correlationId: group ? random.guid() : call.id },
      {
        ...{
          recordId: random.guid(),
          usageType: party.endpointType === 'PSTN' ? 'PSTN' : 'Audio',
          unitType: 'minutes',
        },
        ...{
          quantity: (party.stays / 60).toFixed(4),
          startTime: callTime(start),
          endTime: callTime(start + party.stays * 1000),
        },
        ...{ participantId: party.participantId, userIdA: party.usageId, userIdB: group ? '' : (other?.usageId ?? '') },
      },
    );
  });
}
