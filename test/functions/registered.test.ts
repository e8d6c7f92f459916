import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { routeNamed, routeNames } from '../../shared/http/routes.ts';
import { registeredFunctions } from './app.ts';

describe('the functions of the app', () => {
  it('are the routes, each once', async () => {
    expect([...(await registeredFunctions()).keys()].toSorted()).toEqual(routeNames.toSorted());
  });

  it('have a file each, named like them', () => {
    const files = readdirSync(new URL('../../functions', import.meta.url)).map((file) => file.replace(/\.ts$/, ''));
    expect(files.filter((file) => file !== 'index' && file !== 'register').toSorted()).toEqual(routeNames.toSorted());
  });

  it('are bound as their rows say', async () => {
    for (const [name, { bindings }] of await registeredFunctions()) {
      const { method, path, authLevel } = routeNamed(name as (typeof routeNames)[number]);
      expect(Object.values(bindings)).toContainEqual(
        expect.objectContaining({ type: 'httpTrigger', methods: [method], route: path.slice(1), authLevel }),
      );
    }
  });
});
