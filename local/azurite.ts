/** Starts services of Azurite for one machine: on loopback, on free ports, kept in a folder. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';

export type AzuriteService = 'blob' | 'table';

export interface Azurite {
  /** Of its one account, with an endpoint for each service that was asked for. */
  readonly connectionString: string;
  /** Ends it; what it keeps is saved first. */
  stop(): Promise<void>;
}

/** Azurite's account and key are the same everywhere and documented: https://learn.microsoft.com/azure/storage/common/storage-connect-azurite */
const account = 'devstoreaccount1';
const key = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';
const program = join(import.meta.dirname, 'azurite-process.ts');

/** `onExit` hears of a service that ends by itself. Rejects, with nothing left running, when one does not start. */
export async function startAzurite(
  folder: string,
  services: readonly AzuriteService[],
  onExit: (service: AzuriteService) => void,
): Promise<Azurite> {
  let stopping = false;
  const children: ChildProcess[] = [];
  const stop = async () => {
    stopping = true;
    await Promise.all(children.map(endChild));
  };
  try {
    const endpoints = await Promise.all(
      services.map(async (service) => {
        // The table service does not say which port it was given, so it is not left the choice.
        const child = spawnService(folder, service, service === 'table' ? await freePort() : 0);
        children.push(child);
        const address = await addressOf(child, service);
        child.once('exit', () => {
          if (!stopping) onExit(service);
        });
        return `${service === 'blob' ? 'Blob' : 'Table'}Endpoint=${address}/${account}`;
      }),
    );
    const parts = ['DefaultEndpointsProtocol=http', `AccountName=${account}`, `AccountKey=${key}`, ...endpoints];
    return { connectionString: `${parts.join(';')};`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function spawnService(folder: string, service: AzuriteService, port: number): ChildProcess {
  const options = ['--location', folder, `--${service}Host`, '127.0.0.1', `--${service}Port`, String(port)];
  const flags = ['--disableTelemetry', '--silent', '--skipApiVersionCheck'];
  // Detached: a Ctrl-C in the terminal must not reach it before the requests that need it are finished.
  return spawn(process.execPath, [program, service, ...options, ...flags], {
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
    windowsHide: true,
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Where it listens, as it says itself. */
function addressOf(child: ChildProcess, service: AzuriteService): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (data: Buffer) => {
      said = (said + data).slice(-4096);
      const address = /successfully (?:listens|started) on (?:http:\/\/)?(127\.0\.0\.1:\d+)/.exec(said)?.[1];
      if (address !== undefined) resolve(`http://${address}`);
    };
    // Read to the end, or a full pipe would stop it.
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`Azurite's ${service} service did not start: ${said.trim()}`)));
  });
}

async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const exited = once(child, 'exit');
  child.stdin?.end();
  await exited;
}
