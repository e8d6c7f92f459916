/** What Azure asks for what Commlog uses: list prices in US dollars, to be replaced by those of your region and contract. */

export interface Price {
  readonly what: string;
  readonly dollars: number;
  readonly per: string;
}

/** As of when they are. */
export const pricesOf = '2026-12';

/** As published on https://azure.microsoft.com/pricing: pay as you go, locally redundant, a region of the United States. */
export const prices = {
  tableRequests: { what: 'Table Storage, requests', dollars: 0.000_36, per: '10,000' },
  tableSpace: { what: 'Table Storage, space', dollars: 0.045, per: 'GB and month' },
  blobSpace: { what: 'Blob Storage (hot), space', dollars: 0.0208, per: 'GB and month' },
  executions: { what: 'Flex Consumption, executions', dollars: 0.4, per: 'million, after 250,000 a month' },
  execution: { what: 'Flex Consumption, time', dollars: 0.000_026, per: 'GB and second, after 100,000 a month' },
  log: { what: 'Application Insights and Log Analytics, data taken in', dollars: 2.3, per: 'GB, after 5 GB a month' },
  hub: { what: 'Event Hubs Standard, one unit', dollars: 21.9, per: 'month' },
  hubEvents: { what: 'Event Hubs, events taken in', dollars: 0.028, per: 'million' },
} as const satisfies Record<string, Price>;
