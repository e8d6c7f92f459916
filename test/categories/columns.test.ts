import { describe, expect, it } from 'vitest';
import { nameForm } from '../../shared/categories/columns.ts';

describe('nameForm', () => {
  it.each([
    ['TimeGenerated [UTC]', 'timegenerated'],
    ['Operation Name', 'operationname'],
    ['_ResourceId', 'resourceid'],
    ['CorrelationID', 'correlationid'],
    ['sdk_version', 'sdkversion'],
    ['URI', 'uri'],
    ['', ''],
  ])('%s → %s', (name, form) => {
    expect(nameForm(name)).toBe(form);
  });

  it('takes no longer for a name of a million brackets than for any other long name', () => {
    const started = performance.now();
    nameForm('['.repeat(1_000_000));
    // Quadratic time would be minutes.
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
