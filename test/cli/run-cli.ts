/** Runs the commlog command in this process or, as people do, in one of its own. */
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { runCommlog } from '../../cli/run-commlog.ts';

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly url?: string;
  readonly key?: string;
  readonly ingestKey?: string;
  readonly input?: string | Buffer;
  readonly folder?: string;
  /** Collects how long the command would have waited. */
  readonly waits?: number[];
}

/** In this process, without waiting for anything. */
export async function runHere(
  args: readonly string[],
  { url, key, ingestKey, input = '', folder = '.', waits = [] }: Running = {},
): Promise<Ran> {
  const written = { stdout: '', stderr: '' };
  const into = (name: keyof typeof written) => ({
    write(text: string) {
      written[name] += text;
    },
  });
  const status = await runCommlog(args, {
    stdin: Readable.from([Buffer.from(input)]),
    stdout: into('stdout'),
    stderr: into('stderr'),
    folder,
    settings: { COMMLOG_URL: url, COMMLOG_KEY: key, COMMLOG_INGEST_KEY: ingestKey },
    wait: async (ms) => {
      waits.push(ms);
    },
  });
  return { status, ...written };
}

const entry = resolve(import.meta.dirname, '../../cli/commlog.ts');

/** The real command, with nothing in its environment but what is given. */
export async function runReally(
  args: readonly string[],
  { url, key, ingestKey, input, folder = '.' }: Running = {},
): Promise<Ran> {
  const env = {
    ...(url === undefined ? {} : { COMMLOG_URL: url }),
    ...(key === undefined ? {} : { COMMLOG_KEY: key }),
    ...(ingestKey === undefined ? {} : { COMMLOG_INGEST_KEY: ingestKey }),
  };
  const child = spawn(process.execPath, [entry, ...args], { cwd: folder, env });
  child.stdin.end(input);
  const [status, stdout, stderr] = await Promise.all([
    new Promise<number | null>((done) => child.on('close', done)),
    textOf(child.stdout),
    textOf(child.stderr),
  ]);
  return { status, stdout, stderr };
}

async function textOf(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
