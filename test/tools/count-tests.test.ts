import { describe, expect, it } from 'vitest';
import { countTests } from '../../tools/count-tests.ts';

const report = (counts: object, files: object[] = []) =>
  JSON.stringify({
    numPassedTests: 5,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    testResults: files,
    ...counts,
  });

describe('countTests', () => {
  it.each([
    ['all passed', report({}), true, { passed: 5, failed: 0 }],
    ['some failed', report({ numFailedTests: 2 }), false, { passed: 5, failed: 2 }],
    [
      'one was skipped and one is still to be written',
      report({ numPendingTests: 1, numTodoTests: 1 }),
      true,
      { passed: 5, failed: 2 },
    ],
    ['a file does not load', report({}, [{ status: 'failed', assertionResults: [] }]), false, { passed: 5, failed: 1 }],
    [
      'a test failed in a file',
      report({ numFailedTests: 1 }, [
        { status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'passed' }] },
      ]),
      false,
      { passed: 5, failed: 1 },
    ],
    ['the run failed outside of any test', report({}), false, { passed: 5, failed: 1 }],
    ['there was no test at all', report({ numPassedTests: 0 }), true, { passed: 0, failed: 1 }],
    ['there is no report', undefined, true, { passed: 0, failed: 1 }],
  ])('when %s', (_, text, succeeded, counts) => {
    expect(countTests(text, succeeded)).toEqual(counts);
  });
});
