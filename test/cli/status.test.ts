import { describe, expect, it } from 'vitest';
import { loopback, problemSaid } from './loopback.ts';
import { runHere } from './run-cli.ts';

const item = (resource: string) => ({
  ...{ resource, category: 'SMSOperational', source: 'archive', state: 'ok' },
  ...{ newest: '2026-05-03T14:02:59.000Z', lastError: null },
});
const json = {
  answer: 'Yes – newest 2 minutes ago',
  ...{ state: 'ok', storage: 'ok', checkedAt: '2026-05-03T14:04:00.000Z', newest: '2026-05-03T14:02:59.000Z' },
  roads: [
    {
      ...{ source: 'archive', state: 'failing', newest: null, lookedAt: '2026-05-03T14:00:00.000Z' },
      lastError: {
        ...{ class: 'refused', words: 'The account refuses the identity.', at: '2026-05-03T14:00:00.000Z' },
        since: '2026-05-03T12:10:00.000Z',
      },
    },
  ],
  items: [item('/subscriptions/s/providers/microsoft.communication/communicationservices/contoso\u001b[2J')],
};

describe('commlog status', () => {
  it('prints the sentence first, then the roads and what came by them', async () => {
    const answer = `${json.answer}\u001b[2J`;
    await using server = await loopback(() => ({ status: 200, json: { ...json, answer } }));
    const ran = await runHere(['status'], { url: server.url, key: 'k' });
    expect(ran).toMatchObject({ status: 0, stderr: '' });
    expect(ran.stdout.split('\n')).toEqual([
      'Yes – newest 2 minutes ago [2J',
      '',
      'road     state    newest (UTC)  looked at         last error',
      'archive  failing                2026-05-03 14:00  refused since 2026-05-03 12:10: The account refuses the identity.',
      '',
      'category        road     state  newest (UTC)      resource     last error',
      'SMSOperational  archive  ok     2026-05-03 14:02  contoso [2J',
      '',
    ]);
    expect(server.kept[0]).toMatchObject({ url: '/api/status', headers: { 'x-api-key': 'k' } });
  });

  it.each([
    ['ok', 200, 0],
    ['never', 200, 0],
    ['paused', 200, 0],
    ['failing', 503, 1],
  ])('ends for %s, answered with %d, with %d', async (state, status, exit) => {
    await using server = await loopback(() => ({ status, json: { ...json, state } }));
    const ran = await runHere(['status'], { url: server.url });
    expect(ran).toMatchObject({ status: exit, stderr: '' });
    expect(ran.stdout).toMatch(/^Yes – newest/);
  });

  it('prints the answer as it came with --json', async () => {
    await using server = await loopback(() => ({ status: 503, json: { ...json, state: 'failing' } }));
    const ran = await runHere(['status', '--json'], { url: server.url });
    expect(ran.status).toBe(1);
    expect(JSON.parse(ran.stdout)).toEqual({ ...json, state: 'failing' });
  });

  it('shows fifty items and says how many more there are', async () => {
    const items = Array.from({ length: 53 }, (_, index) => item(`/${index}`));
    await using server = await loopback(() => ({ status: 200, json: { ...json, items } }));
    const { stdout } = await runHere(['status'], { url: server.url });
    expect(stdout.match(/SMSOperational/g)).toHaveLength(50);
    expect(stdout).toContain('… and 3 more: --json prints all');
  });

  it('says what is wrong when the answer is no status', async () => {
    await using server = await loopback(() => problemSaid(401, 'unauthenticated'));
    const ran = await runHere(['status'], { url: server.url });
    expect(ran).toMatchObject({ status: 1, stdout: '' });
    expect(ran.stderr).toContain('COMMLOG_KEY');
    await using broken = await loopback(() => problemSaid(503, 'settings-invalid'));
    expect((await runHere(['status'], { url: broken.url })).stderr).toContain('settings');
  });
});
