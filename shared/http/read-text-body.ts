/** Reads a body that is a text of moderate size, such as a CSV. */
import type { HttpRequest } from '@azure/functions';
import { UnreadableBody } from '../ingest/decode.ts';
import { deliveryBody } from './delivery-body.ts';
import { isProblem, type Problem, problem } from './problems.ts';

export interface TextBody {
  /** Media types that are taken. */
  readonly types: readonly string[];
  /** Once it is decompressed. */
  readonly mostBytes: number;
  /** Ends it with its reason. */
  readonly signal: AbortSignal;
}

/** The text, which is UTF-8 and may come compressed with gzip, or the problem with it. */
export async function readTextBody(
  request: Pick<HttpRequest, 'headers' | 'body'>,
  { types, mostBytes, signal }: TextBody,
): Promise<{ readonly text: string } | Problem> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (!types.includes(type)) return problem('unsupported-media-type', { detail: `Send ${types.join(' or ')}.` });
  const bytes = deliveryBody(request as unknown as Parameters<typeof deliveryBody>[0], signal);
  if (isProblem(bytes)) return bytes;
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const piece of bytes) {
      size += piece.byteLength;
      if (size > mostBytes) {
        return problem('body-too-large', { detail: `Send at most ${mostBytes / 1024 / 1024} MiB here.` });
      }
      pieces.push(piece);
    }
  } catch (error) {
    if (!(error instanceof UnreadableBody)) throw error;
    return problem('unreadable-body', { detail: `The body cannot be read: ${error.message}.` });
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces)) };
  } catch {
    return problem('unreadable-body', { detail: 'The body is not UTF-8; save the file as UTF-8 and send it again.' });
  }
}
