/** Commlog as `npm start` runs it, in a process of its own whose memory can be read. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readLocalFile } from '../local/data-folder.ts';

export interface Server extends AsyncDisposable {
  readonly url: string;
  /** Resident memory in MiB: now, and the most since it started. Of this process alone, without its Azurite. */
  memory(): { readonly now: number; readonly peak: number };
}

export interface ServerOptions {
  /** Folder that keeps everything. */
  readonly data: string;
  /** Tables in Azurite instead of SQLite. */
  readonly azurite?: boolean;
  /** Flags of Node, such as those of its profiler. */
  readonly flags?: readonly string[];
}

const program = join(import.meta.dirname, '../local/start.ts');
const startSeconds = 60;

/** Resolves when it answers, without sample data, on any free port; disposing of it waits for its end. */
export async function startServer({ data, azurite = false, flags = [] }: ServerOptions): Promise<Server> {
  const args = ['--port', '0', '--data', data, '--empty', ...(azurite ? ['--azurite'] : [])];
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...flags, program, ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const kill = () => child.kill('SIGKILL');
  process.on('exit', kill);
  const exited = once(child, 'exit').finally(() => process.off('exit', kill));
  const url = await Promise.race([announced(data), exited.then(() => undefined)]);
  if (url === undefined) {
    kill();
    throw new Error('The server of the bench did not start.');
  }
  return {
    url,
    memory: () => memoryOf(child),
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

/** The address in the folder's announcement, once there is one; undefined when none comes in time. */
export async function announced(data: string): Promise<string | undefined> {
  const end = performance.now() + startSeconds * 1000;
  while (performance.now() < end) {
    const file = readLocalFile(data);
    if (file) return file.url;
    await pause(10);
  }
  return undefined;
}

function memoryOf({ pid }: ChildProcess): { now: number; peak: number } {
  // What Linux keeps for each process: https://man7.org/linux/man-pages/man5/proc_pid_status.5.html
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const mib = (name: string) => Number(new RegExp(`^${name}:\\s*(\\d+) kB$`, 'm').exec(status)?.[1]) / 1024;
  return { now: mib('VmRSS'), peak: mib('VmHWM') };
}
