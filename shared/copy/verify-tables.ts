/** Reads source and target once more and compares what each table holds. */
import { runBounded } from '../storage/run-bounded.ts';
import type { TableStore } from '../storage/table-store.ts';
import type { CopyWatch } from './copy-watch.ts';
import { type Fingerprint, fingerprintOf } from './fingerprint.ts';

/** A table that is not the same on both sides; a side without it is undefined. */
export interface Difference {
  readonly table: string;
  readonly source: Fingerprint | undefined;
  readonly target: Fingerprint | undefined;
}

export interface Verification {
  readonly tables: number;
  /** Of the source. */
  readonly rows: number;
  readonly bytes: number;
  readonly differences: readonly Difference[];
}

const tablesAtOnce = 2;

/** `sourceTables`, `targetTables`: as each side lists them now. */
export async function verifyTables(
  { source, target }: { readonly source: TableStore; readonly target: TableStore },
  {
    sourceTables,
    targetTables,
  }: { readonly sourceTables: readonly string[]; readonly targetTables: readonly string[] },
  watch: CopyWatch,
): Promise<Verification> {
  const all = [...new Set([...sourceTables, ...targetTables])].sort();
  const differences: Difference[] = [];
  let rows = 0;
  let bytes = 0;
  watch.begins('verifying', all.length);

  async function verify(table: string): Promise<void> {
    const [left, right] = await Promise.all([
      sourceTables.includes(table) ? fingerprintOf(source, table, () => watch.rows(1)) : undefined,
      targetTables.includes(table) ? fingerprintOf(target, table) : undefined,
    ]);
    rows += left?.rows ?? 0;
    bytes += left?.bytes ?? 0;
    if (left?.rows !== right?.rows || left?.hash !== right?.hash) {
      differences.push({ table, source: left, target: right });
    }
    watch.tableDone();
  }

  await runBounded(
    tablesAtOnce,
    all.map((table) => () => verify(table)),
  );
  differences.sort((a, b) => (a.table < b.table ? -1 : 1));
  return { tables: sourceTables.length, rows, bytes, differences };
}
