/** Tells the rows whose time Log Analytics replaced by the time at which it received them. */
import { millisecondsOf, readTime } from '../categories/read-time.ts';
import { type Fields, receivedForm, valueNamed } from './fields.ts';

/** What `TimeGenerated` is called, as `nameForm` brings every spelling to it. */
const generatedForms = ['timegenerated', 'time', 'timestamp'] as const;

const nearMs = 1000;

/**
 * Whether `_TimeReceived` is within a second of `TimeGenerated`, each a text or a Date under any spelling. Log Analytics
 * puts the time of receiving in the place of a time more than two days older; no other row is received within a second.
 * Source: https://learn.microsoft.com/azure/azure-monitor/logs/log-standard-columns#timegenerated
 */
export function isTimeReplaced(fields: Fields): boolean {
  const received = instantOf(valueNamed(fields, receivedForm));
  const generated = generatedForms.map((form) => instantOf(valueNamed(fields, form))).find((at) => !Number.isNaN(at));
  return generated !== undefined && Math.abs(received - generated) <= nearMs;
}

function instantOf(value: unknown): number {
  if (value instanceof Date) return value.getTime();
  const time = typeof value === 'string' ? readTime(value) : undefined;
  return time === undefined ? Number.NaN : millisecondsOf(time);
}
