/** The answer to a delivery: four counts that add up, and what became of each candidate. */

import type { Issue } from '../issue.ts';
import { type OutcomeCode, outcomes } from '../outcomes/codes.ts';

export interface CandidateOutcome {
  /** Which candidate of the delivery, from 0. */
  readonly index: number;
  readonly outcome: OutcomeCode;
  /** Of the stored record, this time or before. */
  readonly id?: string;
  readonly category?: string;
  readonly issues?: readonly Issue[];
}

export interface IngestAnswer {
  readonly received: number;
  readonly stored: number;
  readonly duplicate: number;
  readonly skipped: number;
  readonly rejected: number;
  /** Of the duplicates, those whose content differs from what is stored; absent when none does. */
  readonly differing?: number;
  /** Of the skipped, those past the retention; absent when none is. */
  readonly expired?: number;
  /** All, up to 1,000 candidates; beyond, the first 1,000 that were not stored. */
  readonly outcomes: readonly CandidateOutcome[];
  readonly outcomesTruncated?: true;
}

const mostListed = 1000;

/** Counts outcomes as they come; memory does not grow with their number. */
export function answerBuilder() {
  const counts = { stored: 0, duplicate: 0, skipped: 0, rejected: 0 };
  const all: CandidateOutcome[] = [];
  const notStored: CandidateOutcome[] = [];
  let received = 0;
  let differing = 0;
  let expired = 0;
  return {
    add(outcome: CandidateOutcome, differs = false) {
      received += 1;
      counts[outcomes[outcome.outcome].count] += 1;
      if (differs) differing += 1;
      if (outcome.outcome === 'NOLOG_EXPIRED') expired += 1;
      if (all.length < mostListed) all.push(outcome);
      if (outcome.outcome !== 'LOG_OK' && notStored.length < mostListed) notStored.push(outcome);
    },
    answer(): IngestAnswer {
      const truncated = received > mostListed;
      return {
        received,
        ...counts,
        ...(differing > 0 ? { differing } : {}),
        ...(expired > 0 ? { expired } : {}),
        outcomes: truncated ? notStored : all,
        ...(truncated ? { outcomesTruncated: true } : {}),
      };
    },
  };
}
