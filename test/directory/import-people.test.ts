import { beforeEach, describe, expect, it } from 'vitest';
import { auditTable } from '../../shared/audit/append-audit.ts';
import { readDirectory } from '../../shared/directory/directory.ts';
import { importPeople } from '../../shared/directory/import-people.ts';
import { deletePerson, getPerson } from '../../shared/directory/write-person.ts';
import { localAdministrator as actor, type Services } from '../../shared/services.ts';
import { everyRow, StorageUnavailable } from '../../shared/storage/table-store.ts';
import { type Fault, faults, faultyStore } from '../crash/faulty-store.ts';
import { memoryServices } from '../functions/app.ts';
import { person, putPeople } from './people.ts';

const now = new Date('2026-03-04T12:00:00Z');
let services: Awaited<ReturnType<typeof memoryServices>>;
beforeEach(async () => {
  services = await memoryServices({ clock: () => now });
});

const never = new AbortController().signal;
async function imported(text: string, { dryRun = false, on = services as Services, signal = never } = {}) {
  const outcome = await importPeople(on, { text, dryRun, actor, signal });
  if (outcome.outcome === 'unreadable') throw new Error(outcome.issue.message);
  return outcome.summary;
}
const rows = () => Array.fromAsync(everyRow(services.store, 'Directory', {}));
const auditRows = () => Array.fromAsync(everyRow(services.store, auditTable(now.getTime()), {}));
const counts = (received: number, stored: number, unchanged: number, rejected: number) => ({
  ...{ received, stored, unchanged, rejected },
});

describe('an import of people', () => {
  it('stores each line as a person', async () => {
    const text = [
      'id,name,numbers,addresses,identities,User Field,active,ignores',
      'ann,Ann Baker,+18335550142; 18335550143 ;,ann@example.com,8:acs:a_b;8:orgid:c,"sales, north",,eve@example.com',
      'bob,Bob,,,,,no,',
    ].join('\r\n');
    expect(await imported(text)).toEqual({ ...counts(2, 2, 0, 0), issues: [] });
    expect(await getPerson(services, 'ann')).toEqual({
      ...{ id: 'ann', name: 'Ann Baker', numbers: ['+18335550142', '18335550143'], addresses: ['ann@example.com'] },
      ...{
        identities: ['8:acs:a_b', '8:orgid:c'],
        userField: 'sales, north',
        active: true,
        ignores: ['eve@example.com'],
      },
    });
    expect(await getPerson(services, 'bob')).toMatchObject({ name: 'Bob', numbers: [], active: false });
  });

  it('counts as unchanged what is so already', async () => {
    await imported('id,name\nann,Ann\nbob,Bob');
    expect(await imported('id,name\nann,Ann\nbob,Rob\ncid,Cid')).toEqual({ ...counts(3, 2, 1, 0), issues: [] });
    expect(await getPerson(services, 'bob')).toMatchObject({ name: 'Rob' });
  });

  it('leaves people who are in no line, and columns that the file lacks', async () => {
    await putPeople(services, person('ann', { numbers: ['+18335550142'], active: false }), person('eve'));
    await imported('id,name,user field\nann,Ann,sales');
    expect(await getPerson(services, 'ann')).toEqual(
      person('ann', { name: 'Ann', numbers: ['+18335550142'], active: false, userField: 'sales' }),
    );
    await imported('id,name,numbers\nann,Ann,');
    expect(await getPerson(services, 'ann')).toMatchObject({ numbers: [], userField: 'sales' });
    expect(await getPerson(services, 'eve')).toBeDefined();
  });

  it('makes the id of a line without one of its first identity, address or number, however that is written', async () => {
    await imported('name,identities,numbers\nAnn,8:acs:A_B,+18335550142\nBob,,+1 (833) 555-0143');
    const ids = (await rows()).map(({ rowKey }) => rowKey);
    for (const id of ids) expect(id).toMatch(/^p-[0-9a-f]{16}$/);
    const again = 'name,identities,addresses,numbers,id\nAnn,acs:a_b,ann@example.com,,\nBob,,,18335550143,';
    expect(await imported(again)).toMatchObject(counts(2, 2, 0, 0));
    expect((await rows()).map(({ rowKey }) => rowKey)).toEqual(ids);
  });

  it('names what is wrong by line and column, and takes the other lines', async () => {
    const text = [
      'id,name,numbers,active',
      'ann,Ann,,',
      ',Bob,,',
      'c/d,Cid,,',
      'dan,,12,maybe',
      'eve,"Eve, the second",+18335550142;x,',
      'ann,Ann again,,',
      'fay,Fay, 1, 2, 3',
      'gus,Gus,,',
    ].join('\n');
    const { issues, ...counted } = await imported(text);
    expect(counted).toEqual(counts(8, 2, 0, 6));
    expect(issues.map(({ path }) => path)).toEqual([
      ...['line 3, id', 'line 4, id', 'line 5, name', 'line 5, numbers', 'line 5, active'],
      ...['line 6, numbers', 'line 7, id', 'line 8'],
    ]);
    expect(issues[0]?.message).toMatch(/fill in one of the four$/);
    expect(issues[6]?.message).toContain('line 2');
    expect((await rows()).map(({ rowKey }) => rowKey)).toEqual(['ann', 'gus']);
    expect(await getPerson(services, 'ann')).toMatchObject({ name: 'Ann' });
  });

  it('lists the first hundred issues and counts all', async () => {
    const { issues, rejected } = await imported(`id,name\n${'ann,\n'.repeat(150)}`);
    expect([issues.length, rejected]).toEqual([100, 150]);
  });

  it('takes more people than one transaction, and shows them at once', async () => {
    await readDirectory(services);
    const lines = Array.from({ length: 250 }, (_, index) => `p${index},Ann,${1_000_000 + index}`);
    expect(await imported(`id,name,numbers\n${lines.join('\n')}`)).toMatchObject(counts(250, 250, 0, 0));
    expect((await readDirectory(services)).personOf('+1000249')?.id).toBe('p249');
  });

  it('only says, for a dry run, what would become of it', async () => {
    await putPeople(services, person('ann', { name: 'Ann' }));
    const before = [await rows(), await auditRows()];
    const text = 'id,name\nann,Ann\nbob,Bob\ncid,';
    expect(await imported(text, { dryRun: true })).toMatchObject(counts(3, 1, 1, 1));
    expect([await rows(), await auditRows()]).toEqual(before);
    expect(await imported(text)).toMatchObject(counts(3, 1, 1, 1));
  });

  it('leaves an audit row with how many it were', async () => {
    await imported('id,name\nann,Ann\nbob,Bob');
    const facts = { event: 'directory-imported', operation: 'import-people', target: 'directory', actor: 'local' };
    expect(await auditRows()).toEqual([expect.objectContaining({ ...facts, new: '2 stored, 0 unchanged' })]);
  });

  it('stops between two transactions when time is up, and goes on when it is repeated', async () => {
    const text = `id,name\n${Array.from({ length: 150 }, (_, index) => `p${index},Ann`).join('\n')}`;
    const ending = new AbortController();
    const on: Services = {
      ...services,
      store: {
        ...services.store,
        transact: async (table, operations) => {
          const result = await services.store.transact(table, operations);
          if (result.outcome === 'done') ending.abort(new Error('time is up'));
          return result;
        },
      },
    };
    await expect(imported(text, { on, signal: ending.signal })).rejects.toThrow('time is up');
    expect(await rows()).toHaveLength(100);
    expect(await imported(text)).toMatchObject(counts(150, 50, 100, 0));
  });

  it.each(Object.keys(faults) as Fault[])('whose storage call %s is whole once it is repeated', async (fault) => {
    const text = 'id,name\nann,Ann\nbob,Bob\ncid,Cid';
    for (let at = 0; ; at += 1) {
      services = await memoryServices({ clock: () => now });
      await services.hash();
      await putPeople(services, person('ann'), person('bob', { name: 'Bob' }));
      const deleting = faultyStore(services.store, 2, 'fails, and all that follow');
      await deletePerson({ ...services, store: deleting.store }, 'bob', actor).catch(() => {});
      const { store, calls } = faultyStore(services.store, at, fault);
      const failed = await imported(text, { on: { ...services, store } }).catch((error: unknown) => error);
      if (calls.length <= at) {
        expect(at).toBeGreaterThan(3);
        return;
      }
      if (failed instanceof Error) {
        expect(failed).toBeInstanceOf(StorageUnavailable);
        await imported(text);
      }
      const where = `call ${at}, ${calls[at]}`;
      expect(
        (await rows()).map(({ rowKey, name }) => `${rowKey} ${name}`),
        where,
      ).toEqual(['ann Ann', 'bob Bob', 'cid Cid']);
      expect(await getPerson(services, 'bob'), where).toMatchObject({ name: 'Bob' });
      const events = (await auditRows()).map(({ event }) => event);
      expect(events, where).toContain('directory-imported');
      expect(
        events.filter((event) => event === 'person-deleted'),
        where,
      ).toHaveLength(1);
    }
  });
});
