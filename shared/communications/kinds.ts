/** The kinds of communication: how each is kept, and when it is over. */
import type { CommunicationKind } from '../categories/part.ts';
import { type Judge, judgeCall, judgeMail, judgeMessage, judgeOperation } from './judge.ts';

interface KindFacts {
  readonly title: string;
  /** Of the day's table: kinds that are few share one, so that a page of all kinds asks four. */
  readonly partition: 'call' | 'email' | 'message' | 'operation';
  readonly judge: Judge;
}

/** The first is what a communication is, of those that its records say. */
export const kinds = {
  call: { title: 'Call', partition: 'call', judge: judgeCall },
  email: { title: 'E-mail', partition: 'email', judge: judgeMail },
  sms: { title: 'SMS', partition: 'message', judge: judgeMessage },
  chat: { title: 'Chat message', partition: 'message', judge: judgeMessage },
  operation: { title: 'Operation', partition: 'operation', judge: judgeOperation },
} as const satisfies Record<CommunicationKind, KindFacts>;

export const kindNames = Object.keys(kinds) as readonly CommunicationKind[];
export const partitions: readonly KindFacts['partition'][] = ['call', 'email', 'message', 'operation'];

/** The row of a kind, with the type that all rows share. */
export function kindNamed(kind: CommunicationKind): KindFacts {
  return kinds[kind];
}
