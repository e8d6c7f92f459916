/** GET /communications/{id}: one communication with its time line. */
import { communicationDetail } from '../shared/communications/list/communication-detail.ts';
import { loadById } from '../shared/communications/list/load-communication.ts';
import { problem } from '../shared/http/problems.ts';
import { json } from '../shared/http/reply.ts';
import { register } from './register.ts';

register('get-communication', async ({ services, params: { id }, query, count }) => {
  const stored = await loadById(services, id);
  if (!stored) {
    const shown = JSON.stringify(id.slice(0, 120));
    return problem('not-found', { detail: `No communication has the id ${shown}; it may have been purged.` });
  }
  const detail = await communicationDetail(services, stored, query);
  count({ entries: detail.entriesShown });
  return json(detail);
});
