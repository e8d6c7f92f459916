/** Before a test run that has a Bicep compiler: compiles the infrastructure, and works out what it would deploy in some cases. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { type Bicep, findBicep } from '../../tools/bicep.ts';
import { compileBicep } from '../../tools/compile-bicep.ts';
import { output } from '../../tools/output.ts';
import { root } from '../architecture/project-files.ts';
import { type CaseName, cases, type RefusedName, refused } from './cases.ts';

declare module 'vitest' {
  interface ProvidedContext {
    infrastructure: {
      readonly compiler: Bicep;
      readonly diagnostics: readonly string[];
      /** The compiled template, as JSON. */
      readonly template: string;
      /** What would be deployed, as JSON, by case. */
      readonly snapshots: Readonly<Record<CaseName, string>>;
      /** What is said of what is refused. */
      readonly refusals: Readonly<Record<RefusedName, string>>;
    };
  }
}

const place = [
  ...['--subscription-id', '00000000-0000-0000-0000-000000000000'],
  ...['--tenant-id', '00000000-0000-0000-0000-00000000000a', '--location', 'westeurope'],
];

export default async function setup(project: TestProject): Promise<void> {
  const bicep = await findBicep();
  if ('reason' in bicep) throw new Error(`The infrastructure cannot be checked. ${bicep.reason}`);
  // Names of parameters files may not be absolute, and the compiler writes beside them: not into the project.
  const folder = mkdtempSync(join(tmpdir(), 'commlog-infra-'));
  try {
    cpSync(join(root, 'infra'), join(folder, 'infra'), { recursive: true });
    // Both take seconds, and neither waits for the other.
    const compiling = compileBicep(bicep, join(folder, 'infra', 'main.bicep'));
    const snapshots: Record<string, string> = {};
    for (const [name, parameters] of Object.entries(cases)) {
      const { status, said } = await snapshot(bicep.program, folder, name, parameters);
      if (status !== 0) throw new Error(`bicep snapshot of "${name}" ended with ${status}: ${said}`);
      snapshots[name] = readFileSync(join(folder, `${name}.snapshot.json`), 'utf8');
    }
    const refusals: Record<string, string> = {};
    for (const [name, parameters] of Object.entries(refused))
      refusals[name] = (await snapshot(bicep.program, folder, `refused-${name}`, parameters)).said;
    const compiled = await compiling;
    project.provide('infrastructure', {
      compiler: bicep,
      ...compiled,
      snapshots: snapshots as Record<CaseName, string>,
      refusals: refusals as Record<RefusedName, string>,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a deployment with these parameters would be, beside its parameters file. */
async function snapshot(program: string, folder: string, name: string, parameters: Readonly<Record<string, unknown>>) {
  const file = join(folder, `${name}.bicepparam`);
  writeFileSync(file, parametersText(parameters));
  const { status, out, errors } = await output(program, ['snapshot', file, ...place], 120);
  return { status, said: `${errors}${out}` };
}

function parametersText(parameters: Readonly<Record<string, unknown>>): string {
  const lines = Object.entries(parameters).map(([name, value]) => `param ${name} = ${literal(value)}`);
  return ["using 'infra/main.bicep'", ...lines, ''].join('\n');
}

function literal(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value !== 'object' || value === null) return String(value);
  const members = Object.entries(value).map(([name, inner]) => `  ${name}: ${literal(inner)}`);
  return `{\n${members.join('\n')}\n}`;
}
