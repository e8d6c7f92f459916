/** How long something lasts, in words. */

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/**
 * A time in ms as people say it, rounded down: minutes below an hour, hours below two days, then days. Clocks of two
 * machines differ a little: what is below nothing is "less than a minute".
 */
export function lasting(ms: number): string {
  if (ms < minuteMs) return 'less than a minute';
  if (ms < hourMs) return counted(ms / minuteMs, 'minute');
  if (ms < 2 * dayMs) return counted(ms / hourMs, 'hour');
  return counted(ms / dayMs, 'day');
}

function counted(size: number, unit: string): string {
  const count = Math.floor(size);
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
