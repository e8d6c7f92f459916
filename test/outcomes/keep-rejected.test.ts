import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepRejected, type Rejected } from '../../shared/outcomes/keep-rejected.ts';
import { takeText } from '../../shared/storage/long-text.ts';
import { everyRow, type TableStore } from '../../shared/storage/table-store.ts';
import { drivers } from '../storage/drivers.ts';

const noon = Date.parse('2026-03-04T12:00:00.000Z');
const hour = 3_600_000;

const rejected = (place: string, text: string, over: Partial<Rejected> = {}): Rejected => ({
  outcome: 'NOLOG_INVALID',
  place,
  text,
  issues: [{ path: `${place}.time`, message: 'missing' }],
  ...over,
});

describe.each(drivers)('rejected candidates on $name', ({ open }) => {
  let store: TableStore;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());

  const rowsOf = (day: string) => Array.fromAsync(everyRow(store, `Outcomes${day}`, {}));

  it('are kept by day of arrival and code, newest first, with text, place, reasons and road', async () => {
    await keepRejected(store, [rejected('[0]', 'one')], { at: noon, source: 'push' });
    await keepRejected(store, [rejected('[1]', 'two')], { at: noon + hour, source: 'import' });
    await keepRejected(store, [rejected('', '', { outcome: 'NOLOG_TOO_LARGE' })], { at: noon, source: 'push' });
    expect(await rowsOf('20260304')).toMatchObject([
      { partitionKey: 'NOLOG_INVALID', text: 'two', place: '[1]', source: 'import', length: 3, v: 1 },
      { partitionKey: 'NOLOG_INVALID', text: 'one', issues: '[{"path":"[0].time","message":"missing"}]' },
      { partitionKey: 'NOLOG_TOO_LARGE', text: '', length: 0 },
    ]);
  });

  it('are kept once for each place and hour, however often they are sent', async () => {
    const at = noon + 24 * hour;
    const all = [rejected('[0]', 'same'), rejected('[1]', 'same'), rejected('[1]', 'same')];
    for (const later of [0, 0, hour / 6]) await keepRejected(store, all, { at: at + later, source: 'push' });
    const rows = await rowsOf('20260305');
    expect(rows.map(({ place }) => place).sort()).toEqual(['[0]', '[1]']);
    expect(rows.map(({ arrived }) => arrived)).toEqual(Array(2).fill('2026-03-05T12:10:00.000Z'));
    await keepRejected(store, all, { at: at + hour, source: 'push' });
    expect(await rowsOf('20260305')).toHaveLength(4);
  });

  it('may be many and long; of the longest the beginning is kept, and the length', async () => {
    const texts = ['a', '漢', '\u0001', '🎉x', '\ud83c'].map((unit) => unit.repeat(200_000));
    const all = texts.flatMap((text) => Array.from({ length: 6 }, (_, index) => rejected(`[${index}]`, text)));
    const many = Array.from({ length: 250 }, (_, index) => rejected(`[${index}]`, 'x'));
    await keepRejected(store, [...all, ...many], { at: noon + 48 * hour, source: 'push' });
    const rows = await rowsOf('20260306');
    expect(rows).toHaveLength(280);
    for (const row of rows.filter(({ length }) => length !== 1)) {
      const kept = takeText(row, 'text') ?? '';
      const whole = texts.find(
        (text) => text.length === row.length && text.toWellFormed().startsWith(kept.slice(0, 100)),
      );
      expect(kept).toHaveLength(102_400);
      expect(whole?.toWellFormed().startsWith(kept.slice(0, -1))).toBe(true);
    }
  });

  it('of nothing leave nothing', async () => {
    await keepRejected(store, [], { at: noon + 72 * hour, source: 'push' });
    expect(await store.listTables('Outcomes20260307')).toEqual([]);
  });
});
