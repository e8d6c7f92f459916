import { describe, expect, it } from 'vitest';
import { categories } from '../../shared/categories/index.ts';
import { countQuery, rowsQuery } from '../../shared/sources/kql.ts';
import { azureMonitorTables } from '../categories/azure-monitor-tables.ts';
import { readKql } from './kusto.ts';

const range = { from: Date.parse('2026-03-04T10:00:00.123Z'), until: Date.parse('2026-03-05T00:00:00Z') };
const asked = categories.filter(({ table }) => table !== '');

describe('the language service that reads the queries', () => {
  it('knows a mistake when it meets one', () => {
    expect(readKql('ACSNoSuchTable | count').mistakes).not.toEqual([]);
    expect(readKql('ACSBillingUsage | extend x = tostring(NoSuchColumn)').mistakes).not.toEqual([]);
    expect(readKql('ACSBillingUsage | were TimeGenerated > now()').mistakes).not.toEqual([]);
    expect(readKql('ACSBillingUsage | where TimeGenerated > now()').mistakes).toEqual([]);
  });
});

describe.each(asked.map((category) => [category.table, category] as const))('of %s', (table, category) => {
  it('the count is valid, and gives rows and bytes', () => {
    const { mistakes, columns } = readKql(countQuery(category, range).text);
    expect(mistakes).toEqual([]);
    expect([...columns]).toEqual([
      ['Rows', 'long'],
      ['Bytes', 'real'],
    ]);
  });

  it('the rows are valid, and give every column, instants, long numbers and JSON as text', () => {
    const { mistakes, columns } = readKql(rowsQuery(category, range).text);
    expect(mistakes).toEqual([]);
    const declared = azureMonitorTables.get(table) ?? new Map();
    for (const [name, type] of declared) {
      const inText = type === 'datetime' || type === 'long' || type === 'dynamic';
      expect([name, columns.get(name)]).toEqual([name, inText ? 'string' : type]);
    }
    expect(columns.get('_TimeReceived')).toBe('string');
    expect(columns.get('_ResourceId')).toBe('string');
  });
});

describe('a query', () => {
  it('names its range to the millisecond, the end exclusive', () => {
    const [usage] = asked;
    if (!usage) throw new Error('There is no category with a table.');
    expect(countQuery(usage, range).text).toBe(
      [
        'ACSBillingUsage',
        '| where TimeGenerated >= datetime(2026-03-04T10:00:00.123Z) and TimeGenerated < datetime(2026-03-05T00:00:00.000Z)',
        '| summarize Rows = count(), Bytes = sum(_BilledSize)',
      ].join('\n'),
    );
  });

  it('asks for no column that Azure Monitor does not have', () => {
    const usage = asked.find(({ table }) => table === 'ACSBillingUsage');
    expect(usage?.columns.some(({ name, origin }) => name === 'Properties' && origin === 'seed')).toBe(true);
    expect(usage && rowsQuery(usage, range).text).not.toContain('Properties');
  });
});
