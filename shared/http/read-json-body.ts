/** Reads a small JSON body by a schema. */
import type { HttpRequest } from '@azure/functions';
import type { z } from 'zod';
import { issuesOf } from './issues.ts';
import { type Problem, problem } from './problems.ts';

/** Changes are small; deliveries of records are read elsewhere. */
const mostBytes = 64 * 1024;

/** The body as the schema gives it, or the problem with it. `optional`: none at all, of whatever type, is `{}`. */
export async function readJsonBody(
  request: Pick<HttpRequest, 'headers' | 'body'>,
  { json: schema, optional }: { readonly json: z.ZodType; readonly optional?: true },
): Promise<{ readonly body: unknown } | Problem> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
  const isJson = type === 'application/json' || type.endsWith('+json');
  if (!isJson && !optional) return problem('unsupported-media-type');
  if ((request.headers.get('content-encoding') ?? 'identity').toLowerCase() !== 'identity') {
    return problem('unsupported-encoding', { detail: 'Send this body as it is, not compressed.' });
  }
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    size += piece.byteLength;
    if (size > mostBytes) return problem('body-too-large', { detail: `Send at most ${mostBytes / 1024} KiB here.` });
    pieces.push(piece);
  }
  const isAbsent = optional && size === 0;
  if (!isJson && !isAbsent) return problem('unsupported-media-type');
  const value = isAbsent ? {} : parsed(Buffer.concat(pieces));
  if (value === undefined) return problem('unreadable-body', { detail: 'The body is not JSON in UTF-8.' });
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    return problem('invalid-body', { issues: [{ path: '', message: 'must be a JSON object' }] });
  const read = schema.safeParse(value);
  if (read.success) return { body: read.data };
  const known = 'shape' in schema ? Object.keys(schema.shape as object) : [];
  return problem('invalid-body', { issues: issuesOf(read.error, value, 'member', known) });
}

/** No JSON text stands for undefined. */
function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
