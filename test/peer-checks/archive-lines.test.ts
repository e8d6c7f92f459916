/** Checks 1 to 4, on append blobs of Azurite; the exhaustive half of 1 and 2 on an account in memory. */
import { describe, expect, it } from 'vitest';
import { openServices } from '../ingest/delivering.ts';
import { noon, sms } from '../ingest/events.ts';
import { fakeAccount } from '../sources/archive/fake-account.ts';
import { ownContainer } from '../sources/archive/own-container.ts';
import { contentsOf, poll } from '../sources/archive/polling.ts';

const name = 'resourceId=/A/y=2026/m=03/d=04/h=12/m=00/PT1H.json';

const nested = (id: string, text = 'plain') => ({
  time: noon,
  category: 'SMSOperational',
  properties: { messageId: id, more: { deeper: { text } } },
});
const line = (id: string, text?: string) => `${JSON.stringify(nested(id, text))}\n`;

/** Two lines of their own, of the same bytes but for a number. */
const twoLines = (number: number, text?: string) =>
  Buffer.from(line(`a${1000 + number}`, text) + line(`b${1000 + number}`, text));

/** Reads two lines in two polls, cut at each of the places; each time in a new blob. */
async function expectTwoAtEveryCut(cuts: readonly number[], text?: string): Promise<void> {
  const account = fakeAccount(Date.parse(noon));
  const services = await openServices();
  for (const [number, cut] of cuts.entries()) {
    const bytes = twoLines(number, text);
    const cutName = name.replace('PT1H', `cut-${cut}`);
    account.append(cutName, bytes.subarray(0, cut));
    const first = await poll(services, account, cutName);
    account.append(cutName, bytes.subarray(cut));
    const second = await poll(services, account, cutName);
    const stored = first.counts.stored + second.counts.stored;
    expect([second.state, stored, second.checkpoint?.lines], `cut at ${cut}`).toEqual(['complete', 2, 2]);
  }
  const { records, kept } = await contentsOf(services.store);
  expect([records.length, kept]).toEqual([2 * cuts.length, []]);
}

describe('check 1: two lines with nested objects, cut anywhere and read in two polls, store exactly 2 records', () => {
  const bytes = twoLines(0);

  it('at every byte', () => expectTwoAtEveryCut(Array.from({ length: bytes.length + 1 }, (_, cut) => cut)));

  it('in append blobs', async () => {
    const { container, account, append } = await ownContainer();
    const end = bytes.indexOf('\n') + 1;
    for (const cut of [0, 1, 90, end - 1, end, end + 1, bytes.length - 1, bytes.length]) {
      const services = await openServices();
      const cutName = name.replace('PT1H', `cut-${cut}`);
      await append(cutName, bytes.subarray(0, cut));
      await poll(services, account, cutName, { container });
      await append(cutName, bytes.subarray(cut));
      const read = await poll(services, account, cutName, { container });
      const { records, kept } = await contentsOf(services.store);
      expect([read.state, records.length, kept], `cut at ${cut}`).toEqual(['complete', 2, []]);
    }
  });
});

describe('check 2: a cut inside a character of several bytes', () => {
  const text = 'é€😀';
  const bytes = twoLines(0, text);
  const begin = bytes.indexOf('é');

  it('loses nothing, whichever byte it is at', () =>
    expectTwoAtEveryCut(
      Array.from({ length: Buffer.byteLength(text) + 1 }, (_, at) => begin + at),
      text,
    ));

  it('keeps the character whole, in append blobs and at the ends of ranges', async () => {
    const { container, account, append } = await ownContainer();
    const services = await openServices();
    await append(name, bytes.subarray(0, begin + 7));
    await poll(services, account, name, { container, rangeBytes: begin + 1 });
    await append(name, bytes.subarray(begin + 7));
    await poll(services, account, name, { container, rangeBytes: begin + 4 });
    const { records } = await contentsOf(services.store);
    expect(records).toHaveLength(2);
    const { entities } = await services.store.query('Records20260304sms', {});
    for (const row of entities) expect(JSON.stringify(row)).toContain(text);
  });
});

describe('check 3: CRLF and LF; a last line without newline', () => {
  it('stores lines with either end, and none for what is blank between', async () => {
    const { container, account, append } = await ownContainer();
    const services = await openServices();
    await append(name, `\uFEFF${line('a').trimEnd()}\r\n\r\n${line('b')}\n${line('c').trimEnd()}\r\n`);
    const read = await poll(services, account, name, { container });
    expect(read).toMatchObject({ state: 'complete', counts: { stored: 3, rejected: 0 }, checkpoint: { lines: 3 } });
  });

  it('is held, then taken when it parses and the blob has stopped growing', async () => {
    const { container, account, append } = await ownContainer();
    let now = Date.now();
    const services = await openServices({ clock: () => new Date(now) });
    await append(name, line('a') + line('b').trimEnd());
    const held = await poll(services, account, name, { container });
    expect(held).toMatchObject({ state: 'held', counts: { stored: 1 } });
    expect(await poll(services, account, name, { container })).toMatchObject({ state: 'held', bytes: 0 });
    now += (services.settings.ARCHIVE_SETTLED_MINUTES + 1) * 60_000;
    const taken = await poll(services, account, name, { container });
    expect(taken).toMatchObject({ state: 'complete', counts: { stored: 1, rejected: 0 }, checkpoint: { left: 0 } });
  });
});

it('check 4: a poison line in the middle is kept verbatim with blob and offset, its neighbours stored, the cursor past it', async () => {
  const { container, account, append } = await ownContainer();
  const services = await openServices();
  const poison = "{'time': '2026-03-04', properties: \"cut";
  const before = `${JSON.stringify(sms('before'))}\n`;
  await append(name, `${before}${poison}\n`);
  await poll(services, account, name, { container });
  await append(name, line('after'));
  const read = await poll(services, account, name, { container });
  expect(read).toMatchObject({
    state: 'complete',
    counts: { stored: 1, rejected: 0 },
    checkpoint: { lines: 3, left: 0 },
  });
  const { records, kept } = await contentsOf(services.store);
  expect(records).toHaveLength(2);
  const place = `${container}/${name}@${before.length}`;
  expect(kept).toEqual([{ code: 'NOLOG_INVALID', place, text: poison }]);
});
