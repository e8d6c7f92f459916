/** A lock on a file that ends with the process that holds it, however that ends. */

import { DatabaseSync } from 'node:sqlite';

const sqliteBusy = 5;

/** Lets others have it. */
export interface FileLock {
  release(): void;
}

/** Undefined when another process holds it for longer than `patience` ms. Throws the system's error when it cannot be used. */
export function lockFile(path: string, patience: number): FileLock | undefined {
  // The lock is the system's own on an open file; SQLite knows how to take it everywhere.
  const lock = new DatabaseSync(path, { timeout: patience });
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    return { release: () => lock.close() };
  } catch (error) {
    lock.close();
    if ((error as { errcode?: number }).errcode !== sqliteBusy) throw error;
    return undefined;
  }
}
