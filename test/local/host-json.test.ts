/** What the local host takes from host.json. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readHostJson } from '../../local/host-json.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'commlog-host-json-'));
});
afterAll(() => rmSync(folder, { recursive: true }));
const reading = (value: object) => {
  const path = join(folder, 'host.json');
  writeFileSync(path, JSON.stringify(value));
  return readHostJson(path);
};

describe('host.json', () => {
  test('gives the route prefix and the time a function may take', () => {
    const value = { version: '2.0', functionTimeout: '00:10:05', extensions: { http: { routePrefix: '' } } };
    expect(reading(value)).toEqual({ routePrefix: '', functionTimeout: 605_000 });
  });

  test('may leave both out, and may be missing', () => {
    expect(reading({ version: '2.0', logging: {} })).toEqual({});
    expect(readHostJson(join(folder, 'none.json'))).toEqual({});
  });

  test('is refused when Azure would refuse it', () => {
    expect(() => reading({ functionTimeout: 'long' })).toThrow();
  });

  test('of this repository can be read', () => {
    expect(() => readHostJson(join(import.meta.dirname, '../../host.json'))).not.toThrow();
  });
});
