/** What kind of destination a call came to. */
import type { Communication } from '../communication.ts';
import { tookPart } from '../took-part.ts';
import type { CallLogParty } from './call-log-party.ts';

export const destinationTypes = ['user', 'group', 'meeting', 'voicemail', 'bot', 'unknown'] as const;

export interface DestinationDetails {
  readonly type: (typeof destinationTypes)[number];
  /** Of a user, of whose mailbox it is, and of who got the call of a group. */
  readonly user_uuid?: string | null;
  readonly name?: string | null;
  /** Of a bot. */
  readonly identity?: string | null;
  /** Of a meeting: its thread in Teams. */
  readonly thread?: string;
  /** Of a group: how many took part. */
  readonly participants?: number;
}

export function destinationDetailsOf(
  { call, parties, facts }: Pick<Communication, 'call' | 'parties' | 'facts'>,
  { name, identity, user_uuid, endpoint_type }: CallLogParty,
): DestinationDetails {
  if (call?.status === 'voicemail') return { type: 'voicemail', user_uuid, name };
  const { teamsThread } = facts;
  if (typeof teamsThread === 'string') return { type: 'meeting', thread: teamsThread };
  const participants = parties.filter(tookPart).length;
  if (/^group$/i.test(call?.type ?? '') && participants > 2) return { type: 'group', participants, user_uuid, name };
  if (/^bot$/i.test(endpoint_type ?? '') || /^28:/.test(identity ?? '')) return { type: 'bot', identity, name };
  // A number that is nobody's in the directory is outside, and nothing says what answers there.
  return user_uuid === null && identity === null ? { type: 'unknown' } : { type: 'user', user_uuid, name };
}
