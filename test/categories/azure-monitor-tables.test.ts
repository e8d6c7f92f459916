import { describe, expect, it } from 'vitest';
import type { ColumnType } from '../../shared/categories/columns.ts';
import { categories, categoryNamed } from '../../shared/categories/index.ts';
import { resourceColumns } from '../../shared/categories/standard-columns.ts';
import { azureMonitorTables, type TableType } from './azure-monitor-tables.ts';

/** How Commlog may read a column of a table's type. */
const readAs: Readonly<Record<TableType, readonly ColumnType[]>> = {
  string: ['text', 'id', 'word', 'json'],
  int: ['int'],
  long: ['long'],
  real: ['real'],
  bool: ['bool'],
  datetime: ['time'],
  dynamic: ['json'],
};

/** Read as another type than the table's, because the wire carries what the table cannot hold. */
const exceptions: Readonly<Record<string, ColumnType>> = {
  'ACSChatIncomingOperations.ChatMessageId': 'id',
  'ACSCallAutomationIncomingOperations.ResultSignature': 'word',
  'ACSCallRecordingIncomingOperations.ResultSignature': 'word',
  'ACSCallClientOperations.ResultSignature': 'word',
  'ACSCallClientServiceRequestAndOutcome.ResultSignature': 'word',
};

const common = new Set<string>(resourceColumns.map(({ name }) => name));

describe('the categories and the tables of Azure Monitor', () => {
  it('have one row for each table', () => {
    expect(categories.map(({ table }) => table).sort()).toEqual([...azureMonitorTables.keys()].sort());
  });

  it.each([...azureMonitorTables])('declare every column of %s with a type that holds its values', (table, columns) => {
    const category = categoryNamed(table);
    const declared = new Map<string, ColumnType>(category?.columns.map(({ name, type }) => [name, type]));
    for (const [name, type] of columns) {
      const exception = exceptions[`${table}.${name}`];
      const allowed = exception ? [exception] : readAs[type];
      expect(allowed, `${table}.${name} is ${type}: declare it`).toContain(declared.get(name));
    }
  });

  it.each(categories.map((category) => [category.table, category] as const))(
    'mark what %s lacks as known from the documentation only',
    (table, category) => {
      const columns = azureMonitorTables.get(table);
      for (const { name, origin } of category.columns) {
        if (common.has(name)) continue;
        expect(origin, `${table}.${name}`).toBe(columns?.has(name) ? 'table' : 'seed');
      }
    },
  );
});
