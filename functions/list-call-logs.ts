/** GET /call-logs: who called whom, newest first; a page of JSON, or all of them as CSV or NDJSON. */
import { callLogOf } from '../shared/communications/call-logs/call-log.ts';
import { callLogColumnNames, fullCells } from '../shared/communications/call-logs/call-log-columns.ts';
import { callLogItem } from '../shared/communications/call-logs/call-log-item.ts';
import { callsCells, callsProfileColumns } from '../shared/communications/call-logs/calls-profile.ts';
import { countCallLogs } from '../shared/communications/call-logs/count-call-logs.ts';
import { type CallLogRequest, readCallLogQuery } from '../shared/communications/call-logs/read-call-log-query.ts';
import { exportCommunications } from '../shared/communications/list/export-communications.ts';
import { listCommunications } from '../shared/communications/list/list-communications.ts';
import type { Call } from '../shared/http/call.ts';
import { jsonText, rawJson } from '../shared/http/json-text.ts';
import { problem } from '../shared/http/problems.ts';
import { json, type Reply, streamed } from '../shared/http/reply.ts';
import { auditExport } from '../shared/query/audit-export.ts';
import { csvOf, fileName, ndjsonForm } from '../shared/query/export-form.ts';
import { deadline, pageMs, readingOf } from '../shared/query/reading.ts';
import { register } from './register.ts';

type ListCall = Call<'list-call-logs'>;

const exported = { event: 'call-logs-exported', operation: 'list-call-logs', target: 'call-logs' } as const;

register('list-call-logs', async (call) => {
  const read = readCallLogQuery(call.searchParams, {
    accept: call.request.headers.get('accept'),
    zone: call.services.settings.TIME_ZONE,
  });
  if (read.outcome !== 'read') return problem(read.outcome, { issues: read.issues });
  return read.request.format === 'json' ? page(call, read.request) : file(call, read.request);
});

async function page({ services, count }: ListCall, { query, zone, ...asked }: CallLogRequest): Promise<Reply> {
  const reading = await readingOf(services);
  const [list, counts] = await Promise.all([
    listCommunications(reading, query),
    asked.count ? countCallLogs(reading, query, deadline(reading, pageMs)) : undefined,
  ]);
  if (list.outcome === 'narrow-the-range') return problem(list.outcome, { detail: list.detail });
  if (list.outcome === 'invalid-cursor') return problem(list.outcome);
  const { outcome: _, items, ...rest } = list;
  count({ items: items.length });
  return json({
    items: items.map(({ communication }) => callLogItem(callLogOf(communication), zone.write)),
    ...counts,
    ...rest,
  });
}

async function file(call: ListCall, { query, zone, format, profile, ...asked }: CallLogRequest): Promise<Reply> {
  const { services, searchParams, principal, invocationId, count } = call;
  const isCalls = profile === 'calls';
  const columns = isCalls ? callsProfileColumns : callLogColumnNames;
  const form = format === 'csv' ? csvOf(columns, asked.keepFormulas) : ndjsonForm(jsonText, rawJson);
  const opened = await exportCommunications(
    await readingOf(services),
    query,
    form,
    ({ communication }) => {
      if (format === 'csv' && isCalls) return callsCells(communication, zone.write);
      const log = callLogOf(communication);
      return format === 'csv' ? fullCells(log, zone.write) : { ...callLogItem(log, zone.write) };
    },
    async (end) => {
      count({ items: end.rows });
      await auditExport(services, { actor: principal, id: invocationId, params: searchParams, ...end }, exported);
    },
  );
  if (opened.outcome !== 'exported') return problem(opened.outcome, { detail: opened.detail });
  return streamed({
    contentType: form.contentType,
    headers: {
      'content-disposition': `attachment; filename="${fileName('call-logs', { ...asked, zone }, form, services.clock())}"`,
    },
    body: opened.text,
    lastLine: ({ code }) => form.lastLine(`incomplete: ${code}; ask again, call logs are missing here`),
  });
}
