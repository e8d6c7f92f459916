import { describe, expect, it } from 'vitest';
import { createApiKey } from '../../../shared/access/api-keys.ts';
import { localAdministrator } from '../../../shared/services.ts';
import { memoryServices } from '../../functions/app.ts';
import { checkUnderTest } from '../check-under-test.ts';

const { examine, meetsEveryFault } = checkUnderTest('access');
const administrator = createApiKey('ann', ['Administrator']);
const operator = createApiKey('bo', ['Operator']);

describe('access', () => {
  it('that nobody has says how to make a key, and how to let people sign in', async () => {
    const found = await examine(await memoryServices());
    expect(found).toMatchObject({ fault: 'nobody', state: 'failed' });
    expect(found.remedy).toMatch(/commlog key create.*App Service authentication/);
  });

  it('of operators alone asks for a key of an administrator', async () => {
    const found = await examine(await memoryServices({ env: { API_KEYS: operator.line } }));
    expect(found).toMatchObject({ fault: 'operators', state: 'warning' });
  });

  it('by keys counts them, and shows neither name nor hash', async () => {
    const found = await examine(await memoryServices({ env: { API_KEYS: `${administrator.line},${operator.line}` } }));
    expect(found).toMatchObject({ state: 'ok', finding: expect.stringContaining('2 API keys are set, 1 of them') });
    expect(found.finding).not.toMatch(/ann|[0-9a-f]{64}/);
  });

  it('by App Service authentication is well without a key', async () => {
    const env = { WEBSITE_SITE_NAME: 'talk', WEBSITE_AUTH_ENABLED: 'True' };
    expect(await examine(await memoryServices({ env }))).toMatchObject({ state: 'ok' });
  });

  it('on one machine needs no key', async () => {
    expect(await examine(await memoryServices({ localPrincipal: localAdministrator }))).toMatchObject({ state: 'ok' });
  });

  meetsEveryFault();
});
