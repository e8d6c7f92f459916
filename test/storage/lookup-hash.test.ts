import { describe, expect, it } from 'vitest';
import { lookupHash, storedHashKey } from '../../shared/storage/lookup-hash.ts';
import { drivers } from './drivers.ts';

describe('lookupHash', () => {
  const hashOf = lookupHash('one key');

  it('gives 32 hex digits, the same for every spelling of a value', () => {
    expect(hashOf('+1 833 555 0142')).toMatch(/^[0-9a-f]{32}$/);
    expect(hashOf('tel:+18335550142')).toBe(hashOf('+1 833 555 0142'));
    expect(hashOf('x'.repeat(100_000))).toBe(hashOf('X'.repeat(100_000)));
  });

  it('depends on the key', () => {
    expect(lookupHash('other key')('a')).not.toBe(hashOf('a'));
    expect(lookupHash('one key')('a')).toBe(hashOf('a'));
  });

  it('stays the same however many values were asked for', () => {
    const before = hashOf('first');
    for (let index = 0; index < 25_000; index += 1) hashOf(`value ${index}`);
    expect(hashOf('first')).toBe(before);
  });
});

describe.each(drivers)('storedHashKey on $name', ({ open }) => {
  it('makes one key for all who ask at once, and gives it to all who ask later', async () => {
    const store = await open();
    const keys = await Promise.all(Array.from({ length: 5 }, () => storedHashKey(store)));
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(await storedHashKey(store)).toBe(keys[0]);
    await store.close();
  });
});
