/** Instants in one form: roads carry three or seven digits of one instant, communications have three. */

/** A text that is no instant stays as it is. */
export function shortInstant(instant: string): string {
  const time = Date.parse(instant);
  return Number.isNaN(time) ? instant : new Date(time).toISOString();
}
