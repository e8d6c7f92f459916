/** A million records on one machine: whether storing them stays as fast, and finding among them as quick, as with few. */
import { join } from 'node:path';
import { type Bench, type Measure, times } from './measure.ts';
import { recordTexts, type Span } from './records.ts';
import { openArchive } from './support-archive.ts';
import { compareArchives, measureSparse } from './support-asking.ts';
import { type Body, bodiesOf, deliverAll } from './support-deliver.ts';
import { type Server, startServer } from './support-server.ts';
import { tempFolder } from './support-temp-folder.ts';

const dayMs = 86_400_000;
const million = 1_000_000;
const few = 10_000;
const recordsPerBody = 10_000;
const bodiesInFlight = 2;
const warmUp = 20_000;
const compared = 100_000;
const samplesEveryMs = 250;

export const bench: Bench = async () => {
  using folder = tempFolder();
  const span = { from: Date.now() - 28 * dayMs, over: 27 * dayMs };
  const data = join(folder.path, 'million');
  const { measures, ids } = await importMillion(data, span);

  await using large = await openArchive(join(data, 'commlog.db'));
  await using small = await openArchive(join(folder.path, 'few.db'));
  const idsOfFew: string[] = [];
  await small.fill(collecting(recordTexts(few, span), few / 20, idsOfFew));
  await using sparse = await openArchive(join(folder.path, 'sparse.db'));
  await using sparseInTurn = await openArchive(join(folder.path, 'sparse-in-turn.db'));
  return [
    ...measures,
    ...(await compareArchives({ archive: small, ids: idsOfFew }, { archive: large, ids })),
    ...(await measureSparse(sparse, sparseInTurn)),
  ];
};

async function importMillion(data: string, span: Span): Promise<{ measures: Measure[]; ids: string[] }> {
  const ids: string[] = [];
  const texts = collecting(recordTexts(million, span), million / 20, ids);
  await using server = await startServer({ data });
  const course = await importAll(server, bodiesOf(texts, recordsPerBody));
  const secondsBetween = (from: number, until: number) => course.secondsAt(until) - course.secondsAt(from);
  const [first, last] = [secondsBetween(warmUp, warmUp + compared), secondsBetween(million - compared, million)];
  const rate = (seconds: number) => `${Math.round(compared / seconds)} records/s`;
  const { firstHalf, secondHalf } = course.peaks();
  return {
    ids,
    measures: [
      {
        what: 'import of 1 M records: rate of the last 100 thousand against the first (after 20 thousand)',
        measured: `${times(first / last)} (${rate(first)}, then ${rate(last)}; all in ${Math.round(course.secondsAt(million))} s)`,
        budget: 'at least 0.8 ×',
        met: first / last >= 0.8,
      },
      {
        what: 'import of 1 M records: most memory of the server in the second half against the first half',
        measured: `${times(secondHalf / firstHalf)} (${Math.round(secondHalf)} MiB)`,
        budget: 'at most 1.25 ×',
        met: secondHalf / firstHalf <= 1.25,
      },
    ],
  };
}

/** Imports all bodies and remembers how it went. */
async function importAll(server: Server, bodies: Iterable<Body>) {
  const done: { records: number; seconds: number }[] = [{ records: 0, seconds: 0 }];
  const samples: { records: number; mib: number }[] = [];
  let records = 0;
  const start = performance.now();
  const sample = () => samples.push({ records, mib: server.memory().now });
  const sampling = setInterval(sample, samplesEveryMs);
  try {
    await deliverAll(server.url, bodies, bodiesInFlight, (more) => {
      records += more;
      done.push({ records, seconds: (performance.now() - start) / 1000 });
      sample();
    });
  } finally {
    clearInterval(sampling);
  }
  const peakOf = (some: typeof samples) => Math.max(...some.map(({ mib }) => mib));
  return {
    /** When so many were durable. */
    secondsAt: (count: number) => done.find((one) => one.records >= count)?.seconds ?? Number.NaN,
    peaks: () => ({
      firstHalf: peakOf(samples.filter((one) => one.records < million / 2)),
      secondHalf: peakOf(samples.filter((one) => one.records >= million / 2)),
    }),
  };
}

/** The texts, with the correlation id of every so many of them put into `ids`. */
function* collecting(texts: Iterable<string>, every: number, ids: string[]): Generator<string> {
  let index = 0;
  for (const text of texts) {
    // The four makers take turns; an odd step meets all of them.
    if (index % (every + 1) === 0) ids.push((JSON.parse(text) as { correlationId: string }).correlationId);
    index += 1;
    yield text;
  }
}
