import { describe, expect, it } from 'vitest';
import { loopback, problemSaid } from './loopback.ts';
import { runHere, runReally } from './run-cli.ts';

const searched = {
  from: '2026-03-01T00:00:00.000Z',
  until: '2026-04-01T00:00:00.000Z',
  categories: ['sms', 'usage'],
  off: [],
};
const hit = {
  ...{ id: '20260304T090001123-ab-sms', category: 'SMSOperational', TimeGenerated: '2026-03-04T09:00:01.1234567Z' },
  ...{ OperationName: 'SMSMessagesSent', ResultType: 'Succeeded', columns: ['MessageId', 'URI'] },
};
const usage = {
  id: '20260303T080000000-cd-usage',
  category: 'Usage',
  TimeGenerated: '2026-03-03T08:00:00.000Z',
  columns: ['UserIdA'],
};

describe('commlog find', () => {
  it('prints what carries the value as a table, and sends the value, the range and the key', async () => {
    await using server = await loopback(() => ({ status: 200, json: { items: [hit, usage], next: null, searched } }));
    const args = ['find', '+1 833 555 0142', '--from', '2026-03-01', '--until', '2026-04-01', '--limit', '7'];
    const ran = await runReally(args, { url: `${server.url}/api/`, key: 'commlog_k' });
    expect(ran).toMatchObject({ status: 0, stderr: '' });
    expect(ran.stdout.split('\n').slice(0, 3)).toEqual([
      'time (UTC)           category        operation        result     in             id',
      '2026-03-04 09:00:01  SMSOperational  SMSMessagesSent  Succeeded  MessageId,URI  20260304T090001123-ab-sms',
      '2026-03-03 08:00:00  Usage                                       UserIdA        20260303T080000000-cd-usage',
    ]);
    const [asked] = server.kept;
    expect(Object.fromEntries(new URL(asked?.url ?? '', server.url).searchParams)).toEqual({
      ...{ value: '+1 833 555 0142', from: '2026-03-01', until: '2026-04-01', limit: '7' },
    });
    expect(asked?.headers['x-api-key']).toBe('commlog_k');
  });

  it('prints the communications that were found, a line each, also where no record was', async () => {
    const one = {
      id: 'call-1',
      kind: 'call',
      state: 'Failed',
      start: '2026-03-04T09:00:00.000Z',
      from: ['Ann'],
      to: ['Bo', 'Cy'],
    };
    const rest = { next: null, searched, communications: [one], communicationsTruncated: true };
    const answers = [
      { items: [hit], ...rest },
      { items: [], ...rest },
    ];
    await using server = await loopback((_asked, index) => ({ status: 200, json: answers[index] }));
    for (const title of ['time (UTC)', 'start (UTC)']) {
      const { stdout } = await runHere(['find', 'x'], { url: server.url });
      expect(stdout.startsWith(title)).toBe(true);
      expect(stdout).toMatch(/^2026-03-04 09:00:00 {2}call {2}Failed {2}Ann {3}Bo \+1 {2}call-1$/m);
      expect(stdout).toContain('There are more communications');
      expect(stdout).not.toContain('Nothing carries');
    }
  });

  it('says where it looked and what is never logged when nothing carries the value', async () => {
    const hints = [{ category: 'sms', hint: 'The text of a message is never logged.' }];
    const json = { items: [], next: null, searched: { ...searched, off: ['chat'] }, hints };
    await using server = await loopback(() => ({ status: 200, json }));
    const ran = await runHere(['find', 'nobody'], { url: server.url });
    expect(ran.status).toBe(0);
    expect(ran.stdout).toBe(
      [
        'Nothing carries "nobody".',
        `Searched from ${searched.from} until ${searched.until} in 2 categories.`,
        'Switched off: chat.',
        '- sms: The text of a message is never logged.',
        '',
      ].join('\n'),
    );
  });

  it('prints eight hints at most, and where the others stand', async () => {
    const hints = Array.from({ length: 11 }, (_, n) => ({ category: 'usage', hint: `Reason ${n}.` }));
    await using server = await loopback(() => ({ status: 200, json: { items: [], next: null, searched, hints } }));
    const { stdout } = await runHere(['find', 'nobody'], { url: server.url });
    expect(stdout.match(/^- usage: Reason/gm)).toHaveLength(8);
    expect(stdout.endsWith('- usage: Reason 7.\n… and 3 more: see docs/reference.md\n')).toBe(true);
  });

  it('says when there is more, and when time ran out', async () => {
    const answers = [
      { items: [hit], next: 'c1', searched },
      { items: [hit], next: 'c1', searched, searchedTo: '2026-03-02T00:00:00.000Z' },
    ];
    await using server = await loopback((_asked, index) => ({ status: 200, json: answers[index] }));
    expect((await runHere(['find', 'x'], { url: server.url })).stdout).toContain('There are more');
    expect((await runHere(['find', 'x'], { url: server.url })).stdout).toContain(
      'nothing before 2026-03-02T00:00:00.000Z',
    );
  });

  it('prints the answer unchanged with --json', async () => {
    const json = { items: [hit], next: null, searched, more: [1] };
    await using server = await loopback(() => ({ status: 200, json }));
    expect(JSON.parse((await runHere(['find', 'x', '--json'], { url: server.url })).stdout)).toEqual(json);
  });

  it('never lets a record move the cursor of a terminal', async () => {
    const item = { ...hit, ResultType: '\u001b[2J\u0007gone\u202e' };
    await using server = await loopback(() => ({ status: 200, json: { items: [item], next: null, searched } }));
    const { stdout } = await runHere(['find', 'x'], { url: server.url });
    expect(stdout).toContain('gone');
    expect(stdout.replaceAll('\n', '')).not.toMatch(/\p{Cc}|\u202e/u);
  });

  it('names the setting when the server wants a key or refuses the one it got', async () => {
    await using server = await loopback(() => problemSaid(401, 'unauthenticated'));
    const without = await runHere(['find', 'x'], { url: server.url });
    expect(without).toMatchObject({ status: 1, stdout: '' });
    expect(without.stderr).toMatch(/wants a key; set COMMLOG_KEY to an API key, which "commlog key create" makes/);
    const wrong = await runHere(['find', 'x'], { url: server.url, key: 'commlog_old' });
    expect(wrong.stderr).toMatch(/does not know the key in COMMLOG_KEY/);
    expect(wrong.stderr).not.toContain('commlog_old');
  });

  it('lists every mistake of its parameters and counts them as misuse', async () => {
    const issues = [
      { path: 'from', message: 'is no time' },
      { path: 'limit', message: 'is too large' },
    ];
    await using server = await loopback(() => problemSaid(400, 'invalid-parameters', { issues }));
    const ran = await runHere(['find', 'x', '--from', 'soon'], { url: server.url });
    expect(ran).toMatchObject({ status: 2, stdout: '' });
    expect(ran.stderr).toContain('\n  from: is no time\n  limit: is too large');
  });
});
