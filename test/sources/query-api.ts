/** A workspace on loopback that speaks the query API of Log Analytics: it reads the ranges that are asked for. */
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createDefaultHttpClient, type HttpClient } from '@azure/core-rest-pipeline';
import { azureMonitorTables } from '../categories/azure-monitor-tables.ts';
import { standardColumns } from './standard-columns.ts';

/** A row of a table: `TimeGenerated`, `_TimeReceived` and whatever else; absent is null. */
export type Row = Readonly<Record<string, unknown>> & { readonly TimeGenerated: string };

/** A query as it arrived. Instants in ms. */
export interface AskedQuery {
  readonly kind: 'count' | 'rows';
  readonly table: string;
  readonly from: number;
  readonly until: number;
  readonly workspace: string;
  readonly timespan: string;
  readonly headers: IncomingMessage['headers'];
}

/** Instead of the answer: any other, the connection broken, or nothing at all. */
export type Said =
  | {
      readonly status: number;
      readonly json?: unknown;
      readonly text?: string;
      readonly headers?: Record<string, string>;
    }
  | 'reset'
  | 'silence';

export interface QueryApi extends AsyncDisposable {
  /** Sends what is meant for the service here; the client refuses to send tokens over plain HTTP itself. */
  readonly http: HttpClient;
  readonly asked: AskedQuery[];
}

/** The tables that are there, and what is said instead of an answer; `whole` is the answer. */
export interface Workspace {
  readonly tables: Readonly<Record<string, readonly Row[]>>;
  readonly instead?: (query: AskedQuery, index: number, whole: Answer) => Said | undefined;
}

export interface Answer {
  readonly tables: readonly { name: string; columns: { name: string; type: string }[]; rows: unknown[][] }[];
}

/** What the service says of a failure: an outer error, and why. */
export const refusal = (code: string, message: string, inner?: { code: string; message: string }) => ({
  error: { code, message, ...(inner ? { innererror: { ...inner, innererror: inner } } : {}) },
});

/** Serves the workspace; `workspace` is read anew at each query, so that a test may change it. */
export async function queryApi(workspace: Workspace): Promise<QueryApi> {
  const asked: AskedQuery[] = [];
  const server = createServer(async (request, response) => {
    const query = await queryIn(request);
    asked.push(query);
    const rows = workspace.tables[query.table];
    const whole = rows ? answerTo(query, rows) : undefined;
    const said = workspace.instead?.(query, asked.length - 1, whole ?? { tables: [] });
    if (said === 'silence') return;
    if (said === 'reset') return void request.socket.resetAndDestroy();
    const { status, json, text, headers } = said ?? (whole ? { status: 200, json: whole } : noTable(query.table));
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
    response.end(text ?? JSON.stringify(json));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const network = createDefaultHttpClient();
  return {
    asked,
    http: {
      sendRequest: (request) => {
        const { pathname, search } = new URL(request.url);
        request.url = `http://127.0.0.1:${port}${pathname}${search}`;
        request.allowInsecureConnection = true;
        return network.sendRequest(request);
      },
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const form =
  /^(?<table>\w+)\n\| where TimeGenerated >= datetime\((?<from>\S+)\) and TimeGenerated < datetime\((?<until>\S+)\)\n\| (?<verb>summarize|extend) /;

async function queryIn(request: IncomingMessage): Promise<AskedQuery> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const { query, timespan } = JSON.parse(Buffer.concat(chunks).toString());
  const { table = '', from = '', until = '', verb } = form.exec(query)?.groups ?? {};
  return {
    ...{ kind: verb === 'summarize' ? 'count' : 'rows', table, from: Date.parse(from), until: Date.parse(until) },
    ...{ workspace: /^\/v1\/workspaces\/([^/]+)\/query$/.exec(request.url ?? '')?.[1] ?? '', timespan },
    headers: request.headers,
  };
}

function answerTo({ kind, table, from, until }: AskedQuery, all: readonly Row[]): Answer {
  const rows = all.filter(({ TimeGenerated }) => {
    const time = Date.parse(TimeGenerated);
    return time >= from && time < until;
  });
  if (kind === 'count') {
    const bytes = rows.reduce((sum, row) => sum + Number(row['_BilledSize'] ?? 500), 0);
    const columns = [
      { name: 'Rows', type: 'long' },
      { name: 'Bytes', type: 'real' },
    ];
    return { tables: [{ name: 'PrimaryResult', columns, rows: [[rows.length, bytes]] }] };
  }
  const types = new Map<string, string>([...standardColumns, ...(azureMonitorTables.get(table) ?? [])]);
  for (const row of rows) for (const name in row) if (!types.has(name)) types.set(name, 'string');
  const columns = [...types].map(([name, type]) => ({ name, type: inText.has(type) ? 'string' : type }));
  const cells = rows.map((row) => columns.map(({ name, type }) => row[name] ?? (type === 'string' ? '' : null)));
  return { tables: [{ name: 'PrimaryResult', columns, rows: cells }] };
}

/** What the query turns into text. */
const inText = new Set(['datetime', 'long', 'dynamic']);

function noTable(table: string): { status: number; json: unknown; text?: string; headers?: Record<string, string> } {
  const message = `'where' operator: Failed to resolve table or column expression named '${table}'`;
  const inner = { code: 'SEM0100', message };
  return { status: 400, json: refusal('BadArgumentError', 'The request had some invalid properties', inner) };
}
