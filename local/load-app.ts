/** Loads the app into this process, as the worker does when it starts. */

import type { Server as HttpServer } from 'node:http';
import type { Core, RegisteredFunction } from './core-api.ts';
import { errorText } from './error-text.ts';
import type { HostLog } from './host-log.ts';
import { onLoopback } from './loopback.ts';

export interface LoadedApp {
  readonly functions: ReadonlyMap<string, RegisteredFunction>;
  /** Port of the library's streaming proxy; absent when the app did not switch streaming on. */
  readonly workerPort?: number;
  close(): Promise<void>;
}

/**
 * Never rejects: what goes wrong while loading (a throw, a duplicate name) is logged, and the app then has no functions
 * at all, as on Azure.
 */
export async function loadApp(core: Core, load: () => Promise<unknown>, log: HostLog): Promise<LoadedApp> {
  const nothing: LoadedApp = { functions: new Map(), close: async () => {} };
  core.open(log);
  try {
    await load();
    await core.runHooks('appStart', { hookData: {}, functionAppDirectory: process.cwd() });
  } catch (error) {
    core.seal();
    log({ level: 'error', message: `Loading the app failed, so there are no functions: ${errorText(error)}` });
    return nothing;
  }
  const { functions } = core.seal();
  const { value: capabilities, servers } = await onLoopback(
    async () => (await core.model()?.getCapabilities?.({})) ?? {},
  );
  const close = async () => {
    for (const server of servers as HttpServer[]) {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    }
  };
  const address = capabilities.HttpUri;
  return { functions, close, ...(address === undefined ? {} : { workerPort: Number(new URL(address).port) }) };
}
