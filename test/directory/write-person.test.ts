import { beforeEach, describe, expect, it } from 'vitest';
import type { Principal } from '../../shared/access/principal.ts';
import { auditTable } from '../../shared/audit/append-audit.ts';
import { listPeople } from '../../shared/directory/list-people.ts';
import { deletePerson, getPerson, putPerson } from '../../shared/directory/write-person.ts';
import { everyRow, StorageUnavailable } from '../../shared/storage/table-store.ts';
import { type Fault, faults, faultyStore } from '../crash/faulty-store.ts';
import { memoryServices } from '../functions/app.ts';
import { person } from './people.ts';

const now = new Date('2026-03-04T12:00:00Z');
const actor: Principal = { kind: 'api-key', id: 'night-shift', name: 'night-shift', roles: ['Administrator'] };
const other: Principal = { kind: 'entra', id: 'o', name: 'Ola', roles: ['Administrator'] };
const ann = person('ann@example.com', { name: 'Ann Baker', numbers: ['+18335550142'], userField: 'sales' });

let services: Awaited<ReturnType<typeof memoryServices>>;
beforeEach(async () => {
  services = await memoryServices({ clock: () => now });
});

const auditRows = () => Array.fromAsync(everyRow(services.store, auditTable(now.getTime()), {}));
const rows = () => Array.fromAsync(everyRow(services.store, 'Directory', {}));

describe('putting a person', () => {
  it('stores and replaces the whole entry', async () => {
    await putPerson(services, ann, actor);
    expect(await getPerson(services, ann.id)).toEqual(ann);
    const changed = person(ann.id, { name: 'Ann Cook' });
    await putPerson(services, changed, actor);
    expect(await getPerson(services, ann.id)).toEqual(changed);
    expect(await rows()).toHaveLength(1);
  });

  it('leaves an audit row with who it was and hashes only', async () => {
    await putPerson(services, ann, actor);
    await putPerson(services, { ...ann, name: 'ANN BAKER' }, actor);
    const [one, two] = (await auditRows()).toSorted((a) => (a['old'] === undefined ? -1 : 1));
    const facts = { event: 'person-put', operation: 'put-person', target: 'directory', actor: 'night-shift' };
    expect(one).toMatchObject({ ...facts, actorKind: 'api-key', at: now.toISOString() });
    expect(two?.['old']).toBe(one?.['new']);
    expect(two?.['new']).not.toBe(one?.['new']);
    expect(one?.['filter']).toBe(JSON.stringify({ id: [(await services.hash())(ann.id)] }));
    for (const said of ['Ann', 'ann@', '8335550142', 'sales']) expect(JSON.stringify([one, two])).not.toContain(said);
  });
});

describe('deleting a person', () => {
  it('takes the entry away with an audit row', async () => {
    await putPerson(services, ann, actor);
    expect(await deletePerson(services, ann.id, other)).toBe('deleted');
    expect(await getPerson(services, ann.id)).toBeUndefined();
    expect(await rows()).toEqual([]);
    const [put, deleted] = (await auditRows()).toSorted((a) => (a['event'] === 'person-put' ? -1 : 1));
    const facts = { event: 'person-deleted', operation: 'delete-person', target: 'directory', actor: 'o' };
    expect(deleted).toMatchObject({ ...facts, actorKind: 'entra', actorName: 'Ola', old: put?.['new'] });
    expect(deleted?.['new']).toBeUndefined();
  });

  it('of whom there is no entry changes nothing', async () => {
    expect(await deletePerson(services, 'nobody', actor)).toBe('missing');
    expect(await deletePerson(services, 'no/body', actor)).toBe('missing');
    expect(await getPerson(services, 'no/body')).toBeUndefined();
    expect(await auditRows()).toEqual([]);
  });
});

describe.each(Object.keys(faults) as Fault[])('a storage call that %s', (fault) => {
  /** Does it with each of its calls going wrong in turn, then again as a new process. */
  async function disturbed(
    work: (asked: typeof services) => Promise<unknown>,
    check: (where: string) => Promise<void>,
  ) {
    for (let at = 0; ; at += 1) {
      services = await memoryServices({ clock: () => now });
      await services.hash();
      await putPerson(services, ann, actor);
      const { store, calls } = faultyStore(services.store, at, fault);
      const failed = await work({ ...services, store }).catch((error: unknown) => {
        if (!(error instanceof StorageUnavailable)) throw error;
        return error;
      });
      if (calls.length <= at) return expect(at).toBeGreaterThan(2);
      if (failed instanceof StorageUnavailable) await work(services);
      await check(`${fault}: call ${at}, ${calls[at]}`);
    }
  }

  it('leaves no put without its audit row, once it is repeated', async () => {
    const changed = person(ann.id, { name: 'Ann Cook' });
    await disturbed(
      (asked) => putPerson(asked, changed, actor),
      async (where) => {
        expect(await getPerson(services, ann.id), where).toEqual(changed);
        expect((await auditRows()).length, where).toBeGreaterThan(1);
      },
    );
  });

  it('leaves no deletion without its one audit row, once it is repeated', async () => {
    await disturbed(
      (asked) => deletePerson(asked, ann.id, actor),
      async (where) => {
        expect(await rows(), where).toEqual([]);
        const deletions = (await auditRows()).filter(({ event }) => event === 'person-deleted');
        expect(deletions, where).toHaveLength(1);
      },
    );
  });
});

describe('a deletion that broke off', () => {
  beforeEach(async () => {
    await services.hash();
    await putPerson(services, ann, actor);
    // The calls are: get, transact Directory, transact Audit…
    const { store } = faultyStore(services.store, 2, 'fails, and all that follow');
    await expect(deletePerson({ ...services, store }, ann.id, other)).rejects.toThrow(StorageUnavailable);
    expect(await rows()).toHaveLength(1);
  });

  it('hides the person', async () => {
    expect(await getPerson(services, ann.id)).toBeUndefined();
    expect(await listPeople(services, { limit: 10 })).toMatchObject({ items: [] });
  });

  it('is audited as whose it was, also when somebody puts the person again', async () => {
    await putPerson(services, ann, actor);
    expect(await getPerson(services, ann.id)).toEqual(ann);
    const audited = await auditRows();
    expect(audited.filter(({ event, actor: who }) => event === 'person-deleted' && who === 'o')).toHaveLength(1);
    expect(audited.filter(({ event }) => event === 'person-put')).toHaveLength(2);
  });

  it('is audited as whose it was, also when somebody else ends it', async () => {
    expect(await deletePerson(services, ann.id, actor)).toBe('deleted');
    expect((await auditRows()).map(({ event, actor: who }) => `${event} ${who}`)).toContain('person-deleted o');
    expect(await rows()).toEqual([]);
  });
});
