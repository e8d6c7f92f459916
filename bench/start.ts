/** How long the deployed bundle takes to load against the sources it is made of, and `npm start` to answer. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { buildApp, bundleName } from '../tools/build.ts';
import { type Bench, median, secondsOf, times } from './measure.ts';
import { announced } from './support-server.ts';
import { tempFolder } from './support-temp-folder.ts';

const rounds = 11;
const root = join(import.meta.dirname, '..');

export const bench: Bench = async () => {
  using folder = tempFolder();
  const deployed = join(folder.path, 'deployed');
  await buildApp(deployed);
  const [bundle, sources] = [join(deployed, bundleName), join(root, 'functions/index.ts')];
  const pairs: { bundled: Loaded; unbundled: Loaded }[] = [];
  for (let round = 0; round <= rounds; round += 1) pairs.push({ bundled: load(bundle), unbundled: load(sources) });
  // The first round brings the files into memory.
  pairs.shift();
  for (const { bundled, unbundled } of pairs) {
    if (bundled.functions !== unbundled.functions) throw new Error('bundle and sources register other functions');
  }
  const ratio = median(pairs.map(({ bundled, unbundled }) => bundled.milliseconds / unbundled.milliseconds));
  const ms = (which: 'bundled' | 'unbundled') => Math.round(median(pairs.map((pair) => pair[which].milliseconds)));
  const untilHealthy = await secondsUntilHealthy(join(folder.path, 'data'));
  return [
    {
      what: 'start of the deployed bundle against functions/index.ts, until all functions are registered',
      measured: `${times(ratio)} (${ms('bundled')} and ${ms('unbundled')} ms; npm start answers after ${untilHealthy.toFixed(1)} s)`,
      budget: 'at most 0.5 ×',
      met: ratio <= 0.5,
    },
  ];
};

interface Loaded {
  readonly milliseconds: number;
  readonly functions: number;
}

/** In a process of its own, by the Node that runs this one. */
function load(file: string): Loaded {
  const loader = join(import.meta.dirname, 'support-load-app.mjs');
  const args = ['--disable-warning=ExperimentalWarning', loader, file];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as Loaded;
}

/** `npm start` without sample data, from the command to the answer of `/api/health`. */
async function secondsUntilHealthy(data: string): Promise<number> {
  // A group of its own: npm, its shell, the bootstrap and the server are ended together.
  const child = spawn('npm', ['--silent', 'start', '--', '--port', '0', '--data', data, '--empty'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    detached: true,
  });
  const kill = () => endGroup(child, 'SIGKILL');
  process.on('exit', kill);
  const exited = once(child, 'exit');
  try {
    return await secondsOf(async () => {
      const url = await Promise.race([announced(data), exited.then(() => undefined)]);
      const answer = url === undefined ? undefined : await fetch(`${url}/api/health`);
      if (answer?.status !== 200) throw new Error(`npm start: ${answer ? await answer.text() : 'it did not start'}`);
    });
  } finally {
    endGroup(child, 'SIGTERM');
    await exited;
    process.off('exit', kill);
  }
}

function endGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // It ended by itself.
  }
}
