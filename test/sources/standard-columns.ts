/** The columns that the service adds to every table. */
import type { TableType } from '../categories/azure-monitor-tables.ts';

/** By type. https://learn.microsoft.com/azure/azure-monitor/logs/log-standard-columns */
export const standardColumns: ReadonlyMap<string, TableType | 'guid'> = new Map([
  ['TimeGenerated', 'datetime'],
  ['_ResourceId', 'string'],
  ['_SubscriptionId', 'string'],
  ['TenantId', 'string'],
  ['Type', 'string'],
  ['SourceSystem', 'string'],
  ['_BilledSize', 'real'],
  ['_IsBillable', 'string'],
  ['_TimeReceived', 'datetime'],
  ['_ItemId', 'string'],
]);
