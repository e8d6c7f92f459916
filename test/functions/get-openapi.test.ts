import { describe, expect, it } from 'vitest';
import { routeNames } from '../../shared/http/routes.ts';
import { localAdministrator } from '../../shared/services.ts';
import { ask, memoryServices } from './app.ts';

describe('GET /openapi.json', () => {
  it('describes every operation of the running version', async () => {
    const services = await memoryServices({ localPrincipal: localAdministrator });
    const { status, json } = await ask(services, 'get-openapi', '/openapi.json');
    expect(status).toBe(200);
    expect(json.info.version).toBe(services.version.version);
    const methods = Object.values<object>(json.paths).flatMap((path) =>
      Object.values<{ operationId: string }>(path as never),
    );
    expect(methods.map(({ operationId }) => operationId).toSorted()).toEqual(routeNames.toSorted());
  });
});
