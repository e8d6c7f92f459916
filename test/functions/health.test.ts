import { describe, expect, it } from 'vitest';
import { ask, memoryServices } from './app.ts';

describe('GET /health', () => {
  it('is ok, with version and commit, for anybody', async () => {
    const services = { ...(await memoryServices()), version: { version: '1.2.3', commit: 'abc' } };
    const asked = await ask(services, 'health', '/health');
    expect(asked.status).toBe(200);
    expect(asked.json).toEqual({ status: 'ok', version: '1.2.3', commit: 'abc', settings: [] });
  });

  it('is misconfigured while settings are wrong, and names each', async () => {
    const services = await memoryServices({ env: { RETENTION_DAYS: '0', TIME_ZONE: 'Mars' } });
    const asked = await ask(services, 'health', '/health');
    expect(asked.status).toBe(503);
    expect(asked.json.status).toBe('misconfigured');
    expect(asked.json.settings.map(({ name }: { name: string }) => name)).toEqual(['RETENTION_DAYS', 'TIME_ZONE']);
    expect(asked.json.settings[0].message).toMatch(/never/);
  });

  it('asks nothing of storage', async () => {
    const services = await memoryServices();
    await services.store.close();
    expect((await ask(services, 'health', '/health')).status).toBe(200);
  });
});
