/** The places at which a suite lets storage calls go wrong. */

/** Every write, and some of the readings; over the wire, where the calls and their order are the same, fewer of both. */
export function triedPlaces(driver: string, calls: readonly string[]): number[] {
  const tried = (call: string, at: number) =>
    driver === 'SQLite' ? call.startsWith('transact') || at % 5 === 0 : at % 23 === 0;
  return [...calls.keys()].filter((at) => tried(calls[at] ?? '', at));
}
