/** Writes instants in the time zone that the asker chose. */

/** Turns a UTC text (`2026-03-01T10:00:00.1234567Z`) into that of a zone (`2026-03-01T11:00:00.1234567+01:00`). */
export type TimeWriter = (utc: string) => string;

const quarterMs = 900_000;

/** The writer for an IANA zone; UTC stays as it is. Undefined when there is no such zone. */
export function timeWriter(zone: string): TimeWriter | undefined {
  if (/^(utc|z|gmt|etc\/utc)$/i.test(zone)) return (utc) => utc;
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  } catch {
    return undefined;
  }
  // Offsets change at quarters of an hour; asking for one costs more than all the rest.
  const known = new Map<number, number>();
  const minutesAt = (time: number): number => {
    const quarter = Math.floor(time / quarterMs);
    let minutes = known.get(quarter);
    if (minutes === undefined) {
      minutes = offsetOf(format, time);
      if (known.size > 10_000) known.clear();
      known.set(quarter, minutes);
    }
    return minutes;
  };
  return (utc) => {
    const time = Date.parse(`${utc.slice(0, 19)}Z`);
    if (Number.isNaN(time)) return utc;
    const minutes = minutesAt(time);
    const local = new Date(time + minutes * 60_000).toISOString();
    // A year before 0 or after 9999 cannot be written in the same form.
    return local.length === 24 ? `${local.slice(0, 19)}${utc.slice(19, -1)}${offsetText(minutes)}` : utc;
  };
}

/** Minutes east of Greenwich; seconds, as local mean times had them, cannot be written and are cut off. */
function offsetOf(format: Intl.DateTimeFormat, time: number): number {
  const name = format.formatToParts(time).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours, minutes] = /^GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0));
}

function offsetText(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.trunc(size / 60))}:${two(size % 60)}`;
}
