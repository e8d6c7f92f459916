import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readCheckpoint } from '../../../shared/sources/archive/checkpoints.ts';
import { readBlob } from '../../../shared/sources/archive/read-blob.ts';
import { sqliteTables } from '../../../shared/storage/sqlite.ts';
import { StorageUnavailable, type TableStore } from '../../../shared/storage/table-store.ts';
import { type Fault, faults, faultyStore } from '../../crash/faulty-store.ts';
import { openServices } from '../../ingest/delivering.ts';
import { noon } from '../../ingest/events.ts';
import { container, type FakeAccount, fakeAccount } from './fake-account.ts';
import { contentsOf, endless, poll } from './polling.ts';

const name = 'resourceId=/A/y=2026/m=03/d=04/h=12/m=00/PT1H.json';

/** A line by its number, so that no two are equal. `records`: how many are in it; a poison line is one outcome. */
const kinds = {
  record: (number: number) => record(number, 'text €'),
  characters: (number: number) => record(number, '😀é\\u0000'),
  envelope: (number: number) => `{"records":[${record(number, 'one')},${record(number, 'two')}]}`,
  poison: (number: number) => `{"time": cut ${number} 😀`,
  array: (number: number) => `[poison ${number}`,
  blank: () => ' \t',
} as const;
type Kind = keyof typeof kinds;

function record(number: number, text: string): string {
  return `{"time":"${noon}","category":"SMSOperational","properties":{"messageId":"${number} ${text}","more":{"a":{}}}}`;
}

const recordsIn: Readonly<Record<Kind, number>> = {
  ...{ record: 1, characters: 1, envelope: 2 },
  ...{ poison: 0, array: 0, blank: 0 },
};

const blobs = fc.record({
  bom: fc.boolean(),
  lines: fc.array(
    fc.record({
      kind: fc.constantFrom(...(Object.keys(kinds) as Kind[])),
      end: fc.constantFrom('\n', '\r\n'),
    }),
    { minLength: 1, maxLength: 6 },
  ),
  ends: fc.boolean(),
});

const steps = fc.array(
  fc.record({
    /** Thousandths of the blob that are there after the step. */
    grown: fc.nat(1000),
    rangeBytes: fc.integer({ min: 20, max: 600 }),
    read: fc.oneof(
      fc.constant('one' as const),
      fc.constant('two' as const),
      fc.record({ at: fc.nat(14), fault: fc.constantFrom(...(Object.keys(faults) as Fault[])) }),
    ),
  }),
  { maxLength: 5 },
);

interface Expected {
  readonly bytes: Buffer;
  readonly records: number;
  readonly kept: readonly { readonly code: string; readonly place: string; readonly text: string }[];
}

function expected({ bom, lines, ends }: typeof blobs extends fc.Arbitrary<infer B> ? B : never): Expected {
  const parts = [Buffer.from(bom ? '\uFEFF' : '')];
  const kept: { code: string; place: string; text: string }[] = [];
  let records = 0;
  let offset = 0;
  for (const [number, { kind, end }] of lines.entries()) {
    const text = kinds[kind](number);
    if (kind === 'poison' || kind === 'array') kept.push({ code: 'NOLOG_INVALID', place: `${offset}`, text });
    records += recordsIn[kind];
    parts.push(Buffer.from(text + (ends || number < lines.length - 1 ? end : '')));
    // The mark belongs to the first line.
    offset = parts.reduce((sum, part) => sum + part.length, 0);
  }
  return {
    bytes: Buffer.concat(parts),
    records,
    kept: kept
      .map((one) => ({ ...one, place: `${container}/${name}@${one.place}` }))
      .sort((a, b) => (a.place < b.place ? -1 : 1)),
  };
}

/** Reads with the services of a new process, that of the fault ended. */
async function read(
  store: TableStore,
  account: FakeAccount,
  step: typeof steps extends fc.Arbitrary<(infer S)[]> ? S : never,
  now: number,
): Promise<void> {
  const { rangeBytes, read: how } = step;
  const disturbed = typeof how === 'string' ? store : faultyStore(store, how.at, how.fault).store;
  const services = await openServices({ store: disturbed, clock: () => new Date(now) });
  const known = await readCheckpoint(store, account.listed(name));
  const once = () => readBlob(services, account, account.listed(name), known, endless, { rangeBytes });
  try {
    await Promise.all(how === 'two' ? [once(), once()] : [once()]);
  } catch (error) {
    if (!(error instanceof StorageUnavailable)) throw error;
  }
}

it('any blob, grown and read in any steps, by two at once and with crashes, ends with each line stored or kept once', async () => {
  await fc.assert(
    fc.asyncProperty(blobs, steps, async (blob, taken) => {
      const { bytes, records, kept } = expected(blob);
      const account = fakeAccount(Date.parse(noon));
      const store = sqliteTables({ path: ':memory:' });
      let there = 0;
      let offset = 0;
      const growTo = (length: number) => {
        if (length > there || there === 0) account.append(name, bytes.subarray(there, Math.max(there, length)));
        there = Math.max(there, length);
      };
      // The steps lie on both sides of a full hour, and within the time in which a last line is held.
      for (const [index, step] of taken.entries()) {
        growTo(Math.floor((bytes.length * step.grown) / 1000));
        await read(store, account, step, Date.parse(noon) + (50 + index * 5) * 60_000);
        const reached = (await readCheckpoint(store, account.listed(name)))?.offset ?? 0;
        expect(reached, 'the offset goes forward').toBeGreaterThanOrEqual(offset);
        offset = reached;
      }
      growTo(bytes.length);
      await poll(await openServices({ store }), account, name);
      const late = new Date(Date.parse(noon) + 10_800_000);
      const last = await poll(await openServices({ store, clock: () => late }), account, name);
      expect(last).toMatchObject({ state: 'complete', checkpoint: { left: 0 } });
      const found = await contentsOf(store);
      expect(found.records.length).toBe(records);
      expect(found.kept).toEqual(kept);
      await store.close();
    }),
    { numRuns: 80 },
  );
}, 60_000);
