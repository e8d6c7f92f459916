import { describe, expect, it } from 'vitest';
import { loopback, problemSaid, type Said } from './loopback.ts';
import { runHere } from './run-cli.ts';

const id = '79739271119999-by-hand-0a1b2c3d';
const run = (facts: object = {}) => ({
  ...{ id, kind: 'by-hand', state: 'running', started: '2026-03-04T12:00:00.000Z', ended: null, by: 'local' },
  ...{ examined: 0, stored: 0, duplicate: 0, skipped: 0, rejected: 0, failed: 0, reason: null, next: null },
  ...{ progress: null, ...facts },
});
const begun: Said = { status: 202, json: run({ state: 'waiting' }) };
const ended = (words: string): Said => ({
  status: 200,
  json: run({ state: 'done', reason: { class: 'note', words } }),
});

describe('commlog generate', () => {
  it.each<[string[], object]>([
    [[], {}],
    [['generate'], {}],
    [['-c', '100000'], { count: 100_000 }],
    [['generate', '--count', '5'], { count: 5 }],
    [['generate', '-d', '30'], { days: 30 }],
    [['-d', '30', '--dry-run'], { days: 30, dryRun: true }],
  ])('is what %j means, as with Wazo', async (args, body) => {
    await using server = await loopback((_asked, index) => (index === 0 ? begun : ended('Done.')));
    const ran = await runHere(args, { url: server.url, key: 'commlog_key' });
    expect(ran).toEqual({
      status: 0,
      stdout: 'Done.\n',
      stderr: `Begun: run ${id}\nWaiting for its first slice.\n`,
    });
    expect(server.kept[0]).toMatchObject({
      ...{ method: 'POST', url: '/api/call-logs/generate' },
      headers: { 'x-api-key': 'commlog_key' },
    });
    expect(JSON.parse(server.kept[0]?.body ?? '')).toEqual(body);
  });

  it('shows how far it is on stderr, and ends with a summary in words', async () => {
    const progress = {
      operation: 'generate',
      examined: 12_000,
      passed: 3,
      produced: 1200,
      waiting: 7,
      stuck: 0,
      failed: 0,
    };
    const words = '20,000 records looked at, 1,934 communications made, 12 wait for their end.';
    const half: Said = { status: 200, json: run({ examined: 12_000, progress }) };
    const answers: Said[] = [begun, half, 'reset', half, ended(words)];
    await using server = await loopback((_asked, index) => answers[index] ?? 'reset');
    const waits: number[] = [];
    const ran = await runHere([], { url: server.url, waits });
    expect(ran).toEqual({
      status: 0,
      stdout: `${words}\n`,
      stderr: [
        `Begun: run ${id}`,
        'Waiting for its first slice.',
        '12,000 examined, 3 passed, 1,200 produced, 7 waiting, 0 stuck, 0 failed.',
        '',
      ].join('\n'),
    });
    expect(server.kept.slice(1).every(({ url }) => url === `/api/runs/${id}`)).toBe(true);
    expect(waits).toHaveLength(4);
  });

  it('with --no-wait ends as soon as it is begun', async () => {
    await using server = await loopback(() => begun);
    const ran = await runHere(['generate', '--no-wait'], { url: server.url });
    expect(ran).toEqual({
      ...{ status: 0, stderr: '' },
      stdout: `Begun: run ${id}\nHow far it is: ${server.url}/api/runs/${id}\n`,
    });
    expect(server.kept).toHaveLength(1);
  });

  it.each([
    ['-c together with -d', ['-c', '5', '-d', '5'], /give -c or -d, not both/],
    ['no number', ['-c', 'many'], /whole number, at least 1/],
    ['0', ['generate', '-d', '0'], /whole number, at least 1/],
    ['-A', ['generate', '-A'], /unknown option '-A'/],
  ])('with %s is misused', async (_what, args, words) => {
    await using server = await loopback(() => begun);
    const ran = await runHere(args, { url: server.url });
    expect(ran).toMatchObject({ status: 2, stdout: '' });
    expect(ran.stderr).toMatch(words);
    expect(server.kept).toEqual([]);
  });

  it('is named as the default in the help, which is still there', async () => {
    const ran = await runHere(['--help']);
    expect(ran).toMatchObject({ status: 0, stderr: '' });
    expect(ran.stdout).toMatch(/generate .*\n?.*default command/);
    for (const word of ['delete', 'regenerate']) expect(ran.stdout).toContain(word);
  });
});

describe('commlog delete', () => {
  it.each<[string[], object]>([
    [['-d', '30'], { days: 30 }],
    [['-A'], { all: true }],
    [['--all', '--dry-run'], { all: true, dryRun: true }],
  ])('with %j says which', async (args, body) => {
    await using server = await loopback((_asked, index) => (index === 0 ? begun : ended('3 communications deleted.')));
    const ran = await runHere(['delete', ...args], { url: server.url });
    expect(ran).toMatchObject({ status: 0, stdout: '3 communications deleted.\n' });
    expect(server.kept[0]?.url).toBe('/api/call-logs/delete');
    expect(JSON.parse(server.kept[0]?.body ?? '')).toEqual(body);
  });

  it.each([
    ['nothing', [], /commlog: say which: -d DAYS .* or -A for all/],
    ['both', ['-d', '3', '-A'], /give -d or -A, not both/],
  ])('with %s is misused, and tells the choices', async (_what, args, words) => {
    await using server = await loopback(() => begun);
    const ran = await runHere(['delete', ...args], { url: server.url });
    expect(ran).toMatchObject({ status: 2, stdout: '' });
    expect(ran.stderr).toMatch(words);
    expect(server.kept).toEqual([]);
  });
});

describe('commlog regenerate', () => {
  it('wants the days', async () => {
    const ran = await runHere(['regenerate']);
    expect(ran.status).toBe(2);
    expect(ran.stderr).toContain('--days');
  });

  it('shows both of its parts', async () => {
    const progress = { operation: 'regenerate', again: { communications: 30, changed: 2 }, generate: { examined: 0 } };
    const answers: Said[] = [
      begun,
      { status: 200, json: run({ examined: 30, progress }) },
      ended('30 gathered again.'),
    ];
    await using server = await loopback((_asked, index) => answers[index] ?? 'reset');
    const ran = await runHere(['regenerate', '-d', '30'], { url: server.url });
    expect(ran).toMatchObject({ status: 0, stdout: '30 gathered again.\n' });
    expect(ran.stderr).toContain('again: 30 communications, 2 changed, generate: 0 examined.\n');
    expect(server.kept[0]?.url).toBe('/api/call-logs/regenerate');
    expect(JSON.parse(server.kept[0]?.body ?? '')).toEqual({ days: 30 });
  });

  it('says why it failed, with status 1', async () => {
    const reason = { class: 'internal', words: 'Something went wrong inside.' };
    const answers: Said[] = [begun, { status: 200, json: run({ state: 'failed', reason }) }];
    await using server = await loopback((_asked, index) => answers[index] ?? 'reset');
    const ran = await runHere(['regenerate', '-d', '30'], { url: server.url });
    expect(ran).toMatchObject({ status: 1, stdout: '' });
    expect(ran.stderr).toContain('commlog: regenerating failed. Something went wrong inside.');
  });

  it('ends with 1 and the words of the server while another is under way', async () => {
    const detail = 'A generation of communications is under way since 12:00 UTC, started by local.';
    await using server = await loopback(() => problemSaid(409, 'already-running', { detail }));
    const ran = await runHere(['regenerate', '-d', '30'], { url: server.url });
    expect(ran).toMatchObject({ status: 1, stdout: '' });
    expect(ran.stderr).toContain(detail);
  });
});
