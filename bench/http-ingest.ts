/** How fast bodies become durable over HTTP, against a bare loop that writes the same finished rows to the same storage. */
import { join } from 'node:path';
import { startAzurite } from '../local/azurite.ts';
import { azureTables } from '../shared/storage/azure-tables.ts';
import { runBounded } from '../shared/storage/run-bounded.ts';
import { type Bench, type Measure, median, secondsOf, times } from './measure.ts';
import { recordTexts } from './records.ts';
import { bareFile } from './support-bare-file.ts';
import { type Body, bodiesOf, deliverAll } from './support-deliver.ts';
import { finishedRows, type Transaction } from './support-finished-rows.ts';
import { startServer } from './support-server.ts';
import { tempFolder } from './support-temp-folder.ts';

const sqliteRecords = 20_000;
/** Azurite takes less than 2,000 rows a second. */
const azuriteRecords = 10_000;
const recordsPerBody = 5_000;
const bodiesInFlight = 2;
const sqliteRounds = 5;
/** Each with an Azurite of its own, which would grow slow and then fail with all rows of all rounds. */
const azuriteRounds = 3;
const transactionsInFlight = 16;

export const bench: Bench = async () => [await againstSqlite(), await againstAzurite()];

async function againstSqlite(): Promise<Measure> {
  using folder = tempFolder();
  await using server = await startServer({ data: join(folder.path, 'server') });
  using bare = bareFile(join(folder.path, 'bare.db'));
  const rounds: Round[] = [];
  // The first round warms both sides up.
  for (let round = 0; round <= sqliteRounds; round += 1) {
    const bodies = bodiesOfRound(round, sqliteRecords);
    const rows = bare.prepare(await finishedRows(bodies));
    const http = await secondsOf(() => deliverAll(server.url, bodies, bodiesInFlight));
    const loop = await secondsOf(() => bare.write(rows));
    if (round > 0) rounds.push({ http, loop, records: sqliteRecords, rows: rows.length });
  }
  return measureOf('HTTP body → durable, against a bare loop to node:sqlite', rounds, 0.5);
}

async function againstAzurite(): Promise<Measure> {
  const rounds: Round[] = [];
  for (let round = 0; round < azuriteRounds; round += 1) {
    const [warmUp, bodies] = [bodiesOfRound(100, 3_000), bodiesOfRound(round, azuriteRecords)];
    const http = await httpToAzurite(warmUp, bodies);
    const transactions = await finishedRows(bodies);
    const loop = await loopToAzurite(await finishedRows(warmUp), transactions);
    const rows = transactions.reduce((sum, { operations }) => sum + operations.length, 0);
    rounds.push({ http, loop, records: azuriteRecords, rows });
  }
  return measureOf('HTTP body → durable, against a bare loop to Azurite', rounds, 0.8);
}

async function httpToAzurite(warmUp: readonly Body[], bodies: readonly Body[]): Promise<number> {
  using folder = tempFolder();
  await using server = await startServer({ data: folder.path, azurite: true });
  await deliverAll(server.url, warmUp, bodiesInFlight);
  return await secondsOf(() => deliverAll(server.url, bodies, bodiesInFlight));
}

async function loopToAzurite(warmUp: readonly Transaction[], transactions: readonly Transaction[]): Promise<number> {
  using folder = tempFolder();
  const azurite = await startAzurite(folder.path, ['table'], () => {});
  const store = azureTables({ connectionString: azurite.connectionString });
  const writeAll = async (all: readonly Transaction[]) => {
    await runBounded(
      transactionsInFlight,
      all.map(({ table, operations }) => async () => {
        const { outcome } = await store.transact(table, operations);
        if (outcome !== 'done') throw new Error(outcome);
      }),
    );
  };
  try {
    for (const table of new Set([...warmUp, ...transactions].map(({ table }) => table))) await store.createTable(table);
    await writeAll(warmUp);
    return await secondsOf(() => writeAll(transactions));
  } finally {
    await store.close();
    await azurite.stop();
  }
}

/** Each round has a day and events of its own. */
function bodiesOfRound(round: number, count: number): Body[] {
  const from = Date.now() - (round + 2) * 86_400_000;
  return [...bodiesOf(recordTexts(count, { from, over: 86_000_000 }, round + 1), recordsPerBody)];
}

/** Seconds of both sides, and what each wrote. */
interface Round {
  readonly http: number;
  readonly loop: number;
  readonly records: number;
  readonly rows: number;
}

function measureOf(what: string, rounds: readonly Round[], least: number): Measure {
  const ratio = median(rounds.map(({ http, loop }) => loop / http));
  const perSecond = Math.round(median(rounds.map(({ http, records }) => records / http)));
  const rows = median(rounds.map((round) => round.rows / round.records)).toFixed(1);
  return {
    what,
    measured: `${times(ratio)} (${perSecond} records/s of ${rows} rows each)`,
    budget: `at least ${least} ×`,
    met: ratio >= least,
  };
}
