/** What became of a communication, in words. */
import { type CommunicationOutcome, communicationOutcomes } from '../../outcomes/communication-outcomes.ts';

export interface OutcomeWords {
  readonly code: CommunicationOutcome;
  readonly sentence: string;
  /** What to do. */
  readonly next: string;
  /** Whether it stays so unless something is done. */
  readonly final: boolean;
}

export function outcomeWords(code: CommunicationOutcome): OutcomeWords {
  return { code, ...communicationOutcomes[code] };
}
