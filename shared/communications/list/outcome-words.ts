/** What became of a communication, in words: whether it did log, and how it went. */
import { type CommunicationOutcome, communicationOutcomes } from '../../outcomes/communication-outcomes.ts';
import type { Communication } from '../communication.ts';

export interface OutcomeWords {
  readonly code: CommunicationOutcome;
  /** `It did log. Warning: 1 bounced, 2 delivered.` */
  readonly sentence: string;
  /** What to do. */
  readonly next: string;
  /** Whether it stays so unless something is done. */
  readonly final: boolean;
}

export function outcomeWords(communication: Communication): OutcomeWords {
  const { outcome, state } = communication;
  const { sentence, next, final } = communicationOutcomes[outcome];
  const how = howItWent(communication);
  return { code: outcome, sentence: `${sentence} ${state}${how === '' ? '' : `: ${how}`}.`, next, final };
}

function howItWent({ delivery, call, seconds }: Communication): string {
  if (delivery) return delivery.text;
  if (!call) return '';
  return [call.status, ...(seconds === undefined ? [] : [`${seconds} s`])].join(', ');
}
