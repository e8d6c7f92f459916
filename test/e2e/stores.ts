/** The stores on which every end-to-end test runs. */

export const stores = [
  { store: 'SQLite', flags: [] },
  { store: 'Azurite', flags: ['--azurite'] },
] as const;
