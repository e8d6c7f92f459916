import { describe, expect, it } from 'vitest';
import { withUnchecked } from '../../tools/with-unchecked.ts';
import { textOf } from '../architecture/project-files.ts';

const reason = 'There is no compiler.';
const counts = { passed: 3, failed: 0 };

describe('what could not be checked', () => {
  it('counts neither way, and is said with the reason', () => {
    expect(withUnchecked(counts, { reason }, false)).toEqual({
      ...counts,
      note: '   NOT CHECKED infrastructure. There is no compiler.',
    });
  });

  it('has failed where it has to be checked, which .ci/run demands', () => {
    expect(withUnchecked(counts, { reason }, true)).toMatchObject({ passed: 3, failed: 1, note: expect.any(String) });
    expect(textOf('.ci/run')).toMatch(/tools\/check\.ts --insist/);
  });

  it('is nothing where it was checked, or where nobody asked', () => {
    expect(withUnchecked(counts, { program: 'bicep', version: '1.0.0' }, true)).toEqual(counts);
    expect(withUnchecked(counts, undefined, true)).toEqual(counts);
  });
});
