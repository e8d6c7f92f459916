/** What the host is doing right now: so that it can be finished before it ends, or failed when the worker fails. */

export interface Work {
  /** Ends it for the caller with the real host's 500; nothing for a timer. */
  readonly fail: () => void;
  /** True when nothing will ever finish it (a client left hanging): it is not waited for. */
  hung: boolean;
}

export interface InFlight {
  /** Remembers `work` until `finished` settles. */
  add(work: Work, finished: Promise<unknown>): void;
  failAll(): void;
  /** Resolves when everything that can finish has. */
  drained(): Promise<void>;
  /** Call when a work's `hung` changed. */
  changed(): void;
}

export function trackInFlight(): InFlight {
  const current = new Set<Work>();
  const waiting = new Set<() => void>();
  const idle = () => [...current].every((work) => work.hung);
  const changed = () => {
    if (!idle()) return;
    for (const resolve of waiting) resolve();
    waiting.clear();
  };
  return {
    add(work, finished) {
      current.add(work);
      const remove = () => {
        current.delete(work);
        changed();
      };
      finished.then(remove, remove);
    },
    failAll() {
      for (const work of current) work.fail();
    },
    drained: () => (idle() ? Promise.resolve() : new Promise<void>((resolve) => waiting.add(resolve))),
    changed,
  };
}
