/** Asks archives for first pages and ids: how many requests to storage it takes, and how the time grows with the rows. */
import { type Measure, median, times } from './measure.ts';
import { recordTexts } from './records.ts';
import type { Archive, Asked } from './support-archive.ts';

const rounds = 21;
const dayMs = 86_400_000;
const fiveYears = 1826;

/** An archive and ids that occur in it. */
export interface Filled {
  readonly archive: Archive;
  readonly ids: readonly string[];
}

interface Question {
  readonly what: string;
  ask(filled: Filled, round: number): Promise<Asked>;
  /** Requests that one answer may take, and how the budget says that. */
  mostRequests(filled: Filled, asked: Asked): Promise<number>;
  readonly requestBudget: string;
}

const someCategories = ['sms', 'email-status', 'call-diagnostics', 'chat'];

const questions: readonly Question[] = [
  {
    what: 'first page of one category',
    ask: ({ archive }, round) => archive.page(`category=${someCategories[round % someCategories.length]}`),
    mostRequests: async () => 5,
    requestBudget: 'at most 5 requests',
  },
  {
    what: 'first page of all categories',
    ask: ({ archive }) => archive.page(''),
    mostRequests: async (_, { requests }) => 2 + requests.partitions,
    requestBudget: 'at most 2 requests and 1 a partition opened',
  },
  {
    what: 'find by an id',
    ask: ({ archive, ids }, round) => archive.find(ids[round % ids.length] ?? ''),
    // Every hit of these ids is answered by its lookup.
    mostRequests: async ({ archive }) => archive.months(),
    requestBudget: 'at most 1 request a month searched',
  },
];

/** Requests among many rows, and requests and time against those among few. */
export async function compareArchives(few: Filled, many: Filled): Promise<Measure[]> {
  const measures: Measure[] = [];
  for (const { what, ask, mostRequests, requestBudget } of questions) {
    const [amongFew, amongMany]: [Asked[], Asked[]] = [[], []];
    // The first rounds warm up.
    for (let round = -someCategories.length; round < rounds; round += 1) {
      const turn = round + someCategories.length;
      const [first, second] = [await ask(few, turn), await ask(many, turn)];
      if (first.items === 0 || second.items === 0) throw new Error(`${what}: nothing was found`);
      if (round < 0) continue;
      amongFew.push(first);
      amongMany.push(second);
    }
    const worst = amongMany.toSorted((a, b) => b.requests.total - a.requests.total)[0] as Asked;
    const seconds = (all: readonly Asked[]) => median(all.map((one) => one.seconds));
    const ratio = seconds(amongMany) / seconds(amongFew);
    const most = (all: readonly Asked[]) => Math.max(...all.map(({ requests }) => requests.total));
    measures.push(
      {
        what: `${what} among 1 M rows`,
        measured: requestsOf(worst),
        budget: requestBudget,
        met: worst.requests.total <= (await mostRequests(many, worst)),
      },
      {
        what: `${what} among 1 M rows against 10 thousand`,
        measured: `${most(amongMany)} and ${most(amongFew)} requests, ${times(ratio)} the time (${milliseconds(seconds(amongMany))})`,
        budget: 'no more requests, at most 2 × the time',
        met: most(amongMany) <= most(amongFew) && ratio <= 2,
      },
    );
  }
  return measures;
}

/** Fills two empty archives with one record a day for five years, of one category and of all four in turn, and asks them. */
export async function measureSparse(oneCategory: Archive, allInTurn: Archive): Promise<Measure[]> {
  const span = { from: Date.now() - fiveYears * dayMs, over: fiveYears * dayMs };
  const texts = [...recordTexts(fiveYears, span)];
  await allInTurn.fill(texts);
  const everyFourth = recordTexts(fiveYears * someCategories.length, span);
  await oneCategory.fill(everyFourth.filter((_, index) => index % someCategories.length === 0));
  const { correlationId } = JSON.parse(texts[0] ?? '') as { correlationId: string };
  const found = await allInTurn.find(correlationId);
  if (found.items !== 1) throw new Error('the oldest record was not found');
  return [
    sparsePage('one row a day for 5 years, of one category', await oneCategory.page('')),
    sparsePage('one row a day for 5 years, of four categories in turn', await allInTurn.page('')),
    {
      what: 'find by an id over 5 years',
      measured: `${requestsOf(found)} (${milliseconds(found.seconds)})`,
      budget: 'at most 130 requests',
      met: found.requests.total <= 130,
    },
  ];
}

function sparsePage(rows: string, page: Asked): Measure {
  const { Hours: hours = 0 } = page.requests.byTable;
  return {
    what: `first page of ${rows}: ${page.days} days shown`,
    measured: `${requestsOf(page)} (${milliseconds(page.seconds)})`,
    budget: 'at most 1 request a day shown, beside Hours',
    met: page.items === 100 && page.requests.total - hours <= page.days,
  };
}

function requestsOf({ requests }: Asked): string {
  const parts = Object.entries(requests.byTable).map(([table, count]) => `${table} ${count}`);
  return `${requests.total} requests: ${parts.join(', ')}`;
}

function milliseconds(seconds: number): string {
  return `${(seconds * 1000).toFixed(1)} ms`;
}
