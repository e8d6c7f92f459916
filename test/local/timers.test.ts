/** How a timer keeps its schedule. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { scheduleOf } from '../../local/schedule.ts';
import { type ScheduleStatusStore, statusInFile, statusInMemory } from '../../local/schedule-status.ts';
import { startTimer, type Timer, type TimerInfo, type TimerOptions } from '../../local/timers.ts';

let store: ScheduleStatusStore;
let seen: { at: string; info: TimerInfo }[];
let timer: Timer | undefined;
let work: () => Promise<void>;
let failures: unknown[];

function start(schedule: string, options: Partial<TimerOptions> = {}): Timer {
  const parsed = scheduleOf(schedule);
  if (parsed === undefined) throw new Error(`No schedule: ${schedule}`);
  timer = startTimer({
    name: 'sweep',
    schedule: parsed,
    useMonitor: !parsed.underAMinute,
    runOnStartup: false,
    onlyByHand: false,
    store,
    onError: (error) => failures.push(error),
    run: async (info) => {
      seen.push({ at: new Date().toISOString(), info });
      await work();
    },
    ...options,
  });
  return timer;
}
const times = () => seen.map(({ at }) => at.slice(11, 19));
const minutes = (count: number) => vi.advanceTimersByTimeAsync(count * 60_000);

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2027-05-04T09:59:30Z') });
  store = statusInMemory();
  seen = [];
  failures = [];
  work = async () => {};
});
afterEach(() => {
  timer?.stop();
  vi.useRealTimers();
});

describe('a timer', () => {
  test('runs at each occurrence, once', async () => {
    start('0 */5 * * * *');
    await minutes(11);
    expect(times()).toEqual(['10:00:00', '10:05:00', '10:10:00']);
  });

  test('tells of its last and next run; of none before the first', async () => {
    start('0 */5 * * * *');
    await minutes(6);
    expect(seen[0]?.info).toEqual({
      Schedule: { AdjustForDST: true },
      ScheduleStatus: {
        Last: '0001-01-01T00:00:00+00:00',
        Next: '2027-05-04T10:00:00.000+00:00',
        LastUpdated: '0001-01-01T00:00:00+00:00',
      },
      IsPastDue: false,
    });
    expect(seen[1]?.info.ScheduleStatus).toMatchObject({
      Last: '2027-05-04T10:00:00.000+00:00',
      Next: '2027-05-04T10:05:00.000+00:00',
    });
  });

  test.each([
    ['every 20 seconds', '*/20 * * * * *', {}],
    ['with useMonitor: false', '0 */5 * * * *', { useMonitor: false }],
  ])('has no status when it runs %s', async (_how, schedule, options) => {
    start(schedule, options);
    await minutes(1);
    expect(seen[0]?.info.ScheduleStatus).toBeNull();
    expect(store.read('sweep')).toBeUndefined();
  });

  test('never overlaps itself, and makes up for the occurrences it missed with one run', async () => {
    let running = 0;
    let most = 0;
    work = async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, seen.length === 1 ? 12 * 60_000 : 1000));
      running -= 1;
    };
    start('0 */5 * * * *');
    await minutes(16);
    expect(most).toBe(1);
    expect(times()).toEqual(['10:00:00', '10:12:00', '10:15:00']);
  });

  test('runs by hand after the run under way, and its schedule does not change', async () => {
    work = () => new Promise((resolve) => setTimeout(resolve, 60_000));
    const started = start('0 */5 * * * *');
    await minutes(1);
    void started.runByHand();
    await minutes(5);
    expect(times()).toEqual(['10:00:00', '10:01:00', '10:05:00']);
    expect(seen[1]?.info).toMatchObject({
      IsPastDue: false,
      ScheduleStatus: { Next: '2027-05-04T10:05:00.000+00:00' },
    });
  });

  test('runs on startup when it is told to, then by its schedule', async () => {
    start('0 */5 * * * *', { runOnStartup: true });
    await minutes(1);
    expect(times()).toEqual(['09:59:30', '10:00:00']);
    expect(seen[0]?.info.IsPastDue).toBe(false);
  });

  test('is past due when an occurrence was missed while the host was down', async () => {
    start('0 */5 * * * *').stop();
    vi.setSystemTime(new Date('2027-05-04T11:02:00Z'));
    start('0 */5 * * * *');
    await minutes(4);
    expect(times()).toEqual(['11:02:00', '11:05:00']);
    expect(seen.map(({ info }) => info.IsPastDue)).toEqual([true, false]);
  });

  test('is not past due when its schedule changed meanwhile', async () => {
    start('0 */5 * * * *').stop();
    vi.setSystemTime(new Date('2027-05-04T11:02:00Z'));
    start('0 7 * * * *');
    await minutes(6);
    expect(times()).toEqual(['11:07:00']);
    expect(seen[0]?.info.IsPastDue).toBe(false);
  });

  test('waits longer than the longest timeout there is', async () => {
    start('0 0 0 1 8 *');
    await minutes(60 * 24 * 87);
    expect(times()).toEqual([]);
    await minutes(60 * 24 * 2);
    expect(seen.map(({ at }) => at)).toEqual(['2027-08-01T00:00:00.000Z']);
  });

  test('does not run once it is stopped', async () => {
    start('0 */5 * * * *').stop();
    await minutes(30);
    expect(seen).toEqual([]);
  });

  test('does not run by its schedule where it is only run by hand', async () => {
    const started = start('0 */5 * * * *', { onlyByHand: true, runOnStartup: true });
    await minutes(30);
    expect(seen).toEqual([]);
    await started.runByHand();
    expect(seen).toHaveLength(1);
  });

  test('goes on when its status cannot be written', async () => {
    const full = new Error('no space left');
    const write = () => {
      throw full;
    };
    start('0 */5 * * * *', { store: { read: () => undefined, write } });
    await minutes(6);
    expect(times()).toEqual(['10:00:00', '10:05:00']);
    expect(failures).toEqual([full, full, full]);
  });

  test('remembers in a file, and begins anew when the file is cut off', () => {
    const folder = mkdtempSync(join(tmpdir(), 'commlog-timers-'));
    const path = join(folder, 'deep', 'timers.json');
    statusInFile(path).write('sweep', { next: '2027-05-04T10:00:00.000Z' });
    expect(statusInFile(path).read('sweep')).toEqual({ next: '2027-05-04T10:00:00.000Z' });
    writeFileSync(path, '{"sweep": {"ne');
    expect(statusInFile(path).read('sweep')).toBeUndefined();
    rmSync(folder, { recursive: true });
  });
});
