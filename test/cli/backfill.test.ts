import { describe, expect, it } from 'vitest';
import { loopback, problemSaid, type Said } from './loopback.ts';
import { runHere } from './run-cli.ts';

const id = '79739271119999-backfill-0a1b2c3d';
const run = (facts: object = {}) => ({
  ...{ id, kind: 'backfill', state: 'running', started: '2026-03-04T12:00:00.000Z', ended: null, by: 'local' },
  ...{ examined: 0, stored: 0, duplicate: 0, skipped: 0, rejected: 0, failed: 0, reason: null, next: null },
  progress: { category: 'sms', categoriesDone: 0, categoriesLeft: 2, notInWorkspace: [], failed: [] },
  ...facts,
});
const begun: Said = { status: 202, json: run({ state: 'waiting' }) };
const range = ['--from', '2026-03-01', '--until', '2026-03-04'];

describe('commlog backfill', () => {
  it('begins a back-fill and says where to see how far it is', async () => {
    await using server = await loopback(() => begun);
    const ran = await runHere(['backfill', ...range], { url: server.url, key: 'commlog_key' });
    expect(ran).toEqual({
      status: 0,
      stdout: `Begun: run ${id}\nHow far it is: ${server.url}/api/runs/${id}\n`,
      stderr: '',
    });
    expect(server.kept).toHaveLength(1);
    expect(server.kept[0]).toMatchObject({
      method: 'POST',
      url: '/api/backfill',
      headers: { 'x-api-key': 'commlog_key' },
    });
    expect(JSON.parse(server.kept[0]?.body ?? '')).toEqual({ from: '2026-03-01', until: '2026-03-04' });
  });

  it('names the categories, however they are listed', async () => {
    await using server = await loopback(() => begun);
    await runHere(['backfill', ...range, '--category', 'sms', 'chat', '--category', 'Usage'], { url: server.url });
    expect(JSON.parse(server.kept[0]?.body ?? '').categories).toEqual(['sms', 'chat', 'Usage']);
  });

  it('follows the run to its end and counts', async () => {
    const half = { category: 'sms', from: '2026-03-01T00:00:00.000Z', until: '2026-03-02T12:00:00.000Z' };
    const left = { notInWorkspace: [], failed: [], categoriesDone: 0, categoriesLeft: 2 };
    const done = { categoriesDone: 2, categoriesLeft: 0, notInWorkspace: ['chat'], failed: [] };
    const counts = { examined: 7, stored: 4, duplicate: 3 };
    const answers: Said[] = [
      begun,
      { status: 200, json: run({ stored: 2, progress: { ...half, ...left } }) },
      'reset',
      { status: 200, json: run({ stored: 2, progress: { ...half, ...left } }) },
      { status: 200, json: run({ state: 'done', ...counts, progress: done }) },
    ];
    await using server = await loopback((_asked, index) => answers[index] ?? 'reset');
    const waits: number[] = [];
    const ran = await runHere(['backfill', ...range, '--follow'], { url: server.url, waits });
    expect(ran).toEqual({
      status: 0,
      stdout: [
        `Begun: run ${id}`,
        '7 rows: 4 stored, 3 known already, 0 skipped, 0 rejected.',
        'Not in this workspace: chat.',
        '',
      ].join('\n'),
      stderr: [
        'sms: 0 stored, 0 known; 0 categories done, 2 to do.',
        'sms 2026-03-01T00:00:00.000Z – 2026-03-02T12:00:00.000Z: 2 stored, 0 known; 0 categories done, 2 to do.',
        '',
      ].join('\n'),
    });
    expect(server.kept.slice(1).every(({ url }) => url === `/api/runs/${id}`)).toBe(true);
    expect(waits).toHaveLength(4);
  });

  it('says why a followed run failed, with status 1', async () => {
    const reason = { class: 'refused', words: 'The identity may not ask the workspace.\u001b[2J' };
    const answers: Said[] = [begun, { status: 200, json: run({ state: 'failed', failed: 2, reason }) }];
    await using server = await loopback((_asked, index) => answers[index] ?? 'reset');
    const ran = await runHere(['backfill', ...range, '--follow'], { url: server.url });
    expect(ran.status).toBe(1);
    expect(ran.stderr).toMatch(/commlog: the back-fill failed\. The identity may not ask the workspace\./);
    expect(ran.stderr).not.toContain('\u001b');
  });

  it('gives up following when the run cannot be seen any more', async () => {
    await using server = await loopback((_asked, index) => (index === 0 ? begun : 'reset'));
    const ran = await runHere(['backfill', ...range, '--follow'], { url: server.url });
    expect(ran.status).toBe(1);
    expect(ran.stderr).toMatch(/cannot be reached/);
    expect(server.kept).toHaveLength(6);
  });

  it('lists what is wrong with the range as misuse', async () => {
    const issues = [{ path: 'categories[0]', message: 'no category has this name' }];
    await using server = await loopback(() => problemSaid(400, 'invalid-body', { issues }));
    const ran = await runHere(['backfill', ...range, '--category', 'nope'], { url: server.url });
    expect(ran).toMatchObject({ status: 2, stdout: '' });
    expect(ran.stderr).toContain('\n  categories[0]: no category has this name');
  });

  it.each(['already-running', 'not-configured'])('ends with 1 and the words of the server: %s', async (code) => {
    const facts = { detail: 'Since 12:00 UTC, or a setting.' };
    await using server = await loopback(() => problemSaid(409, code, facts));
    const ran = await runHere(['backfill', ...range], { url: server.url });
    expect(ran).toMatchObject({ status: 1, stdout: '' });
    expect(ran.stderr).toContain('Since 12:00 UTC');
  });

  it('without a range is misused', async () => {
    const ran = await runHere(['backfill', '--from', '2026-03-01']);
    expect(ran.status).toBe(2);
    expect(ran.stderr).toContain('--until');
  });
});
