import { beforeEach, describe, expect, it } from 'vitest';
import type { LogLine } from '../../shared/log-line.ts';
import { runTimer } from '../../shared/runs/run-timer.ts';
import { type TimerHandler, timerFunction } from '../../shared/runs/timer-function.ts';
import { createServices, provideServices, type Services } from '../../shared/services.ts';
import { sqliteTables } from '../../shared/storage/sqlite.ts';
import { StorageUnavailable } from '../../shared/storage/table-store.ts';
import { crashedTimer, refusal, something } from './instance.ts';

let lines: LogLine[];
let built: Services;
async function provide(env: Record<string, string> = {}) {
  lines = [];
  const store = sqliteTables({ path: ':memory:' });
  built = await createServices({ env, store, log: (line) => lines.push(line) });
  provideServices(built);
}
beforeEach(() => provide());

const call = (handler: TimerHandler) => timerFunction('read-archive', handler)({}, { invocationId: 'invocation-3' });
const running =
  (work: typeof something): TimerHandler =>
  ({ services, ended }) =>
    runTimer(services, 'read-archive', work, { seconds: 9, ended });
const line = { function: 'read-archive', invocationId: 'invocation-3', durationMs: expect.any(Number) };
const id = expect.stringMatching(/-read-archive-/);

describe('the function of a timer', () => {
  it('leaves one line that says what its run did', async () => {
    await call(running(something));
    expect(lines).toEqual([
      {
        ...line,
        ...{ level: 'info', outcome: 'ok', run: id },
        counts: { examined: 3, stored: 2, duplicate: 1, skipped: 0, rejected: 0, failed: 0 },
      },
    ]);
  });

  it('says in its line how its run failed, and that another one is busy', async () => {
    await call(running(refusal));
    await crashedTimer(built);
    await call(running(something));
    expect(lines).toEqual([
      { ...line, level: 'error', outcome: 'refused', run: id, counts: expect.any(Object) },
      { ...line, level: 'info', outcome: 'busy' },
    ]);
  });

  it('does nothing while settings are wrong, and names them', async () => {
    await provide({ RETENTION_DAYS: 'soon', HASH_KEY: 'short' });
    let worked = false;
    await call(async () => {
      worked = true;
    });
    expect(worked).toBe(false);
    expect(lines).toEqual([
      { ...line, level: 'error', outcome: 'settings-invalid', settings: ['HASH_KEY', 'RETENTION_DAYS'] },
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/soon|short/);
    expect((await built.store.query('Runs', {})).entities).toEqual([]);
  });

  it.each([
    ['internal', new SyntaxError('+15550100 is no JSON')],
    ['storage-unavailable', new StorageUnavailable('+15550100 did not answer', { cause: new Error('+15550100') })],
  ])('fails (%s) for the host to see, without a word of what was thrown', async (outcome, thrown) => {
    const failed = await call(async () => {
      throw thrown;
    }).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(Error);
    const { message, stack, cause } = failed as Error;
    expect(message).toBe(`The timer read-archive failed (${outcome}); the log has a line for invocation invocation-3.`);
    expect(cause).toBeUndefined();
    expect(lines).toEqual([
      { ...line, level: 'error', outcome, failure: expect.objectContaining({ name: thrown.name }) },
    ]);
    expect(`${stack} ${JSON.stringify(lines)}`).not.toContain('5550100');
  });
});
