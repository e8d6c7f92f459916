import { describe, expect, it } from 'vitest';
import { loopback, problemSaid } from './loopback.ts';
import { runHere } from './run-cli.ts';

const healthy = { status: 200, json: { status: 'ok', version: '0.1.0', commit: 'unknown', settings: [] } };

describe('commlog doctor', () => {
  it('says which Commlog is asked and that all is well, without showing a key', async () => {
    await using server = await loopback(({ url }) =>
      url === '/api/health' ? healthy : { status: 200, json: { items: [] } },
    );
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
});
