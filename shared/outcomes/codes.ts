/** What can become of a candidate: a closed table of codes, each with its sentence and what to do. */

export interface OutcomeFacts {
  /** The sentence that people read. */
  readonly sentence: string;
  readonly next: string;
  /** Whether sending or processing it again can change it. */
  readonly final: boolean;
  /** The candidate's text is kept with it. */
  readonly keepsText?: true;
  /** Which of the answer's four counts it belongs to. */
  readonly count: 'stored' | 'duplicate' | 'skipped' | 'rejected';
}

export const outcomes = {
  LOG_OK: {
    sentence: 'It did log.',
    next: 'Not where you looked? Ask /api/find for one of its ids.',
    final: true,
    count: 'stored',
  },
  NOLOG_DUPLICATE: {
    sentence: 'The same event is stored already; a redelivery changes nothing.',
    next: 'Nothing.',
    final: true,
    count: 'duplicate',
  },
  NOLOG_CATEGORY_OFF: {
    sentence: 'Logging of this category is switched off.',
    next: 'Switch it on: PUT /api/categories/{name} {"enabled": true}. What was dropped meanwhile does not come back.',
    final: true,
    count: 'skipped',
  },
  NOLOG_EXPIRED: {
    sentence: 'Older than the retention.',
    next: 'Keep it for longer, PUT /api/settings/retention, then send it again; what was purged by hand stays away.',
    final: true,
    count: 'skipped',
  },
  NOLOG_ERASED: {
    sentence: 'It was purged by hand, or carries a value that was erased.',
    next: 'Nothing: it is not taken again. What happens after the erasure is logged as ever.',
    final: true,
    count: 'skipped',
  },
  NOLOG_UNKNOWN_EVENT: {
    sentence: 'An event of a type that Commlog does not know.',
    next: 'Nothing; its text is kept. Leave the type out of the subscription to get no more of it.',
    final: true,
    count: 'skipped',
    keepsText: true,
  },
  NOLOG_INVALID: {
    sentence: 'Cannot be read: see the field and the reason.',
    next: 'Mend the source and send it again; the delivered text is kept.',
    final: false,
    count: 'rejected',
    keepsText: true,
  },
  NOLOG_TOO_LARGE: {
    sentence: 'Larger than a record may be.',
    next: 'A record holds at most 10 MiB, or less where MAX_RECORD_MIB says so; the beginning of its text is kept.',
    final: true,
    count: 'rejected',
    keepsText: true,
  },
} as const satisfies Record<string, OutcomeFacts>;

export type OutcomeCode = keyof typeof outcomes;
