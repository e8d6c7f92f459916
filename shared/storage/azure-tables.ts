/** The driver for Azure Table Storage, through its REST interface. */

import { addressOf, fromBatch, fromRefusal, fromWire, isRefusal, type Refusal, toBatch } from './azure-batch.ts';
import { type AzureAccount, azureConnection, type ConnectionLimits, refuse } from './azure-connection.ts';
import { continuationOf, parametersOf, rowsOf } from './azure-query.ts';
import { refuseForeignTypes } from './foreign-types.ts';
import { checkKeys, checkQuery, checkTable, checkTransaction } from './limits.ts';
import { StorageUnavailable, type TableStore } from './table-store.ts';

export type AzureTablesOptions = AzureAccount &
  ConnectionLimits & {
    /** Begins the name of every table; the rest of the account is not seen. Letters and digits, a letter first. */
    readonly tablePrefix?: string;
    /** Queries throw `ForeignType` at a row with a property of a type that the seam does not know. */
    readonly refuseForeign?: boolean;
  };

/** As Azure's own client sends a transaction. */
const batchHeaders = {
  Accept: 'application/json',
  DataServiceVersion: '3.0;',
  MaxDataServiceVersion: '3.0;NetFx',
};

/**
 * A store in Azure Table Storage, or in Azurite.
 *
 * An attempt whose answer is lost may have happened, and is asked again: a transaction may then answer `exists`,
 * `changed` or `missing` about its own write, and {@link TableStore.createTable} `exists` about its own table. Callers
 * recognise their own write by what they wrote.
 *
 * A table being dropped has no rows for readers. A failure is never taken for absence: only the service's own codes are.
 */
export function azureTables(options: AzureTablesOptions): TableStore {
  const { tablePrefix = '', refuseForeign = false } = options;
  const { address, ask, close } = azureConnection(options, options);

  function named(table: string): string {
    checkTable(tablePrefix + table);
    return tablePrefix + table;
  }

  return {
    async createTable(table) {
      const request = {
        method: 'POST',
        path: 'Tables',
        headers: { 'Content-Type': 'application/json', Prefer: 'return-no-content' },
        body: JSON.stringify({ TableName: named(table) }),
      } as const;
      const answer = await ask(request, () => 'created' as const);
      if (!isRefusal(answer)) return answer;
      if (answer.code === 'TableAlreadyExists') return 'exists';
      return answer.code === 'TableBeingDeleted' ? 'being-dropped' : refuse(answer);
    },

    async dropTable(table) {
      const answer = await ask({ method: 'DELETE', path: `Tables('${named(table)}')` }, () => 'dropped' as const);
      if (isRefusal(answer) && !isNoTable(answer) && answer.code !== 'ResourceNotFound') refuse(answer);
    },

    async listTables(prefix, before) {
      const from = tablePrefix + prefix;
      // `{` follows every letter and digit, in either case.
      const until = before === undefined ? `${from}{` : tablePrefix + before;
      const filter = from === '' ? undefined : `TableName ge '${from}' and TableName lt '${until}'`;
      const isAsked = (name: string) => name.startsWith(from) && (before === undefined || name < until);
      const names: string[] = [];
      let next: string | undefined;
      do {
        const request = { method: 'GET', path: 'Tables', query: { $filter: filter, NextTableName: next } } as const;
        const page = await ask(request, (text, header) => ({
          tables: JSON.parse(text).value as readonly { readonly TableName: string }[],
          next: header('x-ms-continuation-NextTableName'),
        }));
        if (isRefusal(page)) refuse(page);
        names.push(...page.tables.map((table) => table.TableName).filter(isAsked));
        next = page.next;
      } while (next !== undefined);
      return names.map((name) => name.slice(tablePrefix.length)).sort();
    },

    async transact(table, operations) {
      const tableAddress = `${address}/${named(table)}`;
      checkTransaction(operations);
      const { body, contentType } = toBatch(tableAddress, operations);
      const headers = { ...batchHeaders, 'Content-Type': contentType };
      const request = { method: 'POST', path: '$batch', headers, body } as const;
      const answer = await ask(request, fromBatch);
      if (isRefusal(answer)) return fromRefusal(answer) ?? refuse(answer);
      if (answer.etags.length === operations.length) return { outcome: 'done', etags: answer.etags };
      throw new StorageUnavailable('Storage did not answer for every operation of a transaction.');
    },

    async get(table, partitionKey, rowKey) {
      const name = named(table);
      checkKeys(partitionKey, rowKey);
      const request = { method: 'GET', path: `${name}${addressOf(partitionKey, rowKey)}` } as const;
      const answer = await ask(request, (text) => ({ row: fromWire(JSON.parse(text)) }));
      if (!isRefusal(answer)) return answer.row;
      return isNoTable(answer) || answer.code === 'ResourceNotFound' ? undefined : refuse(answer);
    },

    async query(table, query) {
      const name = named(table);
      checkQuery(query);
      const request = { method: 'GET', path: `${name}()`, query: parametersOf(query) } as const;
      const page = await ask(request, (text, header) => {
        const { value } = JSON.parse(text);
        if (refuseForeign) refuseForeignTypes(table, value);
        return { entities: rowsOf(value, query), ...continuationOf(header) };
      });
      if (!isRefusal(page)) return page;
      return isNoTable(page) ? { entities: [] } : refuse(page);
    },

    async close() {
      close();
    },
  };
}

function isNoTable({ code }: Refusal): boolean {
  return code === 'TableNotFound' || code === 'TableBeingDeleted';
}
