/** A downloaded archive, imported with the command line; then delivered again by every other road. */

import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  ask,
  type Commlog,
  commlogCommand,
  type Page,
  pagesOf,
  push,
  remove,
  startCommlog,
  temporaryFolder,
} from './commlog.ts';
import { expected, writeArchive } from './downloaded.ts';
import { categoryOf, correlationOf, events, kindNames, rowOf } from './events.ts';
import { stores } from './stores.ts';

describe.each(stores)('an archive that is imported into $store', ({ flags }) => {
  const archive = temporaryFolder();
  const { records, repeated, rejected } = expected;
  const received = records + repeated + rejected;
  let commlog: Commlog;
  let imported: Awaited<ReturnType<typeof commlogCommand>>;
  /** The numbers of a line of the summary: received, stored, duplicate, skipped, rejected. */
  const summaryOf = (name: string, { out } = imported) =>
    new RegExp(`^ *${name} +(.*)$`, 'm').exec(out)?.[1]?.trim().split(/ +/).map(Number);

  beforeAll(async () => {
    writeArchive(archive);
    commlog = await startCommlog(temporaryFolder(), flags);
    imported = await commlogCommand(commlog, 'import', archive);
  });
  afterAll(async () => {
    rmSync(archive, { recursive: true, force: true });
    await remove(commlog);
  });

  test('is summed up by category, and the line that cannot be read is named', () => {
    expect(imported.status).toBe(0);
    expect(summaryOf('all')).toEqual([received, records, repeated, 0, rejected]);
    const each = records / kindNames.length;
    for (const kind of kindNames.filter((one) => one !== 'sms')) {
      expect(summaryOf(categoryOf(kind))).toEqual([each, each, 0, 0, 0]);
    }
    expect(imported.out).toMatch(/PT1H\.json:11: not JSON/);
    expect(imported.error).toContain(`Warning: ${rejected} of ${received} records were rejected.`);
    expect(imported.error).toContain('Passed over, because of their names: 1.');
  });

  test('is listed whole by following the cursors: newest first, each record once', async () => {
    const pages = await pagesOf(commlog, '/api/records?limit=37');
    const items = pages.flatMap((page) => page.items);
    expect(pages.slice(0, -1).every((page) => page.items.length === 37)).toBe(true);
    expect(items.map((item) => item.CorrelationId).sort()).toEqual(events.map(correlationOf).sort());
    expect(new Set(items.map((item) => item.id)).size).toBe(events.length);
    const times = items.map((item) => item.TimeGenerated.slice(0, 23));
    expect(times).toEqual(times.toSorted().reverse());
  });

  test('adds nothing when it is imported again', async () => {
    const again = await commlogCommand(commlog, 'import', archive);
    expect(again.status).toBe(0);
    expect(summaryOf('all', again)).toEqual([received, 0, records + repeated, 0, rejected]);
  });

  test('adds nothing when it is pushed as an array, as it was delivered', async () => {
    const counts = await push(
      commlog,
      events.map(({ delivered }) => delivered),
    );
    expect(counts).toMatchObject({ received: records, stored: 0, duplicate: records, skipped: 0, rejected: 0 });
  });

  test.each([
    ['as rows of Log Analytics', (name: string) => name],
    [
      'with names in capitals and underscores',
      (name: string) => name.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase(),
    ],
    [
      'with names as the portal shows them',
      (name: string) => (name === 'TimeGenerated' ? 'TimeGenerated [UTC]' : name),
    ],
  ])('adds nothing when it is pushed as an array %s', async (_, rename) => {
    const counts = await push(
      commlog,
      events.map((event) => rowOf(event, rename)),
    );
    expect(counts).toMatchObject({ received: records, stored: 0, duplicate: records, skipped: 0, rejected: 0 });
  });

  test('stands as often as there are events after all that, with the time of its newest arrival', async () => {
    const { total } = await ask<Page>(commlog, '/api/records?limit=1&count=true');
    expect(total).toBe(records);
    const { items } = await ask<Page>(commlog, '/api/categories');
    for (const kind of kindNames) {
      const newest = items.find(({ slug }) => slug === kind)?.newest;
      expect(newest.map(({ source }: { source: string }) => source).sort()).toEqual(['import', 'push']);
      expect(Date.now() - Date.parse(newest[0].at)).toBeLessThan(120_000);
    }
  });
});
