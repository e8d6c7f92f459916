/** Whether the workspace can be asked, and which tables of the categories have rows there. */
import { categories } from '../../categories/index.ts';
import type { Services } from '../../services.ts';
import { workspaceAsker } from '../../sources/backfill/workspace-asker.ts';
import type { QueryOutcome } from '../../sources/query-outcome.ts';
import { StorageUnavailable } from '../../storage/table-store.ts';
import { readSwitchedOff } from '../../switches/switches.ts';
import { defineCheck } from '../check.ts';
import { identityWords } from '../identity-words.ts';
import { listedWords } from '../listed-words.ts';
import { tableColumns, workspaceTablesQuery } from '../workspace-tables-query.ts';

/** How far back rows are looked for; more would make a large workspace slow. */
const days = 7;
const dayMs = 86_400_000;

const toWorkspace =
  'In the diagnostic setting of each Communication Services resource, tick "Send to Log Analytics workspace" with this workspace, resource-specific tables where it asks, and the categories.';

export const workspace = defineCheck({
  title: 'Log Analytics workspace',
  faults: {
    unset: {
      state: 'off',
      remedy:
        'To have it asked each night for what no other road brought, set LOG_ANALYTICS_WORKSPACE_ID to the "Workspace ID" of its overview page.',
    },
    empty: { state: 'warning', remedy: toWorkspace },
    missing: { state: 'warning', remedy: `${toWorkspace} What you do not use, switch off here.` },
    refused: {
      state: 'failed',
      remedy: ({ settings }) =>
        `Give ${identityWords(settings.LOG_ANALYTICS_CLIENT_ID)} the role Log Analytics Reader on the workspace. LOG_ANALYTICS_WORKSPACE_ID must be its "Workspace ID", and LOG_ANALYTICS_ENDPOINT the query address of its cloud.`,
    },
    throttled: { state: 'warning', remedy: 'Ask again in some minutes; the nightly run waits by itself.' },
    slow: { state: 'warning', remedy: 'Ask again; what is asked each night is divided until it is small enough.' },
    unreachable: {
      state: 'failed',
      remedy:
        'Check LOG_ANALYTICS_ENDPOINT, and whether the app may reach it: its network, a private link scope of the workspace.',
    },
    malformed: {
      state: 'failed',
      remedy:
        'Check that LOG_ANALYTICS_ENDPOINT is the address of a query service, such as https://api.loganalytics.io.',
    },
  },
  late: 'Ask again; if it stays so, check LOG_ANALYTICS_ENDPOINT and whether the app may reach it.',
  async examine({ services, signal }) {
    const ask = await workspaceAsker(services);
    if (!ask) return { fault: 'unset', finding: 'No workspace is set.' };
    const tables = await wantedTables(services);
    const now = services.clock().getTime();
    const query = workspaceTablesQuery(tables, { from: now - days * dayMs, until: now + dayMs });
    const outcome = await ask(query, signal);
    return outcome.outcome === 'rows' ? tablesFound(tables, outcome) : refusalFound(outcome);
  },
});

/** The tables of the categories that are switched on; of all, while storage does not say which are. */
async function wantedTables(services: Services): Promise<string[]> {
  const off = await readSwitchedOff(services).catch((error: unknown) => {
    if (error instanceof StorageUnavailable) return new Set<string>();
    throw error;
  });
  const wanted = categories.filter(({ table, retired, slug }) => table !== '' && !retired && !off.has(slug));
  return [...new Set(wanted.map(({ table }) => table))];
}

function tablesFound(wanted: readonly string[], { columns, rows }: Extract<QueryOutcome, { outcome: 'rows' }>) {
  const place = columns.indexOf(tableColumns.table);
  const found = new Set(rows.map((row) => String(row[place])));
  const missing = wanted.filter((table) => !found.has(table));
  const without = `no rows of the last ${days} days in ${listedWords(missing)}`;
  if (found.size === 0) return { fault: 'empty', finding: `It answers, and has ${without}.` } as const;
  const finding = `It answers; rows of the last ${days} days are in ${listedWords(wanted.filter((table) => found.has(table)))}`;
  return missing.length === 0
    ? { finding: `${finding}.` }
    : ({ fault: 'missing', finding: `${finding}; ${without}.` } as const);
}

function refusalFound(outcome: Exclude<QueryOutcome, { outcome: 'rows' }>) {
  switch (outcome.outcome) {
    case 'no-table':
      return {
        fault: 'empty',
        finding: 'It answers, and has none of the tables: no log was ever sent there.',
      } as const;
    case 'throttled':
      return { fault: 'throttled', finding: outcome.failure.words } as const;
    case 'too-much':
      return { fault: 'slow', finding: `It answers, but not this question: ${outcome.words}.` } as const;
    case 'aborted':
      return { fault: 'unreachable', finding: 'The workspace did not answer in time.' } as const;
    case 'unreachable':
      return { fault: 'unreachable', finding: outcome.failure.words } as const;
    case 'failed': {
      const { class: failureClass, words } = outcome.failure;
      return { fault: failureClass === 'refused' ? 'refused' : 'malformed', finding: words } as const;
    }
  }
}
