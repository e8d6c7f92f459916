import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { forgetDirectory, readDirectory } from '../../shared/directory/directory.ts';
import { deletePerson, putPerson } from '../../shared/directory/write-person.ts';
import { localAdministrator } from '../../shared/services.ts';
import { StorageUnavailable } from '../../shared/storage/table-store.ts';
import { faultyStore } from '../crash/faulty-store.ts';
import { memoryServices } from '../functions/app.ts';
import { person, putPeople } from './people.ts';

const start = Date.parse('2026-03-04T12:00:00Z');
let now = start;
const clock = () => new Date(now);
let services: Awaited<ReturnType<typeof memoryServices>>;
beforeEach(async () => {
  now = start;
  services = await memoryServices({ clock });
});

const ownerOf = async (value: string) => (await readDirectory(services)).personOf(value)?.id;

/** A value, and every way in which people and systems write it. */
const written = fc.oneof(
  fc.stringMatching(/^[1-9]\d{7,14}$/).map((digits) => ({
    list: 'numbers',
    forms: [
      ...[digits, `+${digits}`, `00${digits}`, `tel:+${digits}`, `4:+${digits}`, `4:${digits}`],
      `+${digits.slice(0, 1)} (${digits.slice(1, 4)}) ${digits.slice(4, 6)}-${digits.slice(6)}`,
    ],
  })),
  fc.stringMatching(/^[a-z]{1,8}\.[a-z]{1,8}@[a-z]{2,8}\.example$/).map((address) => ({
    list: 'addresses',
    forms: [address, address.toUpperCase(), ` ${address} `, `mailto:${address}`, `Ann Baker <${address}>`],
  })),
  fc.tuple(fc.uuid(), fc.uuid()).map(([resource, user]) => ({
    list: 'identities',
    forms: [
      `8:acs:${resource}_${user}`,
      `acs:${resource}_${user}`,
      `${resource}_${user}`,
      `8:ACS:${resource}_${user}`.toUpperCase(),
    ],
  })),
);

describe('the directory', () => {
  it('finds a person by every way of writing a value, whichever way the entry has it', async () => {
    await fc.assert(
      fc.asyncProperty(written, fc.nat(), fc.nat(), async ({ list, forms }, one, other) => {
        const stored = forms[one % forms.length] ?? '';
        const asked = forms[other % forms.length] ?? '';
        await putPerson(services, person('ann', { [list]: [stored] }), localAdministrator);
        expect(await ownerOf(asked), `${asked} of ${stored}`).toBe('ann');
      }),
    );
  });

  it('finds by each of several values, and nobody by others', async () => {
    const facts = {
      numbers: ['+18335550142', '+18335550143'],
      addresses: ['ann@example.com'],
      identities: ['8:acs:a_b'],
    };
    await putPeople(services, person('ann', { ...facts, ignores: ['bob@example.com'], userField: 'sales' }));
    for (const value of Object.values(facts).flat()) expect(await ownerOf(value)).toBe('ann');
    for (const value of ['+18335550144', 'ann', 'Person ann', 'sales', 'bob@example.com', ''])
      expect(await ownerOf(value)).toBeUndefined();
  });

  it('still finds those who have left, and shows it', async () => {
    await putPeople(services, person('ann', { numbers: ['+18335550142'], active: false }));
    expect((await readDirectory(services)).personOf('18335550142')).toMatchObject({ id: 'ann', active: false });
  });

  it('gives what two claim to the one who is active, then to the smaller id', async () => {
    const numbers = ['+18335550142'];
    await putPeople(services, person('c', { numbers, active: false }), person('b', { numbers, active: false }));
    expect(await ownerOf('18335550142')).toBe('b');
    await putPeople(services, person('e', { numbers }), person('d', { numbers: ['1 833 555-0142'] }));
    expect(await ownerOf('18335550142')).toBe('d');
    await putPeople(services, person('a', { numbers, active: false }));
    expect(await ownerOf('18335550142')).toBe('d');
  });

  it('shows at once what this process changed', async () => {
    expect(await ownerOf('ann@example.com')).toBeUndefined();
    await putPeople(services, person('ann', { addresses: ['ann@example.com'] }));
    expect(await ownerOf('ann@example.com')).toBe('ann');
    await deletePerson(services, 'ann', localAdministrator);
    expect(await ownerOf('ann@example.com')).toBeUndefined();
  });

  it('holds more people than a page of the store', async () => {
    const row = (id: string) => ({ partitionKey: 'people', rowKey: id, name: 'Ann', userField: '', active: true });
    const lists = { addresses: '[]', identities: '[]', ignores: '[]' };
    await services.store.createTable('Directory');
    for (let hundred = 10; hundred < 21; hundred += 1) {
      const people = Array.from({ length: 100 }, (_, index) => `${hundred * 100 + index}`);
      const rows = people.map((id) => ({ ...row(id), ...lists, numbers: `["+1833${id}"]` }));
      await services.store.transact(
        'Directory',
        rows.map((entity) => ({ kind: 'insert', entity })),
      );
    }
    expect(await ownerOf('+18332099')).toBe('2099');
  });
});

describe('what is remembered of the directory', () => {
  /** Services of another process on the same store, with the queries that they made. */
  function otherProcess(at = -1) {
    const faulty = faultyStore(services.store, at);
    const other = { ...services, store: faulty.store };
    return { other, queries: () => faulty.calls.filter((call) => call === 'query Directory').length };
  }

  it('is as old as a minute at most', async () => {
    const { other, queries } = otherProcess();
    const ownerThere = async () => (await readDirectory(other)).personOf('ann@example.com')?.id;
    expect(await ownerThere()).toBeUndefined();
    await putPeople(services, person('ann', { addresses: ['ann@example.com'] }));
    now = start + 59_999;
    expect(await ownerThere()).toBeUndefined();
    expect(queries()).toBe(1);
    now = start + 60_000;
    expect(await ownerThere()).toBe('ann');
    expect(queries()).toBe(2);
  });

  it('is asked for again when the clock went back', async () => {
    const { other, queries } = otherProcess();
    await readDirectory(other);
    now = start - 1;
    await readDirectory(other);
    expect(queries()).toBe(2);
  });

  it('is read once for all who ask at the same time', async () => {
    const { other, queries } = otherProcess();
    const all = await Promise.all([readDirectory(other), readDirectory(other), readDirectory(other)]);
    expect(new Set(all).size).toBe(1);
    expect(queries()).toBe(1);
  });

  it('is given up when somebody says so', async () => {
    const { other, queries } = otherProcess();
    await readDirectory(other);
    forgetDirectory(other);
    await readDirectory(other);
    expect(queries()).toBe(2);
  });

  it('is never a failure: that throws, and the next call asks again', async () => {
    await putPeople(services, person('ann', { addresses: ['ann@example.com'] }));
    const { other } = otherProcess(0);
    const both = await Promise.allSettled([readDirectory(other), readDirectory(other)]);
    for (const one of both) expect(one).toMatchObject({ status: 'rejected', reason: expect.any(StorageUnavailable) });
    expect((await readDirectory(other)).personOf('ann@example.com')?.id).toBe('ann');
  });
});
