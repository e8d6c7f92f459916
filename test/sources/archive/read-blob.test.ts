import { describe, expect, it } from 'vitest';
import type { Services } from '../../../shared/services.ts';
import { readCheckpoint } from '../../../shared/sources/archive/checkpoints.ts';
import { readBlob } from '../../../shared/sources/archive/read-blob.ts';
import { SourceUnavailable } from '../../../shared/sources/source-unavailable.ts';
import { openServices } from '../../ingest/delivering.ts';
import { noon, sms } from '../../ingest/events.ts';
import { container, type FakeAccount, fakeAccount } from './fake-account.ts';
import { contentsOf, endless, filled, poll } from './polling.ts';

const name = 'resourceId=/A/y=2026/m=03/d=04/h=12/m=00/PT1H.json';
const hourMs = 3_600_000;
const line = (id: string) => `${JSON.stringify(sms(id))}\n`;

/** A new store and a new account; the clock of both can be turned. */
async function openDesk(): Promise<{ services: Services; account: FakeAccount; turn(ms: number): void }> {
  const account = fakeAccount(Date.parse(noon));
  let now = account.now;
  const services = await openServices({ clock: () => new Date(now) });
  return {
    services,
    account,
    turn(ms) {
      now += ms;
      account.now = now;
    },
  };
}

describe('a blob that grows', () => {
  it('is read from where it was left, no byte twice but for the last line that it is known by', async () => {
    const { services, account } = await openDesk();
    account.append(name, line('a') + line('b'));
    const first = await poll(services, account, name);
    expect(first).toMatchObject({ state: 'complete', bytes: account.listed(name).length, rewritten: false, notes: [] });
    expect(filled(first.counts)).toEqual({ examined: 2, stored: 2 });
    const before = account.listed(name).length;
    account.append(name, line('c'));
    const second = await poll(services, account, name);
    expect(filled(second.counts)).toEqual({ examined: 1, stored: 1 });
    const mark = line('b').length;
    expect(account.downloads.slice(1)).toEqual([{ offset: before - mark, count: mark + line('c').length }]);
    expect(second.checkpoint).toMatchObject({ offset: account.listed(name).length, lines: 3, left: 0, form: 'lines' });
  });

  it('costs nothing as long as it does not', async () => {
    const { services, account } = await openDesk();
    account.append(name, line('a'));
    const { checkpoint } = await poll(services, account, name);
    const again = await poll(services, account, name);
    expect(again).toMatchObject({ state: 'complete', bytes: 0, checkpoint: { tag: checkpoint?.tag } });
    expect(account.downloads).toHaveLength(1);
  });

  it('is read in ranges, each byte once', async () => {
    const { services, account } = await openDesk();
    account.append(name, Array.from({ length: 30 }, (_, index) => line(`m${index}`)).join(''));
    const read = await poll(services, account, name, { rangeBytes: 1000 });
    expect(filled(read.counts)).toEqual({ examined: 30, stored: 30 });
    expect(read.bytes).toBe(account.listed(name).length);
    expect(account.downloads.length).toBeGreaterThan(10);
    expect(Math.max(...account.downloads.map(({ count }) => count))).toBe(1000);
  });

  it('may grow while it is read', async () => {
    const { services, account } = await openDesk();
    account.append(name, Array.from({ length: 10 }, (_, index) => line(`m${index}`)).join(''));
    let asked = 0;
    account.onDownload = () => {
      asked += 1;
      if (asked <= 10 && asked % 2 === 0) account.append(name, line(`late${asked}`));
    };
    const read = await poll(services, account, name, { rangeBytes: 1000 });
    expect(read).toMatchObject({ state: 'complete', rewritten: false });
    expect(filled(read.counts)).toEqual({ examined: 15, stored: 15 });
  });

  it('is left to the next tick when it changes faster than it is read', async () => {
    const { services, account } = await openDesk();
    account.append(name, line('a'));
    account.onDownload = () => account.append(name, line('b'));
    expect(await poll(services, account, name)).toMatchObject({ state: 'more', bytes: 0 });
    account.onDownload = () => {};
    expect(filled((await poll(services, account, name)).counts)).toMatchObject({ stored: 2 });
  });
});

describe('a last line without newline', () => {
  it('is held without being asked for again, until it is complete', async () => {
    const { services, account } = await openDesk();
    account.append(name, line('a') + line('b').slice(0, 40));
    const held = await poll(services, account, name);
    expect(held).toMatchObject({ state: 'held', checkpoint: { held: true, left: 40, offset: line('a').length } });
    expect(await poll(services, account, name)).toMatchObject({ state: 'held', bytes: 0 });
    account.append(name, line('b').slice(40));
    expect(await poll(services, account, name)).toMatchObject({ state: 'complete', checkpoint: { left: 0, lines: 2 } });
    expect((await contentsOf(services.store)).kept).toEqual([]);
  });

  it('is taken when it parses and the blob has settled; a newline that comes later adds nothing', async () => {
    const { services, account, turn } = await openDesk();
    account.append(name, line('a').trimEnd());
    expect((await poll(services, account, name)).state).toBe('held');
    turn(2 * hourMs - 1);
    expect((await poll(services, account, name)).state).toBe('held');
    turn(1);
    const taken = await poll(services, account, name);
    expect(taken).toMatchObject({ state: 'complete', counts: { stored: 1 }, checkpoint: { left: 0 } });
    account.append(name, `\n${line('b')}`);
    expect(filled((await poll(services, account, name)).counts)).toEqual({ examined: 1, stored: 1 });
  });

  it('is kept verbatim when it does not parse by then', async () => {
    const { services, account, turn } = await openDesk();
    account.append(name, `${line('a')}{"time":"2026`);
    turn(2 * hourMs);
    const read = await poll(services, account, name);
    expect(read).toMatchObject({ state: 'complete', counts: { stored: 1, rejected: 1 } });
    const place = `${container}/${name}@${line('a').length}`;
    expect((await contentsOf(services.store)).kept).toEqual([{ code: 'NOLOG_INVALID', place, text: '{"time":"2026' }]);
  });
});

describe('a reading that ends early', () => {
  it('stops between two ranges when its time is over, and goes on there', async () => {
    const { services, account, turn } = await openDesk();
    account.append(name, Array.from({ length: 10 }, (_, index) => line(`m${index}`)).join(''));
    const until = Date.parse(noon) + 2500;
    account.onDownload = () => turn(1000);
    const first = await poll(services, account, name, { rangeBytes: 1500, limits: { ...endless, until } });
    expect(first.state).toBe('more');
    expect(account.downloads).toHaveLength(3);
    expect(first.checkpoint?.left).toBe(account.listed(name).length - (first.checkpoint?.offset ?? 0));
    const second = await poll(services, account, name);
    expect(second).toMatchObject({ state: 'complete', counts: { duplicate: 0 } });
    expect(first.counts.stored + second.counts.stored).toBe(10);
    expect(account.downloads[3]?.offset).toBe(first.checkpoint?.offset);
  });

  it('asks for nothing once it is aborted', async () => {
    const { services, account } = await openDesk();
    account.append(name, line('a'));
    const limits = { ...endless, signal: AbortSignal.abort() };
    expect(await poll(services, account, name, { limits })).toMatchObject({ state: 'more', bytes: 0 });
  });

  it('says that the blob is gone', async () => {
    const { services, account } = await openDesk();
    account.append(name, line('a'));
    const blob = account.listed(name);
    account.remove(name);
    expect(await readBlob(services, account, blob, undefined, endless)).toMatchObject({ state: 'gone', bytes: 0 });
  });

  it('answers with the failure of the account, and with what is durable by then', async () => {
    const { services, account } = await openDesk();
    account.append(name, Array.from({ length: 10 }, (_, index) => line(`m${index}`)).join(''));
    const failure = { class: 'throttled', words: 'Too many requests.' } as const;
    account.onDownload = () => {
      if (account.downloads.length === 2) throw new SourceUnavailable(failure);
    };
    const read = await poll(services, account, name, { rangeBytes: 1500 });
    expect(read).toMatchObject({ state: 'failed', failure, bytes: 3000 });
    expect(read.counts.stored).toBeGreaterThan(0);
    expect(read.checkpoint).toEqual(await readCheckpoint(services.store, account.listed(name)));
  });
});
