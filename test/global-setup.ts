/** Before a test run: a place where its tests get the one Azurite, started when the first of them asks. */

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestProject } from 'vitest/node';
import { type Azurite, startAzurite } from './storage/azurite.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Answers a GET with the {@link Azurite} of this run as JSON. */
    azuriteDesk: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let started: Promise<Azurite & { stop(): Promise<void> }> | undefined;
  const desk = createServer((_request, response) => {
    started ??= startAzurite();
    started.then(
      ({ connectionString }) => response.end(JSON.stringify({ connectionString })),
      (error: Error) => response.writeHead(500).end(error.message),
    );
  });
  desk.listen(0, '127.0.0.1');
  await once(desk, 'listening');
  project.provide('azuriteDesk', `http://127.0.0.1:${(desk.address() as AddressInfo).port}`);
  return async () => {
    desk.close();
    desk.closeAllConnections();
    await (await started)?.stop();
  };
}
