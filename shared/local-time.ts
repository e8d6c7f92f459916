/** What calendars and clocks of a time zone show at an instant. */

export interface LocalTime {
  /** `2026-03-29`. */
  readonly date: string;
  /** Since midnight by the clock; where clocks change, some never come and some come twice. */
  readonly minutes: number;
}

/** The local time of an instant in an IANA zone, which must be one. */
export function localTimeOf(instant: Date, timeZone: string): LocalTime {
  const format = new Intl.DateTimeFormat('en-CA', {
    ...{ timeZone, calendar: 'iso8601', numberingSystem: 'latn', hourCycle: 'h23' },
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
  });
  const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
  const date = `${parts['year']}-${parts['month']}-${parts['day']}`;
  return { date, minutes: Number(parts['hour']) * 60 + Number(parts['minute']) };
}

/** The date before (-1) or after (1) another, so many days away. */
export function daysFrom(date: string, days: number): string {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}
