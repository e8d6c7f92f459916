/** Runs a program and gives what it said. */
import { spawn } from 'node:child_process';

export interface Output {
  /** `missing`: there is no such program. `late`: it was ended. */
  readonly status: number | 'missing' | 'late';
  readonly out: string;
  /** What it wrote to standard error. */
  readonly errors: string;
}

/** Rejects never. After so many seconds it is ended. */
export function output(program: string, args: readonly string[], seconds: number): Promise<Output> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: seconds * 1000,
      killSignal: 'SIGKILL',
    });
    let [out, errors] = ['', ''];
    child.stdout.on('data', (data) => {
      out += data;
    });
    child.stderr.on('data', (data) => {
      errors += data;
    });
    child.on('error', () => resolve({ status: 'missing', out, errors }));
    child.on('close', (status) => resolve({ status: status ?? 'late', out, errors }));
  });
}
