/** Many small transactions, one durable commit: what waits together is written together, and answered only afterwards. */

import type { DatabaseSync } from 'node:sqlite';

/** Its statements ran; `keep` false takes them back, and them alone. */
export interface Step<T> {
  readonly value: T;
  readonly keep: boolean;
}

interface Waiting {
  readonly rows: number;
  run(): () => void;
  reject(cause: unknown): void;
}

export interface GroupCommit {
  /** Runs `work`, which must be synchronous and writes about `rows` rows, in the next group. Rejects when nothing was written. */
  add<T>(rows: number, work: () => Step<T>): Promise<T>;
  /** Writes all that waits, now. */
  flush(): void;
}

/** About 50 ms of work; longer groups would hold up the event loop. */
const rowsPerGroup = 2_000;

/** `before` runs ahead of each group's transaction. */
export function groupCommit(db: DatabaseSync, before: () => void): GroupCommit {
  let queue: Waiting[] = [];
  let scheduled = false;

  function schedule(): void {
    if (scheduled || queue.length === 0) return;
    scheduled = true;
    // After the callbacks of this turn, so that all who are ready get in.
    setImmediate(() => {
      scheduled = false;
      // A flush may have written them before.
      if (queue.length > 0) commit(take());
      schedule();
    });
  }

  function take(): Waiting[] {
    let rows = 0;
    const count = queue.findIndex((one) => {
      rows += one.rows;
      return rows > rowsPerGroup;
    });
    const group = queue.slice(0, count === -1 ? queue.length : Math.max(1, count));
    queue = queue.slice(group.length);
    return group;
  }

  function commit(group: readonly Waiting[]): void {
    const answers: (() => void)[] = [];
    try {
      before();
      db.exec('BEGIN IMMEDIATE');
      for (const one of group) answers.push(one.run());
      db.exec('COMMIT');
    } catch (cause) {
      for (const one of group) one.reject(cause);
      if (db.isTransaction) db.exec('ROLLBACK');
      return;
    }
    for (const answer of answers) answer();
  }

  function runIn<T>(work: () => Step<T>, resolve: (value: T) => void, reject: (cause: unknown) => void): () => void {
    db.exec('SAVEPOINT step');
    try {
      const { value, keep } = work();
      db.exec(keep ? 'RELEASE step' : 'ROLLBACK TO step; RELEASE step');
      return () => resolve(value);
    } catch (cause) {
      // A full disk ends the whole transaction; then none of the group is written.
      if (!db.isTransaction) throw cause;
      db.exec('ROLLBACK TO step; RELEASE step');
      return () => reject(cause);
    }
  }

  return {
    add(rows, work) {
      return new Promise((resolve, reject) => {
        queue.push({ rows, reject, run: () => runIn(work, resolve, reject) });
        schedule();
      });
    },
    flush() {
      while (queue.length > 0) commit(take());
    },
  };
}
