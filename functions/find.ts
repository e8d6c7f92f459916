/** GET /find: everything that carries an id, number, address or IP, in any of its forms. */

import { readArrivals } from '../shared/arrivals/arrivals.ts';
import { communicationItem } from '../shared/communications/list/communication-item.ts';
import { communicationsOfHits } from '../shared/communications/list/communications-of-hits.ts';
import { problem } from '../shared/http/problems.ts';
import { json } from '../shared/http/reply.ts';
import { readFindQuery } from '../shared/query/find-query.ts';
import { findValue } from '../shared/query/find-value.ts';
import { readingOf } from '../shared/query/reading.ts';
import { switchedOff } from '../shared/switches/switches.ts';
import { register } from './register.ts';

register('find', async ({ services, searchParams, count }) => {
  const read = readFindQuery(searchParams);
  if (read.outcome !== 'read') return problem(read.outcome, { issues: read.issues });
  const [hashOf, off] = await Promise.all([services.hash(), switchedOff(services)]);
  const found = await findValue(
    {
      reading: await readingOf(services),
      hashOf,
      off,
      today: services.clock(),
      arrived: async () => new Set((await readArrivals(services)).keys()),
    },
    read.query,
  );
  const { communications, truncated } = await communicationsOfHits(services, read.query.value, found.items);
  count({ items: found.items.length, communications: communications.length });
  const { hints, ...rest } = found;
  return json({
    ...rest,
    communications: communications.map(({ communication }) => communicationItem(communication, (utc) => utc)),
    ...(truncated ? { communicationsTruncated: true } : {}),
    // They explain why nothing is there.
    ...(hints && communications.length === 0 ? { hints } : {}),
  });
});
