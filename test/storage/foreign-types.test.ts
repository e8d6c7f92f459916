import { TableClient } from '@azure/data-tables';
import { describe, expect, it } from 'vitest';
import { azureTables } from '../../shared/storage/azure-tables.ts';
import { ForeignType, refuseForeignTypes } from '../../shared/storage/foreign-types.ts';
import { azurite } from './azurite.ts';
import { ownPrefix } from './drivers.ts';

const keys = { PartitionKey: 'p', RowKey: 'r' };

describe('refuseForeignTypes', () => {
  it('takes what Commlog writes', () => {
    const types = { 'n@odata.type': 'Edm.Double', 'i@odata.type': 'Edm.Int64', 'Timestamp@odata.type': 'Edm.DateTime' };
    expect(() => refuseForeignTypes('Rows', [{ ...keys, n: 1, i: '1', t: 'x', ...types }])).not.toThrow();
  });

  it.each(['Edm.DateTime', 'Edm.Guid', 'Edm.Binary'])('refuses %s, naming table, row and property', (type) => {
    expect(() => refuseForeignTypes('Rows', [keys, { ...keys, at: 'x', 'at@odata.type': type }])).toThrow(
      `table Rows holds a row that is not of Commlog: property at of partition "p", row "r" is of type ${type}`,
    );
  });
});

describe('azureTables that refuse what is foreign', () => {
  it('throw at a row with a date, where others read a text', async () => {
    const { connectionString } = await azurite();
    const table = `${ownPrefix()}Rows`;
    const client = TableClient.fromConnectionString(connectionString, table, { allowInsecureConnection: true });
    await client.createTable();
    await client.createEntity({ partitionKey: 'p', rowKey: 'r', at: new Date(0) });
    const strict = azureTables({ connectionString, refuseForeign: true });
    await expect(strict.query(table, {})).rejects.toThrow(ForeignType);
    expect((await azureTables({ connectionString }).query(table, {})).entities).toHaveLength(1);
    await client.deleteTable();
  });
});
