import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // They need a compiler: tools/check.ts looks for one, takes test/infra/vitest.config.ts then, and says so otherwise.
    exclude: [...configDefaults.exclude, 'test/infra/modules/**'],
    globalSetup: ['test/global-setup.ts', 'test/e2e/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
