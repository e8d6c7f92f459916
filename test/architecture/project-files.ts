/** The files of the project, as a clone would have them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');

/** Lines of .gitignore as tests of a name; those in use are names, `NAME/`, and names with `*` at an end. */
const ignored = readFileSync(join(root, '.gitignore'), 'utf8')
  .split('\n')
  .filter((line) => /^[^#\s]/.test(line))
  .map((line) => new RegExp(`^${line.trim().replace(/\/$/, '').replace(/[.+]/g, '\\$&').replaceAll('*', '.*')}$`));

/** Paths from the root, with `/`, of all files that git would keep; git itself need not be there. */
export const projectFiles: readonly string[] = readdirSync(root, { withFileTypes: true })
  .flatMap((entry) => below('', entry))
  .sort();

function below(folder: string, entry: { name: string; isDirectory(): boolean; isFile(): boolean }): string[] {
  if (entry.name === '.git' || ignored.some((pattern) => pattern.test(entry.name))) return [];
  const path = `${folder}${entry.name}`;
  if (entry.isFile()) return [path];
  if (!entry.isDirectory()) return [];
  return readdirSync(join(root, path), { withFileTypes: true }).flatMap((inner) => below(`${path}/`, inner));
}

/** The text of a file of {@link projectFiles}. */
export function textOf(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** TypeScript and modules below one of these folders. */
export function sourcesIn(...folders: readonly string[]): string[] {
  return projectFiles.filter(
    (path) => /\.(ts|tsx|mjs)$/.test(path) && folders.some((folder) => path.startsWith(`${folder}/`)),
  );
}

/** What runs, on Azure or on one machine. */
export const productSources = sourcesIn('functions', 'shared', 'local', 'cli');
