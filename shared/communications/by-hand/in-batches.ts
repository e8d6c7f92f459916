/** Does something with each communication that stands, several at a time, until the time of a slice is up. */
import type { SliceLimits } from '../../runs/run.ts';
import type { Services } from '../../services.ts';
import { runBounded } from '../../storage/run-bounded.ts';
import {
  placeAfter,
  type StandingCommunication,
  type StandingRange,
  standingCommunications,
} from './standing-communications.ts';

const batchSize = 32;
const concurrency = 8;

/** `after`: up to where it was done; `done`: to the end. Throws what `work` throws. */
export async function inBatches(
  services: Services,
  { since, after }: StandingRange,
  { until, signal }: SliceLimits,
  work: (one: StandingCommunication) => Promise<void>,
): Promise<{ readonly after: string | undefined; readonly done: boolean }> {
  const isOver = () => signal.aborted || services.clock().getTime() >= until;
  let place = after;
  let batch: StandingCommunication[] = [];
  const take = async () => {
    const last = batch.at(-1);
    await runBounded(
      concurrency,
      batch.map((one) => () => work(one)),
    );
    batch = [];
    if (last) place = placeAfter(last);
  };
  if (isOver()) return { after: place, done: false };
  for await (const one of standingCommunications(services, { since, after })) {
    batch.push(one);
    if (batch.length < batchSize) continue;
    await take();
    if (isOver()) return { after: place, done: false };
  }
  await take();
  return { after: place, done: true };
}
