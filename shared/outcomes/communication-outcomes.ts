/** What can become of a communication: a closed table of codes, each with its sentence and what to do. */

interface CommunicationOutcomeFacts {
  readonly sentence: string;
  readonly next: string;
  /** Whether it stays as it is unless something is done. */
  readonly final: boolean;
}

export const communicationOutcomes = {
  LOG_OK: {
    sentence: 'It did log.',
    next: 'Not where you looked? The contact may have another address: see its parties.',
    final: true,
  },
  WAIT_INCOMPLETE: {
    sentence: 'Its end was not seen yet.',
    next: 'It completes by itself when the rest arrives, or becomes NOLOG_STALE.',
    final: false,
  },
  WAIT_LOOKUP: {
    sentence: 'The directory did not answer; it is logged without names.',
    next: 'Nothing: names are added by themselves, under the same id.',
    final: false,
  },
  NOLOG_STALE: {
    sentence: 'It started and never ended.',
    next: 'See its last entry. Delivery reports must be switched on by whoever sends; logs that come late still complete it.',
    final: false,
  },
} as const satisfies Record<string, CommunicationOutcomeFacts>;

export type CommunicationOutcome = keyof typeof communicationOutcomes;
