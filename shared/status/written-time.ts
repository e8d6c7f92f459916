/** An instant as people write it in a sentence. */

/**
 * `14:02` today, else `3 May 14:02`, with the year where it is another one: as the clocks of `zone` (an IANA name) show it.
 */
export function writtenTime(at: Date, now: Date, zone: string): string {
  const read = partsIn(zone);
  const then = read(at);
  const today = read(now);
  const time = `${then.hour}:${then.minute}`;
  const day = `${then.day} ${then.month}`;
  if (then.year !== today.year) return `${day} ${then.year} ${time}`;
  return day === `${today.day} ${today.month}` ? time : `${day} ${time}`;
}

function partsIn(timeZone: string): (at: Date) => Readonly<Record<string, string>> {
  const format = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, year: 'numeric', month: 'long', day: 'numeric' },
    ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  });
  return (at) => Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
}
