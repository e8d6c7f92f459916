/** What a category row says of the communication that its records are part of: by which keys they are found together, and what each tells. */

/** What a communication is. */
export type CommunicationKind = 'call' | 'email' | 'sms' | 'chat' | 'operation';

export type Direction = 'inbound' | 'outbound' | 'internal';

/** From least to most; OTRS's words, and its rule that one shows itself and all above. */
export const priorities = ['Trace', 'Debug', 'Info', 'Notice', 'Warn', 'Error'] as const;
export type Priority = (typeof priorities)[number];

const dayMs = 86_400_000;

/**
 * The kinds of key, the strongest first: the id of a communication is made of its strongest one. Records of one key and at
 * most `withinMs` apart are of one communication; `again`: different
 * communications have the same one at other times.
 */
export const keyKinds = {
  call: { withinMs: 7 * dayMs },
  mail: { withinMs: 90 * dayMs },
  sms: { withinMs: 7 * dayMs },
  'thread-message': { withinMs: 7 * dayMs },
  connection: { withinMs: 7 * dayMs },
  participant: { withinMs: 7 * dayMs },
  operation: { withinMs: 7 * dayMs },
  recording: { withinMs: 7 * dayMs },
  /** Meetings and rooms use one again and again. */
  'server-call': { withinMs: dayMs / 6, again: true },
  request: { withinMs: 7 * dayMs },
  /** The record itself, where it carries nothing else. */
  record: { withinMs: 0 },
} as const satisfies Record<string, { readonly withinMs: number; readonly again?: true }>;

export type KeyKind = keyof typeof keyKinds;

/** Which columns, together, are a key of a kind. */
export interface KeyRule {
  readonly kind: KeyKind;
  readonly columns: readonly [string, ...string[]];
  /** Only for records that have no key by the rules before. */
  readonly otherwise?: true;
}

/** A record as the functions of its row read it: trimmed; `""`, `"null"` and other placeholders are absent. */
export interface Said {
  /** When the record says it was generated: UTC text. */
  readonly time: string;
  /** OperationName, or ''. */
  readonly operation: string;
  text(column: string): string | undefined;
  number(column: string): number | undefined;
}

/** Somebody or something that takes part. */
export interface PartyTold {
  /** An identity, number or address, as it was written. */
  readonly value?: string | undefined;
  readonly participant?: string | undefined;
  readonly endpoint?: string | undefined;
  /** `from`: who began it; `to`: whom it was meant for. */
  readonly role?: 'from' | 'to' | undefined;
  /** The role is only a guess, from the place in the record: what is known of times goes first. */
  readonly guess?: true | undefined;
  /** Takes part in the call; others are merely named. */
  readonly joined?: true | undefined;
  readonly name?: string | undefined;
  readonly endpointType?: string | undefined;
  readonly start?: string | undefined;
  /** How long, in seconds. */
  readonly seconds?: number | undefined;
  readonly endReason?: string | undefined;
  readonly endSubCode?: string | undefined;
  /** How the part that this one took ended; `expected`: not as wished, and nobody's fault. */
  readonly ended?: 'success' | 'expected' | 'failure' | undefined;
}

/** What became of the copy for one recipient, or of the message. */
export interface DeliveryTold {
  readonly recipient?: string | undefined;
  readonly status: string;
  readonly at?: string | undefined;
  readonly code?: string | undefined;
  readonly reason?: string | undefined;
  readonly hardBounce?: boolean | undefined;
}

export interface EngagementTold {
  readonly type: string;
  readonly recipient?: string | undefined;
  readonly context?: string | undefined;
  readonly userAgent?: string | undefined;
}

/** One media stream, in the units of the columns. */
export interface StreamTold {
  readonly party?: string | undefined;
  readonly media: string;
  readonly direction?: string | undefined;
  /** What is worse than Microsoft's thresholds, in words. */
  readonly poor: readonly string[];
}

export interface RecordingTold {
  readonly id?: string | undefined;
  readonly start?: string | undefined;
  readonly seconds?: number | undefined;
  readonly content?: string | undefined;
  readonly format?: string | undefined;
  readonly endReason?: string | undefined;
}

export interface CaptionsTold {
  readonly language?: string | undefined;
  readonly seconds?: number | undefined;
  readonly endReason?: string | undefined;
}

export interface SurveyTold {
  readonly participant?: string | undefined;
  /** Part of the best rating that could be given, 0 to 1. */
  readonly rating?: number | undefined;
  readonly good?: boolean | undefined;
  readonly issues: readonly string[];
}

export interface UsageTold {
  readonly type: string;
  readonly unit: string;
  readonly quantity: number;
}

/** What an application did with a call. */
export type CallStep = 'answered' | 'rejected' | 'redirected' | 'transferred' | 'placed';

/** What one record tells of its communication; what is absent changes nothing. Instants are UTC texts, lengths seconds. */
export interface Told {
  /** The line of the time line. */
  readonly text: string;
  /** Beside what Level says; the higher counts. */
  readonly priority?: Priority | undefined;
  /** When it happened, where that is not when the record was generated; null: it speaks of no moment. */
  readonly at?: string | null | undefined;
  readonly start?: string | undefined;
  /** It was over by then. */
  readonly end?: string | undefined;
  /** It is over, even if nothing says since when. */
  readonly over?: true | undefined;
  readonly seconds?: number | undefined;
  readonly direction?: Direction | undefined;
  /** The own side by which it went: a sender's domain, a number. */
  readonly account?: string | undefined;
  readonly failed?: boolean | undefined;
  /** Recipients that there should be. */
  readonly expected?: number | undefined;
  readonly step?: CallStep | undefined;
  readonly parties?: readonly PartyTold[] | undefined;
  readonly delivery?: DeliveryTold | undefined;
  readonly engagement?: EngagementTold | undefined;
  readonly stream?: StreamTold | undefined;
  readonly recording?: RecordingTold | undefined;
  readonly captions?: CaptionsTold | undefined;
  readonly survey?: SurveyTold | undefined;
  readonly usage?: UsageTold | undefined;
  /** Further facts by name: size, type of call. */
  readonly facts?: Readonly<Record<string, string | number | undefined>> | undefined;
  /** Of all records that replace the same, only those of the highest version count. */
  readonly replaces?: { readonly what: string; readonly version: number } | undefined;
}

/** How the records of a category take part. */
export interface Part {
  readonly kind: CommunicationKind | ((said: Said) => CommunicationKind);
  /** In order: the first that a record has marks it as to be gathered. */
  readonly keys: readonly KeyRule[];
  /** The records come after those of other categories, however late: these are looked for in all months. */
  readonly follows?: true;
  /** So many that they must not keep those away which say how it began and ended. */
  readonly chatty?: true;
  /** OTRS's two types of object log: reaching a service, or handling one message. */
  readonly object: 'Connection' | 'Message';
  readonly tells: (said: Said) => Told;
}

/** Records that are counted and found by a column, and never change the communication. */
export interface DetailPart {
  readonly detailOf: string;
}
