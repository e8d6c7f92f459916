/** The keys of calls: each names the columns that hold it, for the same column means different things. */
import type { KeyRule } from '../part.ts';

export const byCorrelation: KeyRule = { kind: 'call', columns: ['CorrelationId'] };
export const byCallId: KeyRule = { kind: 'call', columns: ['CallId'] };
export const byParticipant: KeyRule = { kind: 'participant', columns: ['ParticipantId'] };
export const byConnection: KeyRule = { kind: 'connection', columns: ['CallConnectionId'] };
export const byServerCall: KeyRule = { kind: 'server-call', columns: ['ServerCallId'] };
export const byOperation: KeyRule = { kind: 'operation', columns: ['OperationId'] };
export const byRecording: KeyRule = { kind: 'recording', columns: ['RecordingId'] };
