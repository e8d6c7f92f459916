import { describe, expect, it } from 'vitest';
import { loadSample } from '../../local/sample/load-sample.ts';
import { sampleRecords } from '../../local/sample/sample-records.ts';
import { contentOf, identityOf } from '../../shared/ingest/identity.ts';
import { normalize } from '../../shared/ingest/normalize.ts';

const hourMs = 3_600_000;
const nows = ['2026-03-04T15:30:00.000Z', '2026-11-01T00:00:00.000Z', '2027-01-01T05:59:59.999Z'].map(
  (text) => new Date(text),
);

const everyNow = nows.map((now) => [now.toISOString(), now] as const);

function normalized(now: Date) {
  return sampleRecords(now).map(({ category, record }) => {
    const result = normalize(record, undefined, now.getTime());
    if ('issues' in result)
      throw new Error(`${category}: ${JSON.stringify(result.issues)} in ${JSON.stringify(record)}`);
    return { category, record: result.record };
  });
}

describe('the sample', () => {
  it.each(everyNow)(
    'at %s is one to three thousand records that normalize without a mistake to the category they name',
    (_text, now) => {
      const all = normalized(now);
      expect(all.length).toBeGreaterThan(1000);
      expect(all.length).toBeLessThan(3000);
      expect(all.filter(({ category, record }) => record.category.name !== category)).toEqual([]);
    },
  );

  it.each(everyNow)('at %s has no event twice', (_text, now) => {
    const all = normalized(now);
    expect(new Set(all.map(({ record }) => identityOf(record))).size).toBe(all.length);
  });

  it('uses the columns that there are: nothing is left over but what e-mail polls carry', () => {
    const left = normalized(nows[0] as Date).flatMap(({ category, record }) =>
      record.additional === undefined
        ? []
        : Object.keys(JSON.parse(record.additional)).map((key) => `${category} ${key}`),
    );
    expect([...new Set(left)]).toEqual(['EmailStatusUpdateOperational MessageStatus']);
  });

  it.each(everyNow)(
    'at %s lies within the three days before, oldest first, by day more than by night',
    (_text, now) => {
      const times = sampleRecords(now).map(({ at }) => at);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(times[0]).toBeGreaterThan(now.getTime() - 72 * hourMs);
      expect(times.at(-1)).toBeLessThan(now.getTime());
      const byHour = Map.groupBy(times, (at) => new Date(at).getUTCHours());
      const of = (...hours: number[]) => hours.reduce((sum, hour) => sum + (byHour.get(hour)?.length ?? 0), 0);
      expect(of(9, 10, 13, 14)).toBeGreaterThan(3 * of(0, 1, 2, 3));
    },
  );

  it('has no chat for more than a day, and news of everyday categories within the last half of one', () => {
    const now = nows[0] as Date;
    const newest = new Map(sampleRecords(now).map(({ category, at }) => [category, (now.getTime() - at) / hourMs]));
    expect(newest.get('ChatOperational')).toBeGreaterThan(24);
    for (const category of [
      'SMSOperational',
      'AuthOperational',
      'EmailSendMailOperational',
      'Usage',
      'CallSummaryUpdates',
    ]) {
      expect(newest.get(category), category).toBeLessThan(12);
    }
  });

  it('is the same for the same time', () => {
    const [now] = nows as [Date];
    const content = () => normalized(now).map(({ record }) => contentOf(record));
    expect(content()).toEqual(content());
  });

  it('names only numbers, domains and addresses that are set aside for examples', () => {
    const records = sampleRecords(nows[0] as Date).map(({ record }) => record);
    const text = JSON.stringify(records);
    const foreign = (found: Iterable<string | undefined>, own: RegExp) =>
      [...found].filter((one = '') => !own.test(one));
    const numbers = text.match(/\+1\d{10}/g) ?? [];
    const domains = [...text.matchAll(/[\w.]+@([\w.-]+)/g)].map(([, domain]) => domain);
    const addresses = records.flatMap(({ callerIpAddress }) =>
      callerIpAddress === undefined ? [] : [String(callerIpAddress)],
    );
    for (const found of [numbers, domains, addresses]) expect(found.length).toBeGreaterThan(100);
    expect(foreign(numbers, /^\+183355501\d\d$/)).toEqual([]);
    expect(foreign(domains, /^example\.(com|org)$|^thread\.v2$/)).toEqual([]);
    expect(foreign(addresses, /^(203\.0\.113|198\.51\.100)\.\d{1,3}$/)).toEqual([]);
  });

  it('is loaded as JSON Lines in pieces of whole lines', async () => {
    const now = nows[0] as Date;
    const lines = await loadSample(async (pieces) => {
      const texts: string[] = [];
      for await (const piece of pieces) texts.push(Buffer.from(piece).toString());
      for (const text of texts) expect(text.endsWith('\n')).toBe(true);
      return texts.join('').trimEnd().split('\n');
    }, now);
    expect(lines.map((line) => JSON.parse(line))).toEqual(sampleRecords(now).map(({ record }) => record));
  });
});
