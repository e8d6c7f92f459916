/** The body of an event as bytes, whatever the Functions host made of it. */
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

const unpack = promisify(gunzip);

export type EventText =
  | { readonly bytes: Uint8Array }
  /** It cannot be read: why, and the text that is kept of it. */
  | { readonly fault: string; readonly text: string };

/**
 * The bytes of a body, unpacked where they are gzip. Asked for bytes, the host hands over bytes; older ones hand over the
 * text, its JSON value, or the bytes as base64.
 */
export async function eventText(body: unknown, maxBytes: number): Promise<EventText> {
  if (body instanceof Uint8Array) return unpacked(body, maxBytes);
  if (typeof body === 'string') return unpacked(bytesIn(body) ?? Buffer.from(body), maxBytes);
  try {
    // What was a JSON value is one again; nothing at all counts as null.
    return { bytes: Buffer.from(JSON.stringify(body ?? null)) };
  } catch {
    return { fault: 'the host handed over what cannot be written as JSON', text: '' };
  }
}

/** The bytes of a base64 text, if what they hold is JSON or gzip by its beginning. */
function bytesIn(text: string): Buffer | undefined {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return undefined;
  const bytes = Buffer.from(text, 'base64');
  return isGzip(bytes) || bytes[0] === 0x7b || bytes[0] === 0x5b ? bytes : undefined;
}

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

async function unpacked(bytes: Uint8Array, maxBytes: number): Promise<EventText> {
  if (!isGzip(bytes)) return { bytes };
  try {
    return { bytes: await unpack(bytes, { maxOutputLength: maxBytes }) };
  } catch (error) {
    const isTooLarge = (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE';
    const fault = isTooLarge ? `unpacked it is larger than ${maxBytes} bytes` : 'it is gzip that cannot be unpacked';
    return { fault, text: Buffer.from(bytes).toString('base64') };
  }
}
