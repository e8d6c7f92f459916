import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { routeNamed, routeNames } from '../../shared/http/routes.ts';
import { registeredFunctions } from './app.ts';

const httpTrigger = expect.objectContaining({ type: 'httpTrigger' });

/** Registered only where the settings name a hub, which those of this test do not. */
const onlyWithHub = 'ingest-event-hub';

describe('the functions of the app', () => {
  it('that answer HTTP are the routes, each once', async () => {
    const http = [...(await registeredFunctions())].filter(([, { bindings }]) =>
      Object.values(bindings).some((binding) => httpTrigger.asymmetricMatch(binding)),
    );
    expect(http.map(([name]) => name).toSorted()).toEqual(routeNames.toSorted());
  });

  it('have a file each, named like them', async () => {
    const files = readdirSync(new URL('../../functions', import.meta.url)).map((file) => file.replace(/\.ts$/, ''));
    const functions = [...(await registeredFunctions()).keys(), onlyWithHub];
    expect(files.filter((file) => !/^(index|register(-.*)?)$/.test(file)).toSorted()).toEqual(functions.toSorted());
  });

  it('are bound as their rows say', async () => {
    const functions = await registeredFunctions();
    for (const name of routeNames) {
      const { method, path, authLevel } = routeNamed(name);
      expect(Object.values(functions.get(name)?.bindings ?? {})).toContainEqual(
        expect.objectContaining({ type: 'httpTrigger', methods: [method], route: path.slice(1), authLevel }),
      );
    }
  });
});
