/** GET /records/{id}: one record, with the JSON as it was delivered. */
import { rawJson } from '../shared/http/json-text.ts';
import { problem } from '../shared/http/problems.ts';
import { json } from '../shared/http/reply.ts';
import { getRecord, idExample } from '../shared/query/get-record.ts';
import { readingOf } from '../shared/query/reading.ts';
import { recordDetail } from '../shared/query/record-item.ts';
import { register } from './register.ts';

register('get-record', async ({ services, params }) => {
  const got = await getRecord(await readingOf(services), params.id);
  if (got.outcome === 'found') return json(recordDetail(got.record, { time: (utc) => utc, json: rawJson }));
  if (got.outcome === 'replaced')
    return problem('not-found', {
      detail: `Log Analytics had replaced the time of this record; with its own time it is ${got.twin}.`,
    });
  if (got.outcome === 'erased') return problem('not-found', { detail: 'This record was purged by hand.' });
  if (got.outcome === 'absent')
    return problem('not-found', { detail: 'No record has this id; it may have been purged.' });
  return problem('not-found', { detail: `This is no id of a record. One looks like ${idExample}.` });
});
