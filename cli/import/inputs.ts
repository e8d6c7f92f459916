/** Finds what is to be imported: files in the order of their names, with the category that their folder says. */
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { categoryNamed } from '../../shared/categories/index.ts';

export interface Input {
  /** As people see it: relative to where they are, or `-`. */
  readonly name: string;
  /** On disk; undefined where it is not known. */
  readonly bytes: number | undefined;
  /** The category of records that name none, by the container's folder, `insights-logs-{category}`. */
  readonly category: string | undefined;
  open(): AsyncIterable<Uint8Array>;
}

export interface Inputs {
  readonly inputs: readonly Input[];
  /** Files in folders whose names say that they hold no records. */
  readonly passedOver: number;
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

/** `-` is standard input. A file that is named itself is taken whatever its name. */
export async function findInputs(paths: readonly string[], searched: Searched): Promise<Inputs> {
  const { folder, stdin, category } = searched;
  const inputs: Input[] = [];
  const missing: string[] = [];
  let passedOver = 0;
  for (const path of paths) {
    if (path === '-') {
      inputs.push({ name: '-', bytes: undefined, category, open: () => stdin });
      continue;
    }
    const absolute = resolve(folder, path);
    const facts = await stat(absolute).catch(absent);
    if (facts === undefined) missing.push(path);
    else if (!facts.isDirectory()) inputs.push(fileInput(absolute, searched, facts.isFile() ? facts.size : undefined));
    else {
      for await (const file of filesBelow(absolute)) {
        if (importable.test(file)) inputs.push(fileInput(file, searched, (await stat(file)).size));
        else passedOver += 1;
      }
    }
  }
  return { inputs, passedOver, missing };
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
  throw error;
}

/** Depth first, by name: a tree of `y=/m=/d=/h=` comes in the order of time. Linked folders are not entered. */
async function* filesBelow(folder: string): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else if (entry.isFile()) yield path;
  }
}

function fileInput(path: string, { folder, category }: Searched, bytes: number | undefined): Input {
  const shown = relative(folder, path);
  return {
    name: shown === '' || shown.startsWith('..') ? path : shown,
    bytes,
    category: categoryIn(path) ?? category,
    open: () => createReadStream(path),
  };
}

/** The innermost container folder decides; one that no category has says nothing. */
function categoryIn(path: string): string | undefined {
  const containers = [...path.matchAll(/(?<=^|[/\\])insights-logs-([^/\\]+)(?=[/\\])/gi)];
  return categoryNamed(containers.at(-1)?.[1] ?? '')?.name;
}
