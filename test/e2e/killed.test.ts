/** `kill -9` in the middle of an import: nothing that was acknowledged is lost, and nothing is there twice. */

import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  ask,
  type Commlog,
  commlogCommand,
  type Item,
  type Page,
  pagesOf,
  push,
  remove,
  startCommlog,
  temporaryFolder,
} from './commlog.ts';
import { expected, writeArchive } from './downloaded.ts';
import { correlationOf, eventOf, events } from './events.ts';
import { stores } from './stores.ts';

/** Pushed by senders of their own. */
const batches = Array.from({ length: 45 }, (_, b) =>
  Array.from({ length: 20 }, (_, i) =>
    eventOf('sms', b * 20 + i, new Date(Date.UTC(2026, 1, 26, b % 24, i, b)).toISOString(), 'pushed'),
  ),
);
/** Imported after the hours of the downloaded archive, so that there is still something to do when the first are in. */
const rest = Array.from({ length: 1200 }, (_, n) =>
  eventOf('auth', n, new Date(Date.UTC(2026, 1, 20 + (n % 3), n % 24, n % 60, n % 59)).toISOString(), 'rest'),
);

describe.each(stores)('a start process on $store that is killed during an import', ({ flags }) => {
  const archive = temporaryFolder();
  let commlog: Commlog | undefined;
  let importing: ReturnType<typeof commlogCommand>;
  const acknowledged: string[] = [];
  const running = (): Commlog => {
    if (commlog === undefined) throw new Error('it did not start');
    return commlog;
  };

  /** Sends batch after batch and notes what it is told is stored, until nobody answers. */
  async function send(waiting: (typeof batches)[number][]): Promise<void> {
    for (let batch = waiting.shift(); batch !== undefined; batch = waiting.shift()) {
      const { outcomes } = await push(running(), batch);
      acknowledged.push(...outcomes.map(({ id }: Item) => id));
    }
  }

  async function until(isSo: () => Promise<boolean> | boolean): Promise<void> {
    while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  beforeAll(async () => {
    writeArchive(archive);
    writeFileSync(join(archive, 'rest.jsonl'), rest.map((one) => `${JSON.stringify(one)}\n`).join(''));
    commlog = await startCommlog(temporaryFolder(), flags);
    const { url, data } = commlog;
    importing = commlogCommand(commlog, 'import', archive);
    // The import takes three parts at a time, so when the fourth shows it has had an answer.
    await until(async () => (await ask<Page>(running(), '/api/records?category=email-send&limit=1')).items.length > 0);
    const waiting = [...batches];
    const senders = Promise.allSettled([send(waiting), send(waiting), send(waiting)]);
    await until(() => acknowledged.length >= 200);
    await commlog.kill();
    await senders;
    expect(waiting.length).toBeGreaterThan(0);
    commlog = await startCommlog(data, [...flags, '--port', new URL(url).port]);
  });
  afterAll(async () => {
    await remove(commlog);
    rmSync(archive, { recursive: true, force: true });
  });

  test('has every record that it acknowledged, when it is started again and before anything is sent again', async () => {
    const listed = (await pagesOf(running(), '/api/records?category=sms&limit=1000')).flatMap((page) => page.items);
    const ids = new Set(listed.map(({ id }) => id));
    expect(acknowledged.filter((id) => !ids.has(id))).toEqual([]);
    for (const id of acknowledged.slice(-20)) expect(await ask(running(), `/api/records/${id}`)).toMatchObject({ id });
    const [first] = listed.filter(({ id }) => id === acknowledged[0]);
    expect((await ask<Page>(running(), `/api/find?value=${first?.CorrelationId}`)).items).toMatchObject([
      { id: first?.id },
    ]);
  });

  test('lets the import go on to its end by itself', async () => {
    const { status, out } = await importing;
    expect({ status, out }).toMatchObject({ status: 0, out: expect.stringContaining('EmailSendMailOperational') });
    const again = await commlogCommand(running(), 'import', archive);
    const all = expected.records + expected.repeated + rest.length;
    const numbers = [all + expected.rejected, 0, all, 0, expected.rejected].map((n) => n.toLocaleString('en'));
    expect(again.out).toMatch(new RegExp(` all +${numbers.join(' +')}$|^all +${numbers.join(' +')}$`, 'm'));
  });

  test('has each record once when all was sent again', async () => {
    const { received, stored, duplicate } = await push(running(), batches.flat());
    expect(stored + duplicate).toBe(received);
    const items = (await pagesOf(running(), '/api/records?limit=1000')).flatMap((page) => page.items);
    const wanted = [...events.map(correlationOf), ...[...batches.flat(), ...rest].map((one) => one.correlationId)];
    expect(items.map((item) => item.CorrelationId).sort()).toEqual(wanted.sort());
    expect(new Set(items.map((item) => item.id)).size).toBe(wanted.length);
  });
});
