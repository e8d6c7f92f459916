import { describe, expect, it } from 'vitest';
import { loopback, problemSaid, type Said } from './loopback.ts';
import { runHere } from './run-cli.ts';

const run = (facts: object = {}) => ({
  ...{ id: '79739271119999-purge-by-hand-0a1b2c3d', kind: 'purge-by-hand', state: 'running', by: 'local' },
  ...{ started: '2026-03-04T12:00:00.000Z', ended: null, reason: null, next: null, progress: null },
  ...{ examined: 0, stored: 0, duplicate: 0, skipped: 0, rejected: 0, failed: 0, ...facts },
});
const begun: Said = { status: 202, json: run({ state: 'waiting' }) };
const words = 'The communication is gone, with 4 records and 1 that are a detail of it.';
const ended: Said = { status: 200, json: run({ state: 'done', reason: { class: 'note', words } }) };

describe('commlog purge', () => {
  it.each<[string[], object, string?]>([
    [['--before', '2026-01-01'], { before: '2026-01-01' }],
    [['--days', '30', '--dry-run'], { days: 30, dryRun: true }],
    [['--days', '0', '--purge-all'], { days: 0, purgeAll: true }],
    [['--id', 'call-1'], { id: 'call-1' }],
    [['--value', '+18335550142', '--mode', 'delete'], { value: '+18335550142', mode: 'delete' }],
    [['--value', '-'], { value: 'ann@example.com' }, ' ann@example.com\n'],
  ])('with %j asks for it, follows the run and says what went', async (args, body, input = '') => {
    await using server = await loopback((_asked, index) => (index === 0 ? begun : ended));
    const ran = await runHere(['purge', ...args], { url: server.url, key: 'commlog_key', input });
    expect(ran).toMatchObject({ status: 0, stdout: `${words}\n` });
    expect(server.kept[0]).toMatchObject({ method: 'POST', url: '/api/purge' });
    expect(JSON.parse(server.kept[0]?.body ?? '')).toEqual(body);
  });

  it.each<[string[], RegExp]>([
    [[], /exactly one of --before, --days, --id and --value; here is none/],
    [['--days', '1', '--id', 'x'], /here is --days and --id/],
    [['--days', 'many'], /must be a whole number/],
    [['--value', 'x', '--mode', 'forget'], /Allowed choices are redact, delete/],
  ])('refuses %j, and asks for nothing', async (args, why) => {
    await using server = await loopback(() => begun);
    const ran = await runHere(['purge', ...args], { url: server.url });
    expect(ran.status).toBe(2);
    expect(ran.stderr).toMatch(why);
    expect(server.kept).toEqual([]);
  });

  it('says what Commlog refuses', async () => {
    await using server = await loopback(() =>
      problemSaid(409, 'already-running', { detail: 'A purge by hand is under way.' }),
    );
    const ran = await runHere(['purge', '--days', '3'], { url: server.url });
    expect(ran.status).toBe(1);
    expect(ran.stderr).toContain('A purge by hand is under way.');
  });
});
