import { afterNoon, sms, usage } from '../ingest/events.ts';
import { drivers } from '../storage/drivers.ts';
import { everyCallOf } from './every-call.ts';

const azure = drivers.find(({ name }) => name === 'Azure tables');
if (!azure) throw new Error('test/storage/drivers.ts names no driver "Azure tables".');

/** All ids are one, so that few rows are looked up: each call takes its time on the wire. */
const id = { correlationId: 'x', callerIpAddress: 'x' };

everyCallOf({
  open: azure.open,
  leastCalls: 20,
  off: 1,
  batch: [
    sms('x', id),
    usage('x', { ...id, time: afterNoon(-86_400_000), brand: '漢'.repeat(160_000) }),
    sms('x', { ...id, level: 'Error' }),
    { ...sms('x'), time: 'never' },
    { ...sms('x'), category: 'ChatOperational' },
  ],
});
