/**
 * Which folder may import from which: the one direction of the project, as a table. A folder may always import from itself.
 *
 *     functions → http → use cases → storage → categories → zod
 */

/** Files that lie in `shared` itself: settings, services, the version, the log line. */
export const roots = 'shared';

const useCaseNeeds = ['shared/categories', 'shared/storage', roots];

/** To add a folder, or an edge that points the same way, add it here; an edge that points back means a misplaced idea. */
export const allowedImports: Readonly<Record<string, readonly string[]>> = {
  'shared/categories': [],
  'shared/storage': ['shared/categories'],
  'shared/access': [],
  // The composition root knows the drivers; everything else here knows nothing of the folders.
  [roots]: ['shared/access', 'shared/storage'],

  'shared/audit': ['shared/access', 'shared/storage', roots],
  'shared/kept-settings': ['shared/access', 'shared/audit', 'shared/storage', roots],
  'shared/copy': ['shared/storage', roots],
  'shared/erasure': ['shared/storage', roots],
  'shared/retention': ['shared/categories', 'shared/kept-settings', roots],
  'shared/arrivals': useCaseNeeds,
  'shared/outcomes': ['shared/storage'],
  'shared/switches': [...useCaseNeeds, 'shared/arrivals', 'shared/audit', 'shared/access'],
  'shared/communications': [
    ...useCaseNeeds,
    'shared/retention',
    'shared/access',
    'shared/audit',
    'shared/directory',
    'shared/outcomes',
    'shared/query',
    'shared/runs',
  ],
  'shared/ingest': [
    ...useCaseNeeds,
    'shared/retention',
    'shared/erasure',
    'shared/communications',
    'shared/arrivals',
    'shared/outcomes',
    'shared/switches',
  ],
  'shared/events': ['shared/categories', 'shared/ingest', roots],
  'shared/query': [...useCaseNeeds, 'shared/retention', 'shared/audit', 'shared/access'],
  'shared/directory': ['shared/storage', 'shared/query', 'shared/audit', 'shared/access', roots],
  'shared/purge': [
    ...useCaseNeeds,
    'shared/retention',
    'shared/access',
    'shared/audit',
    'shared/communications',
    'shared/directory',
    'shared/erasure',
    'shared/kept-settings',
    'shared/outcomes',
    'shared/query',
    'shared/replaced',
    'shared/runs',
    'shared/switches',
  ],
  'shared/replaced': [...useCaseNeeds, 'shared/ingest', 'shared/query', 'shared/runs'],
  'shared/runs': ['shared/storage', roots, 'shared/query', 'shared/access'],
  'shared/sources': [
    ...useCaseNeeds,
    'shared/retention',
    'shared/access',
    'shared/arrivals',
    'shared/audit',
    'shared/communications',
    'shared/ingest',
    'shared/outcomes',
    'shared/replaced',
    'shared/runs',
    'shared/switches',
  ],
  'shared/operator-settings': [
    'shared/categories',
    roots,
    'shared/retention',
    'shared/access',
    'shared/kept-settings',
    'shared/outcomes',
    'shared/runs',
    'shared/storage',
    'shared/switches',
  ],
  'shared/status': [...useCaseNeeds, 'shared/arrivals', 'shared/switches'],
  'shared/doctor': [
    'shared/retention',
    ...useCaseNeeds,
    'shared/arrivals',
    'shared/kept-settings',
    'shared/runs',
    'shared/sources',
    'shared/status',
    'shared/switches',
  ],

  'shared/http': [
    ...useCaseNeeds,
    'shared/access',
    'shared/communications',
    'shared/ingest',
    'shared/events',
    'shared/operator-settings',
    'shared/runs',
    'shared/directory',
  ],
  functions: [
    'shared/purge',
    'shared/operator-settings',
    'shared/http',
    'shared/communications',
    'shared/categories',
    'shared/arrivals',
    'shared/directory',
    'shared/query',
    'shared/runs',
    'shared/switches',
    'shared/sources',
    'shared/status',
    'shared/doctor',
    roots,
  ],

  // Programs around the app. They meet it over HTTP, or through its facts and its composition root.
  cli: [
    'shared/access',
    'shared/categories',
    'shared/copy',
    'shared/ingest',
    'shared/outcomes',
    'shared/storage',
    roots,
    // The lock of a data folder, and who announced itself in it.
    'local',
    'bootstrap.mjs',
  ],
  local: ['functions', 'shared/storage', roots],
  tools: ['shared/access', 'shared/categories', 'shared/http', 'shared/operator-settings', roots],
};

/** The row of {@link allowedImports} that a file belongs to. */
export function placeOf(path: string): string {
  const [top = '', second = '', ...rest] = path.split('/');
  if (top !== 'shared') return top;
  return rest.length === 0 ? roots : `${top}/${second}`;
}

/** Who alone may import an SDK's values; its types may be named elsewhere. */
export const sdkImporters: Readonly<Record<string, readonly string[]>> = {
  '@azure/data-tables': ['shared/storage/azure-connection.ts'],
  '@azure/core-rest-pipeline': ['shared/storage/azure-connection.ts'],
  '@azure/functions': ['functions/index.ts', 'functions/register.ts', 'functions/register-event-hub.ts'],
  '@azure/identity': ['shared/accounts.ts'],
  '@azure/monitor-query': ['shared/sources/log-analytics.ts'],
  '@azure/storage-blob': ['shared/sources/archive/blob-account.ts'],
};

/** Who alone may import the values of `access` and `audit`, so that no operation can pass them by. Their types go everywhere. */
export const guards: Readonly<Record<string, readonly string[]>> = {
  // endpoint.ts asks admit.ts; openapi.ts tells which roles may do what.
  'shared/access': ['shared/http/admit.ts', 'shared/http/openapi.ts', 'shared/setting-schemas.ts', 'cli/key.ts'],
  // A switch and its audit row are settled together, also after a crash between the two; how many rows left as a file is
  // known when the file has ended; a back-fill, or an operation by hand, and its audit row are settled together as a switch is, and so is a deletion
  // from the directory; what is put there is audited once it is written.
  'shared/audit': [
    'shared/kept-settings/change-kept.ts',
    'shared/purge/purge-state.ts',
    'shared/switches/switch-category.ts',
    'shared/query/audit-export.ts',
    'shared/sources/backfill/backfill-state.ts',
    'shared/communications/by-hand/by-hand-state.ts',
    'shared/directory/write-person.ts',
    'shared/directory/settle-deletion.ts',
    'shared/directory/import-people.ts',
  ],
  'shared/http/admit.ts': ['shared/http/endpoint.ts'],
  'shared/http/endpoint.ts': ['functions/register.ts'],
};
