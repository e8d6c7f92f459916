/** Compiles a Bicep file with its modules, and hears what the compiler and its linter say. */
import type { Bicep } from './bicep.ts';
import { output } from './output.ts';

export interface Compiled {
  /** The template as JSON; empty when there is none. */
  readonly template: string;
  /** Each error and warning, of building and of linting; none: all is well. */
  readonly diagnostics: readonly string[];
}

/** Asks no network: a module from a registry is an error. */
export async function compileBicep({ program }: Bicep, file: string): Promise<Compiled> {
  const [build, lint] = await Promise.all([
    output(program, ['build', file, '--no-restore', '--stdout'], 120),
    output(program, ['lint', file, '--no-restore'], 120),
  ]);
  const said = [...linesOf(build.errors), ...linesOf(lint.errors), ...linesOf(lint.out)];
  const silent =
    build.status !== 0 && said.length === 0 ? [`bicep build ended with ${build.status} and said nothing`] : [];
  return { template: build.out, diagnostics: [...new Set([...said, ...silent])] };
}

const linesOf = (text: string) => text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
