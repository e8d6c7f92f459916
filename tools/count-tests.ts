/** How many tests of a Vitest run passed and failed, by the report that it writes. */
import type { Counts } from './run-steps.ts';

/** The part of Vitest's JSON report (as Jest's) that is read. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

/**
 * A skipped test has not passed, so it failed; a file that failed without a failed test (it does not load, a hook throws)
 * counts one, and so does a run that failed for no reason in the report, or wrote none.
 */
export function countTests(report: string | undefined, succeeded: boolean): Counts {
  if (report === undefined) return { passed: 0, failed: 1 };
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(report) as Report;
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((one) => one.status === 'failed'),
  ).length;
  const failed = numFailedTests + numPendingTests + numTodoTests + broken;
  return { passed: numPassedTests, failed: failed === 0 && (!succeeded || numPassedTests === 0) ? 1 : failed };
}
