/** A folder for one bench, gone with the process at the latest. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TempFolder extends Disposable {
  readonly path: string;
}

export function tempFolder(): TempFolder {
  const path = mkdtempSync(join(tmpdir(), 'commlog-bench-'));
  // Azurite may be writing its last files while it ends.
  const remove = () => rmSync(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
  process.on('exit', remove);
  return {
    path,
    [Symbol.dispose]() {
      process.off('exit', remove);
      remove();
    },
  };
}
