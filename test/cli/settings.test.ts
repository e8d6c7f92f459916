import { describe, expect, it } from 'vitest';
import { loopback, problemSaid } from './loopback.ts';
import { runHere } from './run-cli.ts';

const retention = {
  ...{ name: 'retention', value: { days: 30 }, from: 'changed', secret: false, changeable: true },
  ...{ help: 'How long.', effective: { audit: { days: 'never' } } },
};
const nightly = { ...retention, name: 'NIGHTLY_AT', value: 265, from: 'default', changeable: false, help: 'When.' };
const key = { ...nightly, name: 'HASH_KEY', value: null, from: 'app setting', secret: true, help: 'Key.' };
const etag = { etag: '"change-1"' };

describe('commlog settings', () => {
  it('shows all with where each value comes from, and of secrets only that they are set', async () => {
    const json = { items: [retention, nightly, key], next: null };
    await using server = await loopback(() => ({ status: 200, json }));
    const ran = await runHere(['settings'], { url: server.url });
    expect(ran.status).toBe(0);
    expect(ran.stdout.split('\n')).toEqual([
      'setting     value        from         what it does',
      'retention   {"days":30}  changed      How long.',
      'NIGHTLY_AT  265          default      When.',
      'HASH_KEY    (secret)     app setting  Key.',
      '',
    ]);
    expect(server.kept[0]).toMatchObject({ method: 'GET', url: '/api/settings' });
  });

  it('shows one with what follows from it', async () => {
    await using server = await loopback(() => ({ status: 200, json: retention }));
    const ran = await runHere(['settings', 'get', 'retention'], { url: server.url });
    expect(JSON.parse(ran.stdout)).toEqual(retention);
  });

  it('changes one, if it is still what was read', async () => {
    await using server = await loopback(() => ({ status: 200, json: retention, headers: etag }));
    const ran = await runHere(['settings', 'set', 'retention', '{"days": 30}'], { url: server.url });
    expect(ran).toMatchObject({
      status: 0,
      stdout: 'retention is {"days":30}; every instance follows within a minute.\n',
    });
    expect(server.kept[1]).toMatchObject({
      ...{ method: 'PUT', url: '/api/settings/retention', body: '{"days": 30}' },
      headers: { 'if-match': '"change-1"' },
    });
  });

  it('says that somebody else changed it, and what is wrong with a value', async () => {
    await using server = await loopback((_asked, index) =>
      index === 0
        ? { status: 200, json: retention, headers: etag }
        : problemSaid(412, 'precondition-failed', { detail: 'It has changed since it was read.' }),
    );
    const stale = await runHere(['settings', 'set', 'retention', '{}'], { url: server.url });
    expect(stale.status).toBe(1);
    expect(stale.stderr).toContain('It has changed since it was read');
    const wrong = await runHere(['settings', 'set', 'retention', 'days=30'], { url: server.url });
    expect(wrong).toMatchObject({ status: 2, stderr: expect.stringContaining('is not JSON') });
  });
});
