/** Before a test run: a place where its tests get the one Azurite, started when the first of them asks. */

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestProject } from 'vitest/node';
import { type StartedAzurite, startAzurite } from './storage/azurite.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Answers a GET with the Azurite of this run as JSON; a GET of `/own` with an account of it that nobody had. */
    azuriteDesk: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let started: Promise<StartedAzurite> | undefined;
  const desk = createServer((request, response) => {
    started ??= startAzurite();
    started.then(
      (azurite) => {
        const given = request.url === '/own' ? azurite.takeOwn() : azurite;
        if (given) response.end(JSON.stringify({ connectionString: given.connectionString }));
        else response.writeHead(500).end('raise their number in test/storage/azurite.ts');
      },
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
