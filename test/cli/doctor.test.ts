import { describe, expect, it } from 'vitest';
import { loopback, problemSaid, type Said } from './loopback.ts';
import { runHere } from './run-cli.ts';

const healthy = { status: 200, json: { status: 'ok', version: '0.1.0', commit: 'unknown', settings: [] } };

const item = (title: string, state: string, finding: string, remedy?: string) => ({
  ...{ check: title.toLowerCase(), title, state, finding },
  ...(remedy === undefined ? {} : { remedy }),
});

/** A Commlog that is well but for what its checks say. */
const examined = (...items: readonly object[]) => answering({ status: 200, json: { items, next: null } });
const answering = (doctor: Said) =>
  loopback(({ url }) =>
    url === '/api/health' ? healthy : url === '/api/doctor' ? doctor : { status: 200, json: { items: [] } },
  );

describe('commlog doctor', () => {
  it('says which Commlog is asked and that all is well, without showing a key', async () => {
    await using server = await examined();
    const ran = await runHere(['doctor'], { url: server.url, key: 'commlog_secret' });
    expect(ran).toMatchObject({ status: 0, stderr: '' });
    expect(ran.stdout).toContain(`${server.url} (from COMMLOG_URL)`);
    expect(ran.stdout).toMatch(
      /COMMLOG_KEY +set\nCOMMLOG_INGEST_KEY +not set\nhealth +ok, version 0\.1\.0\nreading +allowed\n/,
    );
    expect(ran.stdout).not.toContain('commlog_secret');
  });

  it('names the settings of the server that are wrong', async () => {
    const settings = [{ name: 'TIME_ZONE', message: 'TIME_ZONE: is not a time zone.' }];
    const json = { status: 'misconfigured', version: '0.1.0', commit: 'unknown', settings };
    await using server = await loopback(() => ({ status: 503, json }));
    const ran = await runHere(['doctor'], { url: server.url });
    expect(ran.status).toBe(1);
    expect(ran.stdout).toContain('TIME_ZONE: is not a time zone.');
  });

  it('says which setting to put right when reading is refused', async () => {
    await using server = await loopback(({ url }) =>
      url === '/api/health' ? healthy : problemSaid(401, 'unauthenticated'),
    );
    const ran = await runHere(['doctor'], { url: server.url });
    expect(ran.status).toBe(1);
    expect(ran.stdout).toMatch(/reading +refused/);
    expect(ran.stderr).toContain('set COMMLOG_KEY');
  });

  it('fails when nothing answers', async () => {
    const gone = await loopback(() => 'reset');
    await gone[Symbol.asyncDispose]();
    expect(await runHere(['doctor'], { url: gone.url })).toMatchObject({ status: 1 });
  });

  it('shows each check in a line, and below it what to do unless it is well', async () => {
    await using server = await examined(
      item('Storage tables', 'ok', 'A row can be written.'),
      item('Archive', 'warning', 'Nothing new.', 'Look at the diagnostic setting.'),
      item('Event hub', 'off', 'Not set up.', 'Set EVENT_HUB_CONNECTION.'),
    );
    const ran = await runHere(['doctor'], { url: server.url });
    expect(ran).toMatchObject({ status: 0, stderr: '' });
    expect(ran.stdout.split('\n\n')[1]).toBe(
      [
        'state    check           finding',
        'ok       Storage tables  A row can be written.',
        'warning  Archive         Nothing new.',
        '  → Look at the diagnostic setting.',
        'off      Event hub       Not set up.',
        '  → Set EVENT_HUB_CONNECTION.',
        '',
      ].join('\n'),
    );
  });

  it('ends with 1 when a check failed', async () => {
    await using server = await examined(item('Archive', 'failed', 'Refused.', 'Give the role.'));
    const ran = await runHere(['doctor'], { url: server.url });
    expect(ran).toMatchObject({ status: 1, stderr: '' });
    expect(ran.stdout).toContain('  → Give the role.');
  });

  it('lets nothing through that a terminal would obey', async () => {
    await using server = await examined(item('Archive', 'failed', 'Containers: \u001b[2J.', 'Mend \u001b[31mit.'));
    expect((await runHere(['doctor'], { url: server.url })).stdout).not.toContain('\u001b');
  });

  it('says of a Commlog without checks that it is older, which is no failure', async () => {
    await using server = await answering({ status: 404 });
    const ran = await runHere(['doctor'], { url: server.url });
    expect(ran).toMatchObject({ status: 0, stderr: '' });
    expect(ran.stdout).toMatch(/checks +none: this Commlog is older/);
  });

  it.each([
    ['the key may not examine', problemSaid(403, 'forbidden'), 'use a key with a role that may'],
    ['the checks cannot be had', problemSaid(500, 'internal'), 'Title'],
    ['something else answers', { status: 200, json: { checks: 'all well' } } as const, 'not as Commlog does'],
  ])('fails, rather than say that all is well, when %s', async (_, doctor, words) => {
    await using server = await answering(doctor);
    expect(await runHere(['doctor'], { url: server.url })).toMatchObject({
      status: 1,
      stderr: expect.stringContaining(words),
    });
  });
});
