/** The list of behaviours in local/README.md is true as far as tests are. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const folder = import.meta.dirname;
const readme = readFileSync(join(folder, '../../local/README.md'), 'utf8');
const tests = readdirSync(folder)
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => readFileSync(join(folder, name), 'utf8'))
  .join('\n');
const named = [...readme.slice(readme.indexOf('## What it reproduces')).matchAll(/`([^`]*)`/g)]
  .map(([, text]) => text ?? '')
  .filter((text) => text.length > 7 && / /.test(text) && !/^(GET|app\.|POST|@)/.test(text));

test('every test that the list of reproduced behaviours names is there', () => {
  expect(named.length).toBeGreaterThan(40);
  expect(named.filter((name) => !tests.includes(`'${name}'`))).toEqual([]);
});
