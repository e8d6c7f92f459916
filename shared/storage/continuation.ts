/** Where a page ended, as an opaque text. */

import { StorageLimit } from './table-store.ts';

/** Two keys, or the service's own two marks. */
export function toContinuation(partition: string, row: string): string {
  return Buffer.from(JSON.stringify([partition, row])).toString('base64url');
}

/** Throws {@link StorageLimit} when the text is none that {@link toContinuation} wrote. */
export function fromContinuation(continuation: string): readonly [partition: string, row: string] {
  try {
    const [partition, row] = JSON.parse(Buffer.from(continuation, 'base64url').toString());
    if (typeof partition === 'string' && typeof row === 'string') return [partition, row];
  } catch {}
  throw new StorageLimit('The continuation is not one that this store gave.');
}
