import { beforeAll, describe, expect, it } from 'vitest';
import { createApiKey } from '../../shared/access/api-keys.ts';
import { type Role, rolesFor } from '../../shared/access/roles.ts';
import { routeNamed } from '../../shared/http/routes.ts';
import { localAdministrator, type Services } from '../../shared/services.ts';
import { ask, isProblemAnswer, memoryServices, samplePaths } from '../functions/app.ts';
import { clientPrincipal } from './client-principal.ts';

const keys = {
  Operator: createApiKey('operator', ['Operator']),
  Administrator: createApiKey('administrator', ['Administrator']),
} as const satisfies Record<Role, unknown>;
const env = { API_KEYS: `${keys.Operator.line},${keys.Administrator.line}` };
const azure = { ...env, WEBSITE_SITE_NAME: 'talk', WEBSITE_AUTH_ENABLED: 'True' };
const entra = (role: string) => ({ 'x-ms-client-principal': clientPrincipal({ roles: [role], oid: 'o' }) });
const forged = {
  ...entra('Administrator'),
  'x-ms-client-principal-id': 'o',
  'x-ms-client-principal-name': 'ann@example.com',
  'x-ms-client-principal-idp': 'aad',
  'x-ms-token-aad-id-token': 'eyJhbGciOi',
  'x-functions-key': 'master',
  'x-forwarded-for': '127.0.0.1',
  'x-original-host': 'localhost',
};

/** Who asks, with what, and as which role that counts; `undefined`: as nobody. */
const askers: readonly [string, Record<string, string>, Record<string, string>, Role | 'none' | undefined][] = [
  ['no key', env, {}, undefined],
  ['a wrong key', env, { 'x-api-key': 'commlog_wrong' }, undefined],
  ['a wrong bearer', env, { authorization: 'Bearer wrong' }, undefined],
  ['forged platform headers', env, forged, undefined],
  [
    'forged platform headers and authentication claimed off Azure',
    { ...env, WEBSITE_AUTH_ENABLED: 'True' },
    forged,
    undefined,
  ],
  [
    'forged platform headers on Azure without authentication',
    { ...azure, WEBSITE_AUTH_ENABLED: 'False' },
    forged,
    undefined,
  ],
  ['an Operator’s key', env, { 'x-api-key': keys.Operator.key }, 'Operator'],
  ['an Administrator’s key', env, { authorization: `Bearer ${keys.Administrator.key}` }, 'Administrator'],
  ['an Operator of Entra', azure, entra('Operator'), 'Operator'],
  ['an Administrator of Entra', azure, entra('Administrator'), 'Administrator'],
  ['somebody of Entra without a role', azure, entra('Reader'), 'none'],
];

describe.each(askers)('with %s', (_who, environment, headers, role) => {
  let services: Services;
  beforeAll(async () => {
    services = await memoryServices({ env: environment });
  });

  it.each(samplePaths)('$name', async ({ name, path }) => {
    const { action } = routeNamed(name);
    const asked = await ask(services, name, path, { headers });
    if (action === 'anonymous') expect([401, 403]).not.toContain(asked.status);
    else if (role === undefined) expect(isProblemAnswer(asked, 'unauthenticated')).toBe(true);
    else if (role === 'none' || !rolesFor(action).includes(role))
      expect(isProblemAnswer(asked, 'forbidden')).toBe(true);
    else expect([401, 403]).not.toContain(asked.status);
  });
});

describe('an anonymous request', () => {
  const closed = samplePaths.filter(({ name }) => routeNamed(name).action !== 'anonymous');
  const words = ['true', 'True', '1', 'local', 'Administrator', JSON.stringify(localAdministrator)];
  const names = [
    'LOCAL',
    'LOCAL_PRINCIPAL',
    'localPrincipal',
    'COMMLOG_LOCAL',
    'COMMLOG_KEY',
    'NODE_ENV',
    'AZURE_FUNCTIONS_ENVIRONMENT',
  ];

  it.each(words)('is nobody under every environment that says %j', async (word) => {
    const services = await memoryServices({ env: Object.fromEntries(names.map((name) => [name, word])) });
    for (const { name, path } of closed) {
      expect(
        (await ask(services, name, path, { headers: { host: 'localhost', origin: 'http://localhost' } })).status,
      ).toBe(401);
    }
  });

  it('is let in by the local principal alone, which only code can set', async () => {
    const services = await memoryServices({ localPrincipal: localAdministrator });
    for (const { name, path } of closed) expect([401, 403]).not.toContain((await ask(services, name, path)).status);
  });
});
