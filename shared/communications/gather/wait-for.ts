/** Sees to it that a communication which waits for something is looked at again. */
import type { Services } from '../../services.ts';
import { putMarks, waitMarkRow } from '../../storage/gather-marks.ts';
import type { Communication } from '../communication.ts';
import type { Seed } from './closure.ts';

const minuteMs = 60_000;
const hourMs = 3_600_000;

/** When to look again (ms): soon for the directory, when it becomes stale for its end; undefined: it waits for nothing. */
export function waitsUntil(
  { clock, settings }: Services,
  { outcome, kind, newest }: Communication,
): number | undefined {
  if (outcome === 'WAIT_LOOKUP') return clock().getTime() + minuteMs;
  if (outcome !== 'WAIT_INCOMPLETE') return undefined;
  return Math.max(clock().getTime(), Date.parse(newest) + settings.STALE_HOURS[kind] * hourMs) + 1;
}

/** Written before the communication, so that none waits unseen. */
export async function waitFor(
  { store, clock }: Services,
  id: string,
  { key, first: time, record }: Seed,
  due: number,
): Promise<void> {
  const mark = { key, time, record, since: clock().getTime(), durable: true, tries: 0, due };
  await putMarks(store, new Map([[waitMarkRow(id), mark]]));
}
