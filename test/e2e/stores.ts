/** The stores on which every end-to-end test runs: the sources on the first, the deployed bundle on the second. */

export const stores = [
  { store: 'SQLite', flags: [] },
  { store: 'Azurite', flags: ['--azurite'] },
] as const;
