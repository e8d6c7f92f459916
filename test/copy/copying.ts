/** What the tests of copying share: a store of every kind of row, what a store holds, and a copy without waiting. */
import { copyStore } from '../../shared/copy/copy-store.ts';
import type { CopyWatch } from '../../shared/copy/copy-watch.ts';
import { type Entity, everyRow, type TableStore } from '../../shared/storage/table-store.ts';

/** Notes what it is told. */
export function watching(): CopyWatch & { readonly said: string[]; readonly phases: string[] } {
  const said: string[] = [];
  const phases: string[] = [];
  return {
    ...{ said, phases },
    begins: (phase, tables) => phases.push(`${phase} ${tables}`),
    rows: () => {},
    tableDone: () => {},
    says: (words) => said.push(words),
  };
}

/** Copies `source`, known as "the source", without waiting for anything. */
export function copy(source: TableStore, target: TableStore, watch: CopyWatch = watching(), identity = 'the source') {
  return copyStore({ source, target, identity, watch, wait: async () => {} });
}

/** Every row of every table, without tags. */
export async function contentOf(store: TableStore): Promise<Record<string, Entity[]>> {
  const content: Record<string, Entity[]> = {};
  for (const table of await store.listTables('')) {
    content[table] = await Array.fromAsync(everyRow(store, table, {}), ({ etag: _, ...row }) => row as Entity);
  }
  return content;
}

/** Writes rows, each of a partition of its own. */
export async function put(store: TableStore, table: string, ...rows: readonly Entity[]): Promise<void> {
  await store.createTable(table);
  for (const entity of rows) await store.transact(table, [{ kind: 'upsert', entity }]);
}

/** `count` rows of one partition. */
export async function fill(store: TableStore, table: string, partitionKey: string, count: number): Promise<void> {
  await store.createTable(table);
  for (let first = 0; first < count; first += 100) {
    const rows = Array.from({ length: Math.min(100, count - first) }, (_, n) => ({
      ...{ partitionKey, rowKey: String(first + n).padStart(6, '0'), n: first + n },
    }));
    await store.transact(
      table,
      rows.map((entity) => ({ kind: 'upsert', entity })),
    );
  }
}

/** A store with values of every type, odd keys, rows of a mebibyte, an empty table and tables of many rows. */
export async function fillEverything(store: TableStore): Promise<void> {
  const large = 'ä'.repeat(32_000);
  await put(
    store,
    'Values',
    { partitionKey: 'a', rowKey: 'text', text: 'Grüße, \ud83d\ude80', empty: '', digits: '1', quote: `'"\\\n\u0001` },
    { partitionKey: 'a', rowKey: 'numbers', whole: 1, half: 0.5, large: 2 ** 60, small: 5e-324, minus: -3 },
    { partitionKey: 'a', rowKey: 'integers', one: 1n, most: 2n ** 63n - 1n, least: -(2n ** 63n) },
    { partitionKey: 'a', rowKey: 'booleans', yes: true, no: false },
    { partitionKey: 'a', rowKey: 'nothing' },
    { partitionKey: "odd ' key", rowKey: ' begins with a blank' },
    { partitionKey: "odd ' key", rowKey: '~{|}!"$%&()*+,-.:;<=>@[]^_`' },
    { partitionKey: "odd ' key ", rowKey: 'ends with a blank ' },
  );
  for (const n of [0, 1, 2, 3, 4, 5, 6, 7]) {
    const texts = Object.fromEntries(Array.from({ length: 14 }, (_, part) => [`part${part}`, large]));
    await put(store, 'Parts20260304sms', { partitionKey: n < 6 ? 'p' : 'q', rowKey: String(n), n, ...texts });
  }
  await store.createTable('Empty');
  await fill(store, 'Lookups202603', '0', 150);
  await fill(store, 'Lookups202603', '1', 250);
  await fill(store, 'Lookups202603', 'f', 3);
  await put(store, 'Settings', { partitionKey: 'secrets', rowKey: 'hash-key', key: 'made long ago' });
}
