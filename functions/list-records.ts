/** GET /records: records newest first, filtered by any column; a page of JSON, or all of them as CSV or NDJSON. */
import type { Call } from '../shared/http/call.ts';
import { jsonText, rawJson } from '../shared/http/json-text.ts';
import { problem } from '../shared/http/problems.ts';
import { json, type Reply, streamed } from '../shared/http/reply.ts';
import { auditExport } from '../shared/query/audit-export.ts';
import { csvForm, exportName, ndjsonForm } from '../shared/query/export-form.ts';
import { exportRecords } from '../shared/query/export-records.ts';
import { listRecords } from '../shared/query/list-records.ts';
import { readingOf } from '../shared/query/reading.ts';
import { recordItem } from '../shared/query/record-item.ts';
import { type RecordQuery, readRecordQuery } from '../shared/query/record-query.ts';
import { register } from './register.ts';

register('list-records', async (call) => {
  const read = readRecordQuery(call.searchParams, {
    accept: call.request.headers.get('accept'),
    zone: call.services.settings.TIME_ZONE,
  });
  if (read.outcome !== 'read') return problem(read.outcome, { issues: read.issues });
  return read.query.format === 'json' ? page(call, read.query) : file(call, read.query);
});

async function page({ services, count }: Call<'list-records'>, query: RecordQuery): Promise<Reply> {
  const list = await listRecords(await readingOf(services), query);
  if (list.outcome === 'narrow-the-range') return problem(list.outcome, { detail: list.detail });
  if (list.outcome === 'invalid-cursor') return problem(list.outcome);
  const { outcome: _, records, ...rest } = list;
  count({ items: records.length });
  const writing = { time: query.zone.write, json: rawJson };
  return json({ items: records.map((record) => recordItem(record, writing)), ...rest });
}

async function file(
  { services, searchParams, principal, invocationId, count }: Call<'list-records'>,
  query: RecordQuery,
): Promise<Reply> {
  const form = query.format === 'csv' ? csvForm(query) : ndjsonForm(jsonText, rawJson);
  const exported = await exportRecords(await readingOf(services), query, form, async (end) => {
    count({ items: end.rows });
    await auditExport(services, { actor: principal, id: invocationId, params: searchParams, ...end });
  });
  if (exported.outcome !== 'exported') return problem(exported.outcome, { detail: exported.detail });
  return streamed({
    contentType: form.contentType,
    headers: { 'content-disposition': `attachment; filename="${exportName(query, form, services.clock())}"` },
    body: exported.text,
    lastLine: ({ code }) => form.lastLine(`incomplete: ${code}; ask again, records are missing here`),
  });
}
