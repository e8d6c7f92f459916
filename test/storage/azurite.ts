/** Azurite for tests: tables and blobs in memory, on free ports of the loopback, one for each test run. */

import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { inject } from 'vitest';

export interface Azurite {
  /** Of the one account, with its table and blob services. */
  readonly connectionString: string;
}

const account = 'devstoreaccount1';
/** Further accounts of it, for tests that need one to themselves. */
const ownAccounts = Array.from({ length: 40 }, (_, n) => `own${n}`);
/** Azurite's documented key of its one account; it opens nothing else. */
const key = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

/** The Azurite of this test run. Use names of your own in it: other test files are there at the same time. */
export async function azurite(): Promise<Azurite> {
  const response = await fetch(inject('azuriteDesk'));
  if (!response.ok) throw new Error(`Azurite did not start: ${await response.text()}`);
  return (await response.json()) as Azurite;
}

/** An account of it that no other test of this run has, all empty. */
export async function ownAccount(): Promise<Azurite> {
  const response = await fetch(`${inject('azuriteDesk')}/own`);
  if (!response.ok) throw new Error(`There is no account of its own: ${await response.text()}`);
  return (await response.json()) as Azurite;
}

/** The account at other addresses, as those of a proxy. */
export function connectionStringFor(tableEndpoint: string, blobEndpoint?: string, name = account): string {
  const services = [`TableEndpoint=${tableEndpoint}`, ...(blobEndpoint ? [`BlobEndpoint=${blobEndpoint}`] : [])];
  return `DefaultEndpointsProtocol=http;AccountName=${name};AccountKey=${key};${services.join(';')};`;
}

/** The address of the table service in a connection string. */
export function tableEndpointOf(connectionString: string): URL {
  return new URL(/TableEndpoint=([^;]+)/.exec(connectionString)?.[1] ?? '');
}

export interface StartedAzurite extends Azurite {
  /** Of the further accounts, one after the other; undefined when all are taken. */
  takeOwn(): Azurite | undefined;
  stop(): Promise<void>;
}

/** Starts an Azurite; resolves when all of its services listen. */
export async function startAzurite(): Promise<StartedAzurite> {
  const program = createRequire(import.meta.url).resolve('azurite/dist/src/azurite.js');
  const places = ['blob', 'queue', 'table'].flatMap((service) => [
    `--${service}Host`,
    '127.0.0.1',
    `--${service}Port`,
    '0',
  ]);
  const flags = ['--inMemoryPersistence', '--disableTelemetry', '--silent', '--skipApiVersionCheck'];
  // Its standard input ends with this process, however that ends; so does Azurite.
  const watch = 'data:text/javascript,process.stdin.on("end",()=>process.exit()).resume()';
  const accounts = [account, ...ownAccounts].map((name) => `${name}:${key}`).join(';');
  const env = { ...process.env, AZURITE_ACCOUNTS: accounts };
  const child = spawn(process.execPath, ['--import', watch, program, ...places, ...flags], { env });
  const addresses = await addressesOf(child);
  const named = (name: string): Azurite => ({
    connectionString: connectionStringFor(`${addresses.Table}/${name}`, `${addresses.Blob}/${name}`, name),
  });
  let taken = 0;
  return {
    ...named(account),
    takeOwn() {
      const name = ownAccounts[taken];
      taken += 1;
      return name === undefined ? undefined : named(name);
    },
    async stop() {
      if (child.exitCode !== null) return;
      const ended = once(child, 'exit');
      // Nothing is to be kept, and a polite end waits for connections to close.
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Reads what Azurite prints until it has named the address of each service. */
function addressesOf(child: ChildProcessWithoutNullStreams): Promise<Record<string, string>> {
  return new Promise((resolve, reject) => {
    let output = '';
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const found = [...output.matchAll(/Azurite (\w+) service is successfully listening at (http:\/\/\S+)/g)];
      if (found.length === 3) resolve(Object.fromEntries(found.map(([, service, address]) => [service, address])));
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`Azurite ended with ${code}: ${output}`)));
  });
}
