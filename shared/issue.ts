/** What is wrong with one field, parameter or member of what somebody sent. */
export interface Issue {
  /** As the sender would write it: `limit`, `records[3].properties.callId`; empty for the whole. */
  readonly path: string;
  readonly message: string;
}
