/** Finds what is to be imported: files in the order of their names, with the category that their folder says. */
import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { categoryNamed } from '../../shared/categories/index.ts';
import { type Met, walkFolder } from './walk-folder.ts';

export interface Input {
  /** As people see it: relative to the folder that they named, as they named it, or `-`. */
  readonly name: string;
  /** On disk; undefined where it is not known. */
  readonly bytes: number | undefined;
  /** The category of records that name none, by the container's folder, `insights-logs-{category}`. */
  readonly category: string | undefined;
  open(): AsyncIterable<Uint8Array>;
}

export interface Inputs {
  readonly inputs: readonly Input[];
  /** What was met in folders and not taken: why → how often. */
  readonly passedOver: ReadonlyMap<string, number>;
  /** Paths that were named and do not exist. */
  readonly missing: readonly string[];
}

export const importable = /\.(?:json|jsonl|ndjson)(?:\.gz)?$/i;

export interface Searched {
  /** Where relative paths begin. */
  readonly folder: string;
  readonly stdin: AsyncIterable<Uint8Array>;
  /** The category of what stands in no container's folder. */
  readonly category: string | undefined;
}

/** `-` is standard input. A file that is named itself is taken whatever its name; links are followed. */
export async function findInputs(paths: readonly string[], searched: Searched): Promise<Inputs> {
  const { folder, stdin, category } = searched;
  const inputs: Input[] = [];
  const missing: string[] = [];
  const passedOver = new Map<string, number>();
  const pass = (why: string) => passedOver.set(why, (passedOver.get(why) ?? 0) + 1);
  for (const path of paths) {
    if (path === '-') {
      inputs.push({ name: '-', bytes: undefined, category, open: () => stdin });
      continue;
    }
    const absolute = resolve(folder, path);
    const facts = await stat(absolute).catch(absent);
    if (facts === undefined) {
      missing.push(path);
      continue;
    }
    const start: Met = { path: absolute, real: await realpath(absolute) };
    if (!facts.isDirectory()) {
      inputs.push({ ...fileInput(start, category), name: path, bytes: facts.isFile() ? facts.size : undefined });
      continue;
    }
    for await (const met of walkFolder(start, (one) => categoryOf(one) ?? '')) {
      if ('why' in met) pass(met.why);
      else if (!importable.test(met.path)) pass('because of their names');
      else {
        const below = relative(absolute, met.path);
        const name = paths.length === 1 ? below : join(path, below);
        inputs.push({ ...fileInput(met, category), name, bytes: (await stat(met.path)).size });
      }
    }
  }
  return { inputs, passedOver, missing };
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
  throw error;
}

function fileInput(met: Met, fallback: string | undefined): Pick<Input, 'category' | 'open'> {
  return { category: categoryOf(met) ?? fallback, open: () => createReadStream(met.path) };
}

/** By the way that was taken, or, where that names no container, by the place to which links led. */
const categoryOf = ({ path, real }: Met): string | undefined => categoryIn(path) ?? categoryIn(real);

/** The innermost container folder decides; one that no category has says nothing. */
function categoryIn(path: string): string | undefined {
  const containers = [...path.matchAll(/(?<=^|[/\\])insights-logs-([^/\\]+)(?=[/\\])/gi)];
  return categoryNamed(containers.at(-1)?.[1] ?? '')?.name;
}
