/**
 * Everything that must hold before a change is taken: tests, lint, types, the bundle and the generated documents. Its last
 * line is `N passed, N failed`. With arguments: only the tests that they name, as Vitest takes them. The tests of the
 * infrastructure need a Bicep compiler; that none can be had is said, and with `--insist` it is a failure.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { findBicep } from './bicep.ts';
import { countTests } from './count-tests.ts';
import { runSteps, type Step } from './run-steps.ts';
import { withUnchecked } from './with-unchecked.ts';

const root = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'commlog-check-'));
const report = join(folder, 'tests.json');
const program = (...command: string[]) => ['bootstrap.mjs', '--run', ...command];
const vitest = program('vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`);
const insist = process.argv.includes('--insist');
const named = process.argv.slice(2).filter((argument) => argument !== '--insist');

// Looked for only when it may be needed: the first time it is fetched.
const whole = named.every((argument) => argument.startsWith('-'));
const bicep = whole || named.some((argument) => argument.includes('infra')) ? await findBicep() : undefined;
const withInfra = bicep !== undefined && 'program' in bicep ? ['--config', 'test/infra/vitest.config.ts'] : [];

const tests: Step = {
  name: 'tests',
  command: [...vitest, ...withInfra, ...named],
  seconds: 780,
  advice: 'Run one alone: npm test -- test/FILE.',
  count: (succeeded) => countTests(reportText(), succeeded),
};

const others: readonly Step[] = [
  {
    name: 'lint',
    command: program('biome', 'check', '.'),
    seconds: 60,
    advice: 'Run "npm run format", then mend the rest.',
  },
  { name: 'types', command: program('tsc', '--noEmit'), seconds: 90, advice: 'Run "npm run typecheck".' },
  { name: 'bundle', command: ['tools/build.ts'], seconds: 60, advice: 'Run "npm run build".' },
  {
    name: 'documents',
    command: ['tools/docs.ts', '--check'],
    seconds: 60,
    advice: 'Run "npm run docs" and commit what it writes.',
  },
];

function reportText(): string | undefined {
  try {
    return readFileSync(report, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

try {
  const counts = await runSteps(named.length > 0 ? [tests] : [tests, ...others], root, console.log);
  const { passed, failed, note } = withUnchecked(counts, bicep, insist);
  if (note !== undefined) console.log(note);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
