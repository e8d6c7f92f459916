import { describe, expect, it } from 'vitest';
import { type Check, defineCheck } from '../../shared/doctor/check.ts';
import { checks } from '../../shared/doctor/checks.ts';
import { examineInstallation } from '../../shared/doctor/examine-installation.ts';
import { StorageUnavailable } from '../../shared/storage/table-store.ts';
import { memoryServices } from '../functions/app.ts';

const faults = { wrong: { state: 'warning', remedy: 'Mend it.' } } as const;
const fine = defineCheck({ title: 'Fine', faults: {}, examine: async () => ({ finding: 'It is.' }) });
const throwing = (error: unknown): Check => ({ title: 'Broken', faults: {}, examine: () => Promise.reject(error) });
const silent: Check = { title: 'Silent', faults: {}, examine: () => new Promise(() => {}) };

/** What the checks find within a twentieth of a second. */
async function found(of: Readonly<Record<string, Check>>) {
  return examineInstallation(await memoryServices(), { checks: of, patienceMs: 50 });
}

describe('an examination', () => {
  it('tells what each check found, in the order of the table, with the remedy of its fault', async () => {
    const wrong = defineCheck({
      title: 'Wrong',
      faults,
      examine: async () => ({ fault: 'wrong', finding: 'Is not.' }),
    });
    expect(await found({ wrong, fine })).toEqual([
      { check: 'wrong', title: 'Wrong', state: 'warning', finding: 'Is not.', remedy: 'Mend it.' },
      { check: 'fine', title: 'Fine', state: 'ok', finding: 'It is.' },
    ]);
  });

  it('waits for no check longer than it may take, and ends what that asks', async () => {
    let aborted = false;
    const waiting: Check = {
      ...silent,
      late: 'Look at the address.',
      async examine({ signal }) {
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
        aborted = true;
        return { finding: 'Too late.' };
      },
    };
    const began = performance.now();
    const items = await found({ silent, waiting, fine });
    expect(performance.now() - began).toBeLessThan(2000);
    expect(items).toMatchObject([
      {
        state: 'failed',
        finding: expect.stringContaining('did not answer within'),
        remedy: expect.stringContaining('Ask again'),
      },
      { state: 'failed', remedy: 'Look at the address.' },
      { state: 'ok' },
    ]);
    expect(aborted).toBe(true);
  });

  it('says that storage is away where that keeps a check from saying anything, never that nothing is there', async () => {
    const [item, other] = await found({ away: throwing(new StorageUnavailable('Table X of account Y')), fine });
    expect(item).toMatchObject({ state: 'failed', finding: expect.stringContaining('storage does not answer') });
    expect(JSON.stringify(item)).not.toContain('account Y');
    expect(other).toMatchObject({ state: 'ok' });
  });

  it('keeps what a check throws from the others, and its message from everybody', async () => {
    const secret = new TypeError('AccountKey=secret');
    const [item, other] = await found({ broken: throwing(secret), fine });
    expect(item).toMatchObject({ state: 'failed', finding: expect.stringContaining('TypeError') });
    expect(JSON.stringify(item)).not.toContain('secret');
    expect(other).toMatchObject({ state: 'ok' });
  });

  it('of all checks answers while storage is away, each check that needs it saying so', async () => {
    const away = async () => Promise.reject(new StorageUnavailable('away'));
    const { store, ...services } = await memoryServices();
    const items = await examineInstallation({
      ...services,
      store: { ...store, get: away, query: away, transact: away },
    });
    const failed = items.filter(({ state }) => state === 'failed').map(({ check }) => check);
    const timers = Object.keys(checks).filter((name) => name.startsWith('timer-'));
    expect(failed).toEqual(
      expect.arrayContaining([
        'storage-tables',
        'hash-key',
        'retention',
        'event-grid',
        'push',
        'categories',
        ...timers,
      ]),
    );
  });
});

describe('the table of checks', () => {
  it('has a title and, for every fault, a remedy in sentences, on Azure and on one machine', async () => {
    const azure = {
      WEBSITE_SITE_NAME: 'talk',
      AzureWebJobsStorage__tableServiceUri: 'https://a.table.core.windows.net',
    };
    for (const env of [{}, azure]) {
      const services = await memoryServices({ env });
      for (const [name, { title, faults: own }] of Object.entries(checks)) {
        expect(title, name).toMatch(/^\p{Lu}/u);
        for (const [fault, { remedy }] of Object.entries(own)) {
          const words = typeof remedy === 'string' ? remedy : remedy(services);
          expect(words, `${name}, ${fault}`).toMatch(/^\p{Lu}.{25,}\.$/su);
          expect(words, `${name}, ${fault}`).not.toMatch(/undefined|null|NaN/);
        }
      }
    }
  });
});
