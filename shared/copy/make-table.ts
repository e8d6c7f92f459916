/** Creates a table, also where one of its name was dropped a moment ago. */
import { StorageUnavailable, type TableStore } from '../storage/table-store.ts';

export interface Patience {
  /** Waits so many milliseconds. */
  readonly wait: (ms: number) => Promise<unknown>;
  /** Is told why it takes so long. */
  readonly onWait: (words: string) => void;
}

/** Azure frees the name of a dropped table within some 40 seconds, of a very large one later. */
const betweenMs = 5_000;
const mostAttempts = 60;

/** Throws {@link StorageUnavailable} when the name is not free after five minutes. */
export async function makeTable(store: TableStore, table: string, { wait, onWait }: Patience): Promise<void> {
  for (let attempt = 1; (await store.createTable(table)) === 'being-dropped'; attempt += 1) {
    if (attempt === 1) onWait(`Table ${table} of the target was dropped a moment ago; waiting until its name is free.`);
    if (attempt === mostAttempts) {
      throw new StorageUnavailable(`table ${table} of the target is still being dropped after five minutes`);
    }
    await wait(betweenMs);
  }
}
