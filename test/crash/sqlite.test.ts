import { sqliteTables } from '../../shared/storage/sqlite.ts';
import { afterNoon, sms, usage } from '../ingest/events.ts';
import { late } from '../replaced/clicks.ts';
import { everyCallOf } from './every-call.ts';

const hour = 3_600_000;
const { properties } = sms('m-1');

/** Attempts to deliver one message: few values to look up, so that the calls are of many kinds and not of one. */
const attempt = (deliveryAttempts: number, over = {}) =>
  sms('m-1', {
    time: afterNoon(-(deliveryAttempts % 3) * hour),
    properties: { ...properties, deliveryAttempts },
    ...over,
  });

everyCallOf({
  open: async () => sqliteTables({ path: ':memory:' }),
  leastCalls: 40,
  off: 2,
  batch: [
    ...Array.from({ length: 6 }, (_, index) => attempt(index)),
    usage('r-1'),
    usage('r-1', { time: afterNoon(-24 * hour) }),
    usage('large', { brand: 'ö'.repeat(330_000) }),
    late({ at: 0 }),
    attempt(0),
    attempt(1, { level: 'Error' }),
    { ...sms('m-1'), time: 'never' },
    { ...sms('m-1'), category: 'ChatOperational' },
    { ...sms('m-2'), category: 'ChatOperational' },
  ],
});
