/** Before a test run: a place where its tests get the deployed folder, built when the first of them asks. */

import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildApp, bundleName } from '../../tools/build.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Answers a GET with the path of the bundle of this run. */
    builtAppDesk: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // Away from the project: nothing of its node_modules can help the bundle.
  const folder = mkdtempSync(join(tmpdir(), 'commlog-built-'));
  let built: Promise<unknown> | undefined;
  const desk = createServer((_, response) => {
    built ??= buildApp(join(folder, 'dist'));
    built.then(
      () => response.end(join(folder, 'dist', bundleName)),
      (error: Error) => response.writeHead(500).end(error.message),
    );
  });
  await once(desk.listen(0, '127.0.0.1'), 'listening');
  project.provide('builtAppDesk', `http://127.0.0.1:${(desk.address() as AddressInfo).port}`);
  return async () => {
    desk.close();
    desk.closeAllConnections();
    await built?.catch(() => {});
    rmSync(folder, { recursive: true, force: true });
  };
}
