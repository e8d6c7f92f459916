/** Opening a store's file: it is a Commlog store or a new one, durable at every commit, and knows which tags were given. */

import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StorageUnavailable } from './table-store.ts';

/** `Clog`, where SQLite keeps the mark of the program that a file belongs to. */
const applicationId = 0x436c6f67;
/** Raised when the layout of the file changes. */
const layout = 1;
const busyTimeout = 5_000;
/** Tags are set aside in blocks, so that neither a restart nor a second process gives one again. */
const tagBlock = 1_000_000;

export interface StoreFile {
  readonly db: DatabaseSync;
  /** Next tag that no row ever had. Call {@link StoreFile.reserveTags} before a group of at most 10,000. */
  nextTag(): number;
  reserveTags(): void;
}

/** Throws an Error in one sentence when the file is no Commlog store, {@link StorageUnavailable} when it cannot be opened. */
export function openStoreFile(path: string): StoreFile {
  let db: DatabaseSync | undefined;
  try {
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
    db = new DatabaseSync(path, { timeout: busyTimeout });
    if (markOf(db).application !== applicationId) begin(db, path);
    const { version } = markOf(db);
    if (version > layout) throw new Error(`${path} was written by a newer Commlog (layout ${version}); use that one.`);
    // What is deleted, or erased, is overwritten with zeros; where pages were rearranged, bytes can be left until the file is vacuumed.
    db.exec(`PRAGMA secure_delete = ON; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -131072; PRAGMA wal_autocheckpoint = 8000;
             PRAGMA journal_size_limit = 67108864`);
    return withTags(db);
  } catch (error) {
    db?.close();
    throw openingError(path, error as Error & { errcode?: number });
  }
}

function openingError(path: string, error: Error & { code?: string; errcode?: number }): Error {
  const notADatabase = 26;
  if (error.errcode === notADatabase) return new Error(foreign(path), { cause: error });
  if (error.code === undefined) return error;
  return new StorageUnavailable(`The store ${path} cannot be opened: ${error.message}`, { cause: error });
}

function foreign(path: string): string {
  return `${path} is not a Commlog store; name another file, or move this one away.`;
}

function markOf(db: DatabaseSync): { application: number; version: number } {
  const application = db.prepare('PRAGMA application_id').get()?.application_id;
  const version = db.prepare('PRAGMA user_version').get()?.user_version;
  return { application: Number(application), version: Number(version) };
}

/** Makes an empty file a store; leaves any other as it is. A second process that opens it at the same time waits. */
function begin(db: DatabaseSync, path: string): void {
  // Records make rows of one to two kilobytes. A row of more than a quarter of a page gets a page of its own for the rest.
  db.exec('PRAGMA page_size = 16384; BEGIN IMMEDIATE');
  const { application, version } = markOf(db);
  // The second process may have been quicker.
  if (application !== applicationId) {
    const isEmpty = db.prepare('SELECT count(*) AS parts FROM sqlite_schema').get()?.parts === 0;
    if (application !== 0 || version !== 0 || !isEmpty) throw new Error(foreign(path));
    db.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${layout};
             CREATE TABLE tags (next INTEGER NOT NULL) STRICT; INSERT INTO tags VALUES (1)`);
  }
  db.exec('COMMIT');
}

function withTags(db: DatabaseSync): StoreFile {
  const setAside = db.prepare('UPDATE tags SET next = next + ? RETURNING next');
  let next = 0;
  let end = 0;
  return {
    db,
    nextTag() {
      next += 1;
      return next - 1;
    },
    reserveTags() {
      if (end - next > 10_000) return;
      end = Number(setAside.get(tagBlock)?.next);
      next = end - tagBlock;
    },
  };
}
