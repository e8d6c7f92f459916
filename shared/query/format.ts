/** The forms in which records are answered. */

export const formats = ['json', 'csv', 'ndjson'] as const;
export type RecordFormat = (typeof formats)[number];

const mediaTypes: Readonly<Record<string, RecordFormat>> = {
  'application/json': 'json',
  '*/*': 'json',
  'text/csv': 'csv',
  'application/x-ndjson': 'ndjson',
  'application/ndjson': 'ndjson',
  'application/jsonl': 'ndjson',
};

/** The first of the `Accept` header's media types that there is; JSON where none is. */
export function formatOf(accept: string | null | undefined): RecordFormat {
  for (const part of (accept ?? '').split(',')) {
    const format = mediaTypes[part.split(';')[0]?.trim().toLowerCase() ?? ''];
    if (format) return format;
  }
  return 'json';
}
