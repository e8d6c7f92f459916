/** Which tables of a store a copy moves: all but those that the Functions host keeps in the same account for itself. */
import type { TableStore } from '../storage/table-store.ts';

/** Begin the names of the host's tables; it writes them anew wherever it runs, in an empty account too. */
const hostPrefixes = ['AzureFunctions', 'AzureWebJobs'];

export interface CopiedTables {
  readonly tables: readonly string[];
  /** The host's. */
  readonly leftOut: readonly string[];
}

export async function copiedTables(store: TableStore): Promise<CopiedTables> {
  const all = await store.listTables('');
  const isHosts = (table: string) => hostPrefixes.some((prefix) => table.startsWith(prefix));
  return { tables: all.filter((table) => !isHosts(table)), leftOut: all.filter(isHosts) };
}
