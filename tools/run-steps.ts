/** Runs commands one after the other, whatever becomes of each, and counts what passed and what failed. */
import { spawn } from 'node:child_process';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

export interface Step {
  readonly name: string;
  /** Arguments for this Node. */
  readonly command: readonly string[];
  /** After so many seconds it is ended, and has failed. */
  readonly seconds: number;
  /** What to do when it fails. */
  readonly advice: string;
  /** How much its end counts; otherwise one passed or one failed. `succeeded`: it ended by itself, with 0. */
  readonly count?: (succeeded: boolean) => Counts;
}

/** Runs all steps in `folder`; their output is this process's. `print` takes one line. */
export async function runSteps(steps: readonly Step[], folder: string, print: (line: string) => void): Promise<Counts> {
  const summary: string[] = [];
  let [passed, failed] = [0, 0];
  for (const step of steps) {
    print(`\n── ${step.name}`);
    const start = performance.now();
    const end = await endOf(step, folder);
    const counts =
      step.count?.(end === 'ended with 0') ??
      (end === 'ended with 0' ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });
    passed += counts.passed;
    failed += counts.failed;
    const took = `${((performance.now() - start) / 1000).toFixed(1)} s`;
    const met = `${counts.passed} passed, ${counts.failed} failed`;
    summary.push(
      counts.failed === 0
        ? `   well   ${step.name}: ${met} (${took})`
        : `   FAILED ${step.name}: ${met}, ${end} (${took}). ${step.advice}`,
    );
  }
  print('');
  for (const line of summary) print(line);
  return { passed, failed };
}

function endOf({ command, seconds }: Step, folder: string): Promise<string> {
  // A group of its own, so that what the command started ends with it, also what hears no signal.
  const detached = process.platform !== 'win32';
  const child = spawn(process.execPath, command, { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'], detached });
  let late = false;
  const kill = () => {
    if (child.pid !== undefined) process.kill(detached ? -child.pid : child.pid, 'SIGKILL');
  };
  const timer = setTimeout(() => {
    late = true;
    kill();
  }, seconds * 1000);
  const interrupted = (signal: NodeJS.Signals) => {
    kill();
    process.exit(signal === 'SIGINT' ? 130 : 143);
  };
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  return new Promise<string>((resolve) => {
    child.on('error', ({ message }) => resolve(`did not start: ${message}`));
    child.on('close', (status, signal) => {
      if (late) resolve(`was ended after ${seconds} s`);
      else resolve(signal === null ? `ended with ${status}` : `was ended by ${signal}`);
    });
  }).finally(() => {
    clearTimeout(timer);
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
  });
}
