/** Switching a category off and on again, and the trace that it leaves. */

import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readLocalFile } from '../../local/data-folder.ts';
import { azureTables } from '../../shared/storage/azure-tables.ts';
import { sqliteTables } from '../../shared/storage/sqlite.ts';
import { everyRow, type TableStore } from '../../shared/storage/table-store.ts';
import { ask, type Commlog, type Item, type Page, push, remove, startCommlog, temporaryFolder } from './commlog.ts';
import { eventOf } from './events.ts';
import { stores } from './stores.ts';

const messages = (run: string) =>
  Array.from({ length: 8 }, (_, n) => eventOf('sms', n, `2026-02-26T12:00:0${n}Z`, run));
const chat = eventOf('chat', 1, '2026-02-26T12:00:00Z');

describe.each(stores)('a category on $store', ({ store, flags }) => {
  const began = Date.now();
  let commlog: Commlog;
  const switchTo = (enabled: boolean, name = 'SMSOperational') =>
    ask(commlog, `/api/categories/${name}`, {
      method: 'PUT',
      body: JSON.stringify({ enabled }),
      headers: { 'content-type': 'application/json' },
    });
  const stateOf = async (slug: string) =>
    (await ask<Page>(commlog, '/api/categories')).items.find((item) => item.slug === slug);
  const openStore = (): TableStore =>
    store === 'SQLite'
      ? sqliteTables({ path: join(commlog.data, 'commlog.db') })
      : azureTables({ connectionString: readLocalFile(commlog.data)?.storage ?? '' });

  beforeAll(async () => {
    commlog = await startCommlog(temporaryFolder(), flags);
  });
  afterAll(() => remove(commlog));

  test('is on at first, and off at once when it is switched off', async () => {
    expect(await push(commlog, messages('before'))).toMatchObject({ stored: 8 });
    expect(await stateOf('sms')).toMatchObject({ enabled: true, dropped: [] });
    expect(await switchTo(false)).toMatchObject({ slug: 'sms', enabled: false });
    expect(await switchTo(false, 'sms')).toMatchObject({ enabled: false });
  });

  test('drops what arrives while it is off, counts it, and says so', async () => {
    const counts = await push(commlog, [chat, ...messages('meanwhile'), 7]);
    expect(counts).toMatchObject({ received: 10, stored: 1, skipped: 8, rejected: 1 });
    expect(counts.outcomes[1]).toEqual({ index: 1, outcome: 'NOLOG_CATEGORY_OFF', category: 'SMSOperational' });
    expect(await push(commlog, messages('meanwhile'))).toMatchObject({ skipped: 8 });
    const { dropped } = (await stateOf('sms')) as Item;
    expect(dropped).toMatchObject([{ count: 16 }]);
    expect(Math.abs(Date.parse(dropped[0].last) - Date.now())).toBeLessThan(60_000);
    expect(dropped[0].day).toBe(dropped[0].last.slice(0, 10));
    expect((await ask(commlog, '/api/find?value=meanwhile-sms-1')).searched.off).toEqual(['sms']);
  });

  test('keeps what it had, readable all the time', async () => {
    expect((await ask<Page>(commlog, '/api/records?category=sms&count=true')).total).toBe(8);
    expect(await ask<Page>(commlog, '/api/find?value=before-sms-3')).toMatchObject({
      items: [{ category: 'SMSOperational' }],
    });
  });

  test('takes records again when it is switched on, also those that it had dropped', async () => {
    expect(await switchTo(true, 'ACSSMSIncomingOperations')).toMatchObject({ enabled: true });
    expect(await push(commlog, messages('meanwhile'))).toMatchObject({ stored: 8 });
    expect(await stateOf('sms')).toMatchObject({ enabled: true, dropped: [{ count: 16 }] });
  });

  test('has a row of the audit log for each change and each export, and none for what changed nothing', async () => {
    await (await fetch(`${commlog.url}/api/records?format=csv&PhoneNumber=%2B14255550163`)).text();
    const opened = openStore();
    try {
      const rows: Item[] = [];
      for (const table of await opened.listTables('Audit'))
        for await (const row of everyRow(opened, table, {})) rows.push(row);
      rows.sort((a, b) => (a.at < b.at ? -1 : 1));
      const local = { actorKind: 'local', actor: 'local', actorName: 'local' };
      expect(rows).toMatchObject([
        {
          event: 'category-switched',
          operation: 'switch-category',
          target: 'sms',
          old: 'true',
          new: 'false',
          ...local,
        },
        {
          event: 'category-switched',
          operation: 'switch-category',
          target: 'sms',
          old: 'false',
          new: 'true',
          ...local,
        },
        { event: 'records-exported', operation: 'list-records', target: 'records', new: '8', ...local },
      ]);
      for (const { at } of rows) expect(Date.parse(at)).toBeGreaterThanOrEqual(began);
      expect(Object.keys(JSON.parse(rows[2]?.filter))).toEqual(['PhoneNumber', 'format']);
      expect(rows[2]?.filter).not.toContain('4255550163');
    } finally {
      await opened.close();
    }
  });

  test('stays as it was switched when Commlog is started again', async () => {
    await switchTo(false, 'chat');
    expect(await commlog.stop()).toBe(0);
    commlog = await startCommlog(commlog.data, flags);
    expect(await stateOf('chat')).toMatchObject({ enabled: false });
    expect(await push(commlog, { ...chat, correlationId: 'later' })).toMatchObject({ skipped: 1 });
  });
});
