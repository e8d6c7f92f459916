/** The drivers that the contract suite runs on, each with a fresh store for the asking. */

import { randomBytes } from 'node:crypto';
import { azureTables } from '../../shared/storage/azure-tables.ts';
import { sqliteTables } from '../../shared/storage/sqlite.ts';
import type { TableStore } from '../../shared/storage/table-store.ts';
import { azurite } from './azurite.ts';

export interface Driver {
  readonly name: string;
  /** An empty store of the caller's own; the caller closes it. */
  open(): Promise<TableStore>;
}

export const drivers: readonly Driver[] = [
  { name: 'SQLite', open: async () => sqliteTables({ path: ':memory:' }) },
  {
    name: 'Azure tables',
    open: async () => azureTables({ ...(await azurite()), tablePrefix: ownPrefix() }),
  },
];

/** A prefix that no other test has. */
export function ownPrefix(): string {
  return `T${randomBytes(6).toString('hex')}`;
}
