/** Who really was in a call, as opposed to those whom it only rang. */
import type { FoldedParty } from './parties.ts';

/**
 * Codes by which a call ends for somebody before it was taken: not there, too late, busy, cancelled, declined. Their
 * records may have a length all the same, that of the ringing.
 * Source: https://learn.microsoft.com/azure/communication-services/resources/troubleshooting/voice-video-calling/troubleshooting-codes
 */
const neverTaken = new Set('404 408 480 486 487 600 603 604'.split(' '));

/** Nobody lets it ring for longer, in seconds: whoever ended with such a code after that had taken it. */
const longestRinging = 180;

type Ended = Pick<FoldedParty, 'joined' | 'seconds' | 'ended' | 'endReason'>;

/** How it ended says nothing of it: who was dropped after a minute took part for a minute. */
export function tookPart({ joined, seconds, ended, endReason }: Ended): boolean {
  if (!joined || seconds === 0) return false;
  if (neverTaken.has(endReason ?? '') && (seconds ?? 0) <= longestRinging) return false;
  return seconds !== undefined || ended !== 'failure';
}

/** A mailbox takes a call that nobody took. */
export function isMailbox({ endpointType }: Pick<FoldedParty, 'endpointType'>): boolean {
  return /^voicemail$/i.test(endpointType ?? '');
}
