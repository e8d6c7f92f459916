import { describe, expect, it } from 'vitest';
import { readWatermark, saveWatermark } from '../../../shared/sources/backfill/watermarks.ts';
import { sqliteTables } from '../../../shared/storage/sqlite.ts';

const [early, middle, late] = [1_000_000, 2_000_000, 3_000_000] as const;

describe('a watermark', () => {
  it('is none for a category that was never asked for', async () => {
    expect(await readWatermark({ store: sqliteTables({ path: ':memory:' }) }, 'sms')).toBeUndefined();
  });

  it.each([undefined, early])('does not go back when somebody moves it meanwhile, from %s', async (before) => {
    const store = sqliteTables({ path: ':memory:' });
    if (before !== undefined) await saveWatermark({ store }, 'sms', before);
    let reads = 0;
    const get: typeof store.get = async (...args) => {
      const row = await store.get(...args);
      reads += 1;
      if (reads === 1) await saveWatermark({ store }, 'sms', late);
      return row;
    };
    await saveWatermark({ store: { ...store, get } }, 'sms', middle);
    expect(await readWatermark({ store }, 'sms')).toBe(late);
    expect(await readWatermark({ store }, 'chat')).toBeUndefined();
  });
});
