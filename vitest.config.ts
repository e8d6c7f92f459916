import { configDefaults, defineConfig } from 'vitest/config';

// Tests of the compiled infrastructure need a compiler; tools/check.ts looks for one, and says so when there is none.
const compiler = process.env['COMMLOG_BICEP'] !== undefined;

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...(compiler ? [] : ['test/infra/modules/**'])],
    globalSetup: [
      'test/global-setup.ts',
      'test/e2e/global-setup.ts',
      ...(compiler ? ['test/infra/compile-once.ts'] : []),
    ],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
