/** Which file imports what: read from the text, so that imports of types count too. */
import { dirname, posix } from 'node:path';
import { textOf } from './project-files.ts';

export interface Import {
  readonly importer: string;
  /** A path from the root, or a package's or Node's name: `zod`, `node:fs`. */
  readonly imported: string;
  /** `type`: only for the compiler. `later`: by `import()`. */
  readonly kind: 'value' | 'type' | 'later';
}

const statement =
  /^(?:import|export)\s+(type\s+)?(?:[\w$]+\s*,?\s*)?(?:\*(?:\s+as\s+[\w$]+)?\s*|\{[^}]*\}\s*)?from\s+['"]([^'"]+)['"]|^import\s+['"]([^'"]+)['"]/gm;
const call = /(typeof\s+)?\bimport\(\s*['"]([^'"]+)['"]\s*\)(\s*\.\s*[A-Z])?/g;

/** All imports of one file, in the order of the text. */
export function importsOf(path: string, text: string = textOf(path)): Import[] {
  const found: Import[] = [];
  const add = (imported: string, kind: Import['kind']) => {
    const target = imported.startsWith('.') ? posix.join(dirname(path), imported) : imported;
    found.push({ importer: path, imported: target, kind });
  };
  for (const [, type, from, alone] of text.matchAll(statement)) add(from ?? alone ?? '', type ? 'type' : 'value');
  for (const [, typeOf, from = '', member] of text.matchAll(call)) add(from, typeOf || member ? 'type' : 'later');
  return found;
}

/** The package of an import; undefined for the project's own files and Node's modules. */
export function packageOf(imported: string): string | undefined {
  if (imported.startsWith('node:') || /\.(ts|tsx|mjs|json)$/.test(imported)) return undefined;
  return imported
    .split('/')
    .slice(0, imported.startsWith('@') ? 2 : 1)
    .join('/');
}
