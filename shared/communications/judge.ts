/** When a communication is over, and how it went: one rule for each kind. */
import type { CommunicationState, Delivery } from './communication.ts';
import { endingOf } from './delivery.ts';
import type { FoldedParty } from './parties.ts';
import type { Telling } from './telling.ts';

export interface Judged {
  readonly over: boolean;
  /** How it went, once it is over. */
  readonly state: Exclude<CommunicationState, 'Processing' | 'Stale'>;
}

export interface Evidence {
  readonly tellings: readonly Telling[];
  readonly parties: readonly FoldedParty[];
  readonly delivery: Delivery | undefined;
}

export type Judge = (evidence: Evidence) => Judged;

/** Over when a record says so; each participant's end counts, and each step that failed. */
export const judgeCall: Judge = ({ tellings, parties }) => {
  const ends = parties.filter(({ joined }) => joined).map(({ ended }) => ended);
  const dropped = ends.filter((ended) => ended === 'failure').length;
  const failedSteps = tellings.some(({ told: { failed } }) => failed);
  const allDropped = dropped > 0 && dropped === ends.length;
  // A call that could not even be placed.
  const refused = ends.length === 0 && failedSteps && !tellings.some(({ told: { failed } }) => failed === false);
  return {
    over: tellings.some(({ told: { over, end } }) => over || end !== undefined),
    state: allDropped || refused ? 'Failed' : dropped > 0 || failedSteps ? 'Warning' : 'Successful',
  };
};

/** Over when nothing is pending. */
export const judgeMail: Judge = ({ delivery }) => {
  if (!delivery) return { over: false, state: 'Successful' };
  // A list that was expanded is neither success nor failure: what its members got says how it went.
  const isTold = delivery.last.some((status) => ['delivered', 'failed'].includes(endingOf(status)));
  return { over: delivery.pending === 0 && isTold, state: stateOf(delivery) };
};

/** What came in is over at once; what goes out when its delivery is, or when it was refused. */
export const judgeMessage: Judge = (evidence) => {
  const { tellings, delivery } = evidence;
  if (delivery) return { over: delivery.pending === 0, state: stateOf(delivery) };
  const waits = tellings.some(({ told: { direction, end, failed } }) => direction === 'outbound' && !end && !failed);
  return { over: !waits, state: judgeOperation(evidence).state };
};

/** A request is over when it is logged. */
export const judgeOperation: Judge = ({ tellings }) => {
  const failed = tellings.filter((telling) => telling.told.failed === true).length;
  const succeeded = tellings.filter((telling) => telling.told.failed === false).length;
  return { over: true, state: failed === 0 ? 'Successful' : succeeded === 0 ? 'Failed' : 'Warning' };
};

function stateOf({ last }: Delivery): Judged['state'] {
  const endings = new Set(last.map(endingOf));
  if (!endings.has('failed')) return 'Successful';
  return endings.has('delivered') ? 'Warning' : 'Failed';
}
