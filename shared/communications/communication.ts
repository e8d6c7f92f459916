/** A communication: a call, message or operation, as all records of it together tell it. */
import type {
  CaptionsTold,
  CommunicationKind,
  Direction,
  Priority,
  RecordingTold,
  SurveyTold,
  UsageTold,
} from '../categories/part.ts';
import type { CommunicationOutcome } from '../outcomes/communication-outcomes.ts';

/** OTRS's states, and one for what began and never ended. */
export const states = ['Processing', 'Successful', 'Warning', 'Failed', 'Stale'] as const;
export type CommunicationState = (typeof states)[number];

export type PartyType = 'phone' | 'email' | 'acs' | 'teams' | 'bot' | 'other';

/** Somebody who takes part, once, however many records name them. Instants are UTC texts. */
export interface Party {
  /** Identity, number or address; absent where the logs name nobody. */
  readonly value?: string;
  readonly type: PartyType;
  readonly role?: 'from' | 'to';
  readonly joined?: true;
  /** From the directory, or as the records show it. */
  readonly name?: string;
  /** Id in the directory. */
  readonly person?: string;
  readonly userField?: string;
  readonly tags?: readonly string[];
  readonly participant?: string;
  readonly endpointType?: string;
  readonly start?: string;
  /** How long in all, in seconds. */
  readonly seconds?: number;
  readonly endReason?: string;
  readonly endSubCode?: string;
  readonly ended?: 'success' | 'expected' | 'failure';
}

export interface RecipientDelivery {
  readonly recipient?: string;
  /** The last one. */
  readonly status: string;
  readonly at: string;
  readonly code?: string;
  readonly reason?: string;
  readonly hardBounce?: true;
}

export interface Delivery {
  /** The worst of the last statuses. */
  readonly status: string;
  /** `1 bounced, 2 delivered`: worst first. */
  readonly text: string;
  /** Last statuses, and all that ever were: in lower case. */
  readonly last: readonly string[];
  readonly ever: readonly string[];
  readonly recipients: readonly RecipientDelivery[];
  readonly expected?: number;
  readonly pending: number;
}

export interface Engagement {
  readonly opens: number;
  readonly clicks: number;
  readonly other: number;
  /** Different recipients who did something. */
  readonly recipients: number;
  readonly first: string;
  readonly last: string;
}

export interface CallDetails {
  /** Wazo's words: blocked before voicemail before answered. */
  readonly status: 'answered' | 'blocked' | 'voicemail' | 'unknown';
  readonly type?: string;
  readonly answer?: string;
  /** Places in `parties`. `requested`: whom the call was meant for; `reached`: who got it. */
  readonly caller?: number;
  readonly requested?: number;
  readonly reached?: number;
  readonly steps: readonly string[];
  readonly quality?: { readonly streams: number; readonly poor: number; readonly why: readonly string[] };
  readonly recordings: readonly RecordingTold[];
  readonly captions: readonly CaptionsTold[];
  readonly surveys: readonly SurveyTold[];
}

/** A log of one type that the communication has: OTRS's object log. */
export interface ObjectLog {
  readonly type: 'Connection' | 'Message';
  readonly state: CommunicationState;
  readonly start: string;
  readonly end: string;
  readonly records: number;
}

/** An id that its records carry. */
export interface NamedId {
  readonly kind: string;
  readonly value: string;
}

export interface Communication {
  readonly id: string;
  readonly kind: CommunicationKind;
  readonly state: CommunicationState;
  readonly outcome: CommunicationOutcome;
  readonly start: string;
  readonly end?: string;
  /** How long it lasted, in seconds. */
  readonly seconds?: number;
  readonly direction?: Direction;
  readonly account?: string;
  /** The resource's id. */
  readonly resource?: string;
  /** The highest of its records. */
  readonly priority: Priority;
  readonly parties: readonly Party[];
  /** Parties beyond those listed. */
  readonly partiesOmitted?: number;
  readonly tags: readonly string[];
  readonly delivery?: Delivery;
  readonly engagement?: Engagement;
  readonly call?: CallDetails;
  readonly usage: readonly UsageTold[];
  readonly facts: Readonly<Record<string, string | number>>;
  readonly objects: readonly ObjectLog[];
  readonly ids: readonly NamedId[];
  readonly records: number;
  /** Slugs. */
  readonly categories: readonly string[];
  /** Time of the newest record. */
  readonly newest: string;
  /** More records than are gathered belong to it. */
  readonly truncated?: true;
  /** Some of its records have gone before it: what it says stays as it is. */
  readonly recordsGone?: true;
  /** It takes no more records. */
  readonly full?: true;
}
