/** GET /communications: newest first, filtered and counted; a page of JSON, all of them as a file, or what has changed. */
import {
  communicationCells,
  communicationColumnNames,
  communicationItem,
} from '../shared/communications/list/communication-item.ts';
import { countCommunications } from '../shared/communications/list/count-communications.ts';
import { exportCommunications } from '../shared/communications/list/export-communications.ts';
import { listCommunications } from '../shared/communications/list/list-communications.ts';
import { readChanges } from '../shared/communications/list/read-changes.ts';
import {
  type CommunicationRequest,
  readCommunicationQuery,
} from '../shared/communications/list/read-communication-query.ts';
import type { Call } from '../shared/http/call.ts';
import { jsonText, rawJson } from '../shared/http/json-text.ts';
import { problem } from '../shared/http/problems.ts';
import { json, type Reply, streamed } from '../shared/http/reply.ts';
import { auditExport } from '../shared/query/audit-export.ts';
import { csvOf, fileName, ndjsonForm } from '../shared/query/export-form.ts';
import { deadline, pageMs, readingOf } from '../shared/query/reading.ts';
import { register } from './register.ts';

type ListCall = Call<'list-communications'>;

const exported = {
  event: 'communications-exported',
  operation: 'list-communications',
  target: 'communications',
} as const;

register('list-communications', async (call) => {
  const read = readCommunicationQuery(call.searchParams, {
    accept: call.request.headers.get('accept'),
    zone: call.services.settings.TIME_ZONE,
  });
  if (read.outcome !== 'read') return problem(read.outcome, { issues: read.issues });
  const { request } = read;
  if (request.since) return changes(call, request, request.since);
  return request.format === 'json' ? page(call, request) : file(call, request);
});

async function page({ services, count }: ListCall, { query, zone, ...asked }: CommunicationRequest): Promise<Reply> {
  const reading = await readingOf(services);
  const [list, counts] = await Promise.all([
    listCommunications(reading, query),
    asked.count ? countCommunications(reading, query, deadline(reading, pageMs)) : undefined,
  ]);
  if (list.outcome === 'narrow-the-range') return problem(list.outcome, { detail: list.detail });
  if (list.outcome === 'invalid-cursor') return problem(list.outcome);
  const { outcome: _, items, ...rest } = list;
  count({ items: items.length });
  return json({
    items: items.map(({ communication }) => communicationItem(communication, zone.write)),
    ...rest,
    ...counts,
  });
}

async function changes(
  { services, count }: ListCall,
  { query, zone }: CommunicationRequest,
  since: NonNullable<CommunicationRequest['since']>,
): Promise<Reply> {
  const { items, next } = await readChanges(await readingOf(services), query, since);
  count({ items: items.length });
  return json({
    items: items.map(({ communication, created, changed }) => ({
      ...communicationItem(communication, zone.write),
      change: created === changed ? 'created' : 'updated',
      changed: zone.write(new Date(changed).toISOString()),
    })),
    next,
  });
}

async function file(call: ListCall, { query, zone, ...asked }: CommunicationRequest): Promise<Reply> {
  const { services, searchParams, principal, invocationId, count } = call;
  const isCsv = asked.format === 'csv';
  const form = isCsv ? csvOf(communicationColumnNames, asked.keepFormulas) : ndjsonForm(jsonText, rawJson);
  const opened = await exportCommunications(
    await readingOf(services),
    query,
    form,
    ({ communication }) => {
      const item = communicationItem(communication, zone.write);
      return isCsv ? communicationCells(item) : item;
    },
    async (end) => {
      count({ items: end.rows });
      await auditExport(services, { actor: principal, id: invocationId, params: searchParams, ...end }, exported);
    },
  );
  if (opened.outcome !== 'exported') return problem(opened.outcome, { detail: opened.detail });
  const name = fileName('communications', { ...asked, zone }, form, services.clock());
  return streamed({
    contentType: form.contentType,
    headers: { 'content-disposition': `attachment; filename="${name}"` },
    body: opened.text,
    lastLine: ({ code }) => form.lastLine(`incomplete: ${code}; ask again, communications are missing here`),
  });
}
