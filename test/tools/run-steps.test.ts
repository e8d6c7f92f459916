import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runSteps, type Step } from '../../tools/run-steps.ts';

const step = (name: string, code: string, more: Partial<Step> = {}): Step => ({
  name,
  command: ['--eval', code],
  seconds: 20,
  advice: `Mend ${name}.`,
  ...more,
});

async function run(...steps: Step[]) {
  const lines: string[] = [];
  const counts = await runSteps(steps, tmpdir(), (line) => lines.push(line));
  return { counts, lines };
}

/** Ended and not yet waited for by its parent (state Z) is as good as gone. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return process.platform !== 'linux';
  }
}

describe('runSteps', () => {
  it('runs what comes after a failed step, and says of each how it ended and what to do', async () => {
    const { counts, lines } = await run(step('first', 'process.exit(3)'), step('second', ''));
    expect(counts).toEqual({ passed: 1, failed: 1 });
    expect(lines.filter((line) => line.startsWith('\n── '))).toEqual(['\n── first', '\n── second']);
    expect(lines.at(-2)).toMatch(/FAILED first: 0 passed, 1 failed, ended with 3 .*Mend first\./);
    expect(lines.at(-1)).toMatch(/well +second: 1 passed, 0 failed/);
  });

  it('ends a step that takes too long, with all that it started, and counts it as failed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'commlog-steps-'));
    const file = join(folder, 'pid');
    // The inner process never ends by itself, and hears no signal but the last one.
    const inner = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)";
    const code = `const child = require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(inner)}], { stdio: 'ignore' });
      require('node:fs').writeFileSync(${JSON.stringify(file)}, String(child.pid)); setInterval(() => {}, 1000)`;
    const { counts, lines } = await run(step('endless', code, { seconds: 1.5 }), step('next', ''));
    expect(counts).toEqual({ passed: 1, failed: 1 });
    expect(lines.at(-2)).toContain('was ended after 1.5 s');
    const pid = Number(readFileSync(file, 'utf8'));
    await expect.poll(() => isRunning(pid), { timeout: 5000 }).toBe(false);
    rmSync(folder, { recursive: true });
  });

  it('takes the counts of a step that counts', async () => {
    const seen: boolean[] = [];
    const count = (succeeded: boolean) => {
      seen.push(succeeded);
      return { passed: 40, failed: 2 };
    };
    const { counts } = await run(step('well', '', { count }), step('ill', 'process.exit(1)', { count }));
    expect(counts).toEqual({ passed: 80, failed: 4 });
    expect(seen).toEqual([true, false]);
  });
});
