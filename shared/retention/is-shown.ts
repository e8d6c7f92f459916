/** Whether a communication is within its retention: those that were successful may go before the others. */
import type { Retention } from './retention.ts';

type Facts = Pick<Retention, 'notBefore' | 'successfulNotBefore'>;

/** `start`: an ISO instant. */
export function isShown(
  { notBefore, successfulNotBefore }: Facts,
  { state, start }: { readonly state: string; readonly start: string },
): boolean {
  const time = Date.parse(start);
  return time >= notBefore() && (state !== 'Successful' || time >= successfulNotBefore);
}
