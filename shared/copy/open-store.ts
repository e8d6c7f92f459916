/** Opens a store that was named, by the driver and the identity that its name asks for. */
import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { CredentialFor } from '../accounts.ts';
import type { AzureAccount } from '../storage/azure-connection.ts';
import type { TableStore } from '../storage/table-store.ts';
import type { StoreName } from './store-name.ts';

export interface OpenedStore {
  readonly store: TableStore;
  /** Names the store among all, however it was written: its file or the address of its table service. No secret is in it. */
  readonly identity: string;
}

/**
 * Opens it, or says what is wrong in a sentence. A file is made when `make` says so. Rows that hold what the seam does not
 * know are refused when they are read, never changed.
 */
export async function openStore(
  name: StoreName,
  { make, credentialFor }: { readonly make: boolean; readonly credentialFor: CredentialFor },
): Promise<OpenedStore | { readonly wrong: string }> {
  if (name.kind === 'file') return openFile(name.path, make);
  const { azureConnection } = await import('../storage/azure-connection.ts');
  const { azureTables } = await import('../storage/azure-tables.ts');
  const account: AzureAccount =
    'endpoint' in name ? { endpoint: name.endpoint, credential: await credentialFor(undefined) } : name;
  try {
    const { address, close } = azureConnection(account, {});
    close();
    return { store: azureTables({ ...account, refuseForeign: true }), identity: address.toLowerCase() };
  } catch {
    // The client's message may repeat the key.
    return { wrong: 'is no connection string that can be used; copy it again, whole.' };
  }
}

async function openFile(path: string, make: boolean): Promise<OpenedStore | { readonly wrong: string }> {
  if (!make && !existsSync(path)) return { wrong: `names a store that is not there: there is no file ${path}.` };
  const { sqliteTables } = await import('../storage/sqlite.ts');
  try {
    const store = sqliteTables({ path });
    return { store, identity: fileIdentity(path) };
  } catch (error) {
    return { wrong: `cannot be used: ${(error as Error).message}` };
  }
}

/** The file behind links, also where it or its folder is not there yet. */
export function fileIdentity(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  return existsSync(dirname(path)) ? join(realpathSync(dirname(path)), basename(path)) : path;
}
