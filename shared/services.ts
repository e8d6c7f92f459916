/** Composition root: from the settings, what the use cases work with; built once per process. */
import type { HttpClient } from '@azure/core-rest-pipeline';
import type { Principal } from './access/principal.ts';
import {
  type ArchiveAccount,
  archiveOf,
  type CredentialFor,
  credentialsOf,
  type Workspace,
  workspaceOf,
} from './accounts.ts';
import { type LogLine, writeLogLine } from './log-line.ts';
import type { Platform } from './platform.ts';
import { type Environment, type Mistake, type ReadSettings, readSettings, type Settings } from './settings.ts';
import { type LookupHash, lookupHash, storedHashKey } from './storage/lookup-hash.ts';
import type { TableStore } from './storage/table-store.ts';
import { unavailableStore } from './unavailable-store.ts';
import { type Version, versionOf } from './version.ts';

export interface Services {
  readonly settings: Settings;
  /** The settings that the environment names; the others have their defaults. */
  readonly given: ReadSettings['given'];
  readonly platform: Platform;
  /** Settings that are wrong; when there are any, nothing but `/health` answers. */
  readonly mistakes: readonly Mistake[];
  readonly store: TableStore;
  readonly clock: () => Date;
  /** Writes one line of the log. Takes facts about the work only: never a record's value, never a secret. */
  readonly log: (line: LogLine) => void;
  readonly version: Version;
  /** Keyed hashes of values that must not stand in clear; asked for once, then remembered. */
  readonly hash: () => Promise<LookupHash>;
  /** The account whose `insights-logs-…` containers are read; undefined where there is none. */
  readonly archive: () => Promise<ArchiveAccount | undefined>;
  /** The workspace that is asked for what no other road brought; undefined where there is none. */
  readonly workspace: () => Promise<Workspace | undefined>;
  /** Does work that no answer waits for. It may be cut off: what must be done has to be found again. */
  readonly background: (work: () => Promise<void>) => void;
  /** Who is asking when a request says nothing; only on one machine. */
  readonly localPrincipal: Principal | undefined;
}

/** What code, never the environment, may decide. */
export interface ServicesOptions {
  readonly env?: Environment;
  /** Instead of the store that the settings name. */
  readonly store?: TableStore;
  /** A store in one file. Refused on Azure, where an instance's disk does not last. */
  readonly sqlite?: { readonly path: string };
  /** Connection string of the app's own account, where the settings name none: its blobs are the archive. */
  readonly ownStorage?: string;
  /** Instead of the platform's identities. */
  readonly credentialFor?: CredentialFor;
  /** Sends what is asked of the workspace, instead of the client's own way. */
  readonly workspaceHttp?: HttpClient;
  readonly clock?: () => Date;
  readonly log?: (line: LogLine) => void;
  /** Instead of at once, beside everything else. */
  readonly background?: Services['background'];
  /** Signs whoever asks in. Refused on Azure. */
  readonly localPrincipal?: Principal;
}

/** The principal for the one machine that `npm start` serves, bound to loopback. */
export const localAdministrator: Principal = {
  kind: 'local',
  id: 'local',
  name: 'local',
  roles: ['Administrator'],
};

/**
 * Builds services. Wrong settings become `mistakes`; it throws only when code asks for what Azure must never have:
 * a local principal, or a store on the instance's disk.
 */
export async function createServices(options: ServicesOptions = {}): Promise<Services> {
  const read = readSettings(options.env);
  if (read.platform.onAzure && options.localPrincipal) {
    throw new Error('A local principal would sign everybody in: it is for one machine only, never on Azure.');
  }
  if (read.platform.onAzure && options.sqlite) {
    throw new Error('A SQLite store is lost with the instance it is on: on Azure, use a storage account.');
  }
  const credentialFor = options.credentialFor ?? credentialsOf(read.platform);
  const { store, mistakes } = await storeOf(options, read, credentialFor);
  let hash: Promise<LookupHash> | undefined;
  return {
    settings: read.settings,
    given: read.given,
    platform: read.platform,
    mistakes: [...read.mistakes, ...mistakes],
    store,
    clock: options.clock ?? (() => new Date()),
    log: options.log ?? writeLogLine,
    version: versionOf(),
    hash: () => {
      hash ??= hashFrom(read.settings, store).catch((error: unknown) => {
        hash = undefined;
        throw error;
      });
      return hash;
    },
    archive: () => archiveOf(read.settings, credentialFor, options.ownStorage),
    workspace: () => workspaceOf(read.settings, credentialFor, options.workspaceHttp),
    background: options.background ?? ((work) => void work()),
    localPrincipal: options.localPrincipal,
  };
}

async function hashFrom(settings: Settings, store: TableStore): Promise<LookupHash> {
  return lookupHash(settings.HASH_KEY ?? (await storedHashKey(store)));
}

/** Drivers are loaded when they are needed: SQLite never on Azure, Azure's client never on one machine. */
async function storeOf(
  options: ServicesOptions,
  { settings, mistakes: found }: ReadSettings,
  credentialFor: CredentialFor,
): Promise<{ readonly store: TableStore; readonly mistakes: readonly Mistake[] }> {
  if (options.store) return { store: options.store, mistakes: [] };
  if (options.sqlite) {
    const { sqliteTables } = await import('./storage/sqlite.ts');
    return { store: sqliteTables(options.sqlite), mistakes: [] };
  }
  const connectionString = settings.AzureWebJobsStorage;
  const endpoint = settings.AzureWebJobsStorage__tableServiceUri;
  if (connectionString === undefined && endpoint === undefined) {
    const message =
      'AzureWebJobsStorage: is not set; set the connection string of a storage account, ' +
      'or its table address as AzureWebJobsStorage__tableServiceUri.';
    const known = found.some(({ name }) => name.startsWith('AzureWebJobsStorage'));
    return { store: unavailableStore(), mistakes: known ? [] : [{ name: 'AzureWebJobsStorage', message }] };
  }
  const name = connectionString === undefined ? 'AzureWebJobsStorage__tableServiceUri' : 'AzureWebJobsStorage';
  const { azureTables } = await import('./storage/azure-tables.ts');
  try {
    if (connectionString !== undefined) return { store: azureTables({ connectionString }), mistakes: [] };
    const credential = await credentialFor(settings.AzureWebJobsStorage__clientId);
    return { store: azureTables({ endpoint: endpoint ?? '', credential }), mistakes: [] };
  } catch {
    // The client's message may repeat the key.
    return {
      store: unavailableStore(),
      mistakes: [{ name, message: `${name}: cannot be used; copy it again, whole.` }],
    };
  }
}

let current: Promise<Services> | undefined;

/** The services of this process, from its environment unless {@link provideServices} came first. */
export function services(): Promise<Services> {
  current ??= createServices().catch((error: unknown) => {
    current = undefined;
    throw error;
  });
  return current;
}

/** Sets the services of this process: for the local host and for tests. */
export function provideServices(provided: Services): void {
  current = Promise.resolve(provided);
}
