/** An event as the fields of a record: its columns by name, and what no column takes. */
import type { Category } from '../categories/define.ts';
import type { Fields } from '../ingest/fields.ts';
import { dataColumnsOf, isEmpty } from './data-columns.ts';
import { type Envelope, operationOf } from './envelope.ts';

export interface EventFields {
  readonly fields: Fields;
  /** Where each was delivered, by its name in `fields`: `data.reason.code`. */
  readonly paths: ReadonlyMap<string, string>;
}

/** What stands in the envelope, what in the data, and what in the path by which subscriptions choose events. */
export function eventFieldsOf(row: Category, { members, rest }: Envelope, data: Fields): EventFields {
  const found = dataColumnsOf(row, data);
  const { values, paths } = found;
  const { id, type, time, source, path } = members;
  const envelope = { EventId: id, OperationName: type, TimeGenerated: time, ResourceId: source, EventPath: path };
  for (const [name, member] of Object.entries(envelope)) {
    if (!member) continue;
    values[name] = member === type ? operationOf(member.value) : member.value;
    paths.set(name, member.key);
  }
  for (const [name, value] of pathColumns(row, path?.value)) values[name] ??= value;
  return {
    fields: {
      ...values,
      ...(isEmpty(found.rest) ? {} : { data: found.rest }),
      ...(isEmpty(rest) ? {} : { envelope: rest }),
    },
    paths,
  };
}

/** Some events name what they are about in their path only: `recording/call/{id}/recordingId/{id}`. */
function pathColumns(row: Category, path: unknown): [string, string][] {
  const segments = typeof path === 'string' ? path.split('/') : [];
  return segments.flatMap((segment, index) => {
    const column = row.columnNamed(`path.${segment}`);
    const value = segments[index + 1];
    return column && value ? [[column.name, value] as [string, string]] : [];
  });
}
