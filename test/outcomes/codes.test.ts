import { describe, expect, it } from 'vitest';
import { outcomes } from '../../shared/outcomes/codes.ts';

describe.each(Object.entries(outcomes))('the outcome %s', (code, facts) => {
  it('says in a sentence what became of it and what to do', () => {
    expect(code).toMatch(/^(LOG_OK|NOLOG_[A-Z_]+)$/);
    expect(facts.sentence).toMatch(/^[A-Z].*\.$/);
    expect(facts.next).toMatch(/[.?]$/);
  });
});

it('every count of an answer has an outcome', () => {
  expect([...new Set(Object.values(outcomes).map(({ count }) => count))].sort()).toEqual([
    'duplicate',
    'rejected',
    'skipped',
    'stored',
  ]);
});
