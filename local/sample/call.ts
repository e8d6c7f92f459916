/** A call of the sample and who took part in it: from it follow all the records that the call leaves. */

export interface Party {
  /** `acs:…`; `null` as text for a telephone, whose number stands only in the usage. */
  readonly identifier: string;
  /** Of a group call; `null` as text in a call of two. */
  readonly participantId: string;
  readonly endpointId: string;
  readonly endpointType: 'VoIP' | 'PSTN' | 'Bot';
  /** What usage names them by. */
  readonly usageId: string;
  /** Seconds after the start of the call. */
  readonly joins: number;
  readonly stays: number;
  readonly endReason?: string;
  readonly video?: boolean;
  /** The line to them is bad. */
  readonly poor?: boolean;
}

export interface Call {
  readonly id: string;
  readonly type: 'P2P' | 'Group';
  /** ms since 1970. */
  readonly start: number;
  readonly seconds: number;
  readonly parties: readonly Party[];
  readonly threadId?: string;
  /** How many versions of updates came; the second hours after the first. */
  readonly versions: 1 | 2;
}

/** When the call ended, ms since 1970. */
export const endOf = (call: Call): number => call.start + call.seconds * 1000;
