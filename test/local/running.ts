/** A command of this repository that a test runs as a process of its own. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export interface Running {
  readonly child: ChildProcess;
  /** All it printed so far. */
  readonly said: { out: string; error: string };
  /** Waits until it printed `words`; fails when it ends before. */
  until(words: string): Promise<void>;
  readonly ended: Promise<number | null>;
}

const root = join(import.meta.dirname, '../..');
/** What the environment of a developer's machine may not have here, whatever machine runs the tests. */
const ofAzure = ['WEBSITE_SITE_NAME', 'WEBSITE_INSTANCE_ID', 'WEBSITE_SKU', 'WEBSITE_POD_NAME'];

/** Runs a TypeScript file of the repository on this Node. `env` is added to the environment. */
export function runFile(file: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Running {
  const without = Object.fromEntries(Object.entries(process.env).filter(([name]) => !ofAzure.includes(name)));
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(root, file), ...args], {
    env: { ...without, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { out: '', error: '' };
  child.stdout.on('data', (data) => {
    said.out += data;
  });
  child.stderr.on('data', (data) => {
    said.error += data;
  });
  const ended = once(child, 'close').then(([status]) => status as number | null);
  const until = async (words: string) => {
    let over = false;
    void ended.then(() => {
      over = true;
    });
    while (!said.out.includes(words) && !said.error.includes(words)) {
      if (over) throw new Error(`It ended without "${words}": ${said.out}${said.error}`);
      await Promise.race([once(child.stdout, 'data'), once(child.stderr, 'data'), ended]);
    }
  };
  return { child, said, until, ended };
}

/** True when nothing answers at this address any more, within ten seconds. */
export async function isGone(address: string): Promise<boolean> {
  for (let tries = 0; tries < 100; tries += 1) {
    try {
      await fetch(address);
    } catch {
      return true;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}
