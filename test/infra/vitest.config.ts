/** All tests, with those of the compiled infrastructure: where a Bicep compiler can be had. */
import { resolve } from 'node:path';
import { configDefaults, defineConfig } from 'vitest/config';
import all from '../../vitest.config.ts';

export default defineConfig({
  root: resolve(import.meta.dirname, '../..'),
  test: {
    ...all.test,
    exclude: configDefaults.exclude,
    globalSetup: [all.test?.globalSetup ?? [], 'test/infra/compile-once.ts'].flat(),
  },
});
