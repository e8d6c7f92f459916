/** Starts the whole of Commlog on one machine: data folder, Azurite, store, host. */

import { join, resolve } from 'node:path';
import type { SettingLookup } from './app-functions.ts';
import { type Azurite, startAzurite } from './azurite.ts';
import { type DataFolder, takeDataFolder } from './data-folder.ts';
import { type Host, startHost } from './host.ts';
import type { HostJson } from './host-json.ts';
import { consoleLog, type HostLog } from './host-log.ts';
import { statusInFile } from './schedule-status.ts';

export interface LocalOptions {
  /** 0: any free one. */
  readonly port: number;
  /** Folder that keeps everything. */
  readonly data: string;
  /** Tables in Azurite instead of SQLite. */
  readonly azurite: boolean;
  readonly log?: HostLog;
  readonly hostJson?: HostJson;
}

/** Where the app finds its storage. */
export interface LocalStorage {
  /** The SQLite file; absent when the tables are in Azurite. */
  readonly database?: string;
  /** Of Azurite: blobs always, tables when there is no `database`. */
  readonly connectionString: string;
}

/** The app as one machine runs it. */
export interface LocalApp {
  /** True where the environment is Azure's: then nothing starts. */
  readonly onAzure: boolean;
  /** Gives the app its storage, before it is loaded. */
  open(storage: LocalStorage): Promise<OpenedApp | { readonly refused: string }>;
  load(): Promise<unknown>;
}

export interface OpenedApp {
  readonly setting?: SettingLookup;
  close(): Promise<void>;
}

export interface Local<App extends OpenedApp = OpenedApp> {
  readonly host: Host;
  readonly url: string;
  readonly app: App;
  /** Finishes what is in flight and ends all of it. Further calls wait for the first. */
  close(): Promise<void>;
}

/** `refused`: one line that says why, and what to do; nothing is left running. */
export type LocalStart =
  | { readonly outcome: 'running'; readonly local: Local }
  | { readonly outcome: 'refused'; readonly reason: string };

/** Expected failures are `refused`; it rejects, with nothing left running, on any other. */
export async function startLocal(options: LocalOptions, app: LocalApp): Promise<LocalStart> {
  if (app.onAzure) return refused('npm start is for one machine and signs everybody in: it does not run on Azure.');
  const data = resolve(options.data);
  let folder: DataFolder;
  try {
    const taken = takeDataFolder(data);
    if (taken.outcome === 'in-use') {
      const where = taken.url === undefined ? '' : ` at ${taken.url}`;
      return refused(`Commlog already runs on ${data}${where}; stop it first, or name another folder with --data.`);
    }
    folder = taken.folder;
  } catch (error) {
    return refused(`The folder ${data} cannot be used: ${(error as Error).message}.`);
  }
  const ends: (() => unknown)[] = [() => folder.release()];
  const endAll = async () => {
    for (const end of ends.reverse()) await end();
  };
  try {
    const started = await startOn(folder, data, options, app, ends);
    if (typeof started === 'string') {
      await endAll();
      return refused(started);
    }
    let ended: Promise<void> | undefined;
    const close = () => {
      ended ??= endAll();
      return ended;
    };
    return { outcome: 'running', local: { ...started, url: started.host.url, close } };
  } catch (error) {
    await endAll();
    throw error;
  }
}

const refused = (reason: string): LocalStart => ({ outcome: 'refused', reason });

/** Puts into `ends` how to end each part, in order; gives a reason when it cannot go on. */
async function startOn(
  folder: DataFolder,
  data: string,
  { port, azurite: tablesInAzurite, log = consoleLog, hostJson = {} }: LocalOptions,
  app: LocalApp,
  ends: (() => unknown)[],
): Promise<{ host: Host; app: OpenedApp } | string> {
  const onExit = (service: string) =>
    log({ level: 'error', message: `Azurite's ${service} service ended by itself; start Commlog again.` });
  const azurite: Azurite = await startAzurite(
    join(data, 'azurite'),
    tablesInAzurite ? ['blob', 'table'] : ['blob'],
    onExit,
  );
  ends.push(azurite.stop);
  const { connectionString } = azurite;
  const opened = await app.open({
    connectionString,
    ...(tablesInAzurite ? {} : { database: join(data, 'commlog.db') }),
  });
  if ('refused' in opened) return opened.refused;
  ends.push(() => opened.close());
  const host = await startHost({
    ...hostJson,
    port,
    log,
    load: app.load,
    scheduleStatus: statusInFile(join(data, 'timers.json')),
    ...(opened.setting === undefined ? {} : { setting: opened.setting }),
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE') return `Port ${port} is in use; choose another: npm start -- --port ${port + 1}`;
    if (error.code === 'EACCES') return `Port ${port} is not for this user; choose one above 1023 with --port.`;
    throw error;
  });
  if (typeof host === 'string') return host;
  ends.push(() => host.close());
  folder.announce({ url: host.url, storage: connectionString });
  return { host, app: opened };
}
