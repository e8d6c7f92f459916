/**
 * Writes the documents that are made from the tables of facts; `--check` writes nothing, and ends with 1 when the files
 * say something else.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { openApiDocument } from './openapi.ts';
import { referencePage } from './reference-page.ts';
import { settingsPage, settingsSample } from './settings-page.ts';

const root = resolve(import.meta.dirname, '..');

/** What each document should say, by its path in the project. */
export const documents: Readonly<Record<string, () => string>> = {
  'docs/reference.md': referencePage,
  'docs/openapi.json': openApiDocument,
  'docs/settings.md': settingsPage,
  'local.settings.sample.json': settingsSample,
};

/** Paths of the documents below `folder` that are missing or say something else. */
export function staleDocuments(folder: string = root): string[] {
  return Object.entries(documents)
    .filter(([path, text]) => textOf(join(folder, path)) !== text())
    .map(([path]) => path);
}

/** Writes all documents below `folder`. */
export function writeDocuments(folder: string = root): void {
  for (const [path, text] of Object.entries(documents)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text());
  }
}

/** Line ends as git may have changed them do not count. */
function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').replaceAll('\r\n', '\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

if (import.meta.main) {
  const stale = staleDocuments();
  if (process.argv[2] !== '--check') {
    writeDocuments();
    console.log(stale.length > 0 ? `Written: ${stale.join(', ')}.` : 'All documents were up to date.');
  } else if (stale.length > 0) {
    console.error(`Out of date: ${stale.join(', ')}. Run "npm run docs" and commit what it writes.`);
    process.exitCode = 1;
  } else {
    console.log(`Up to date: ${Object.keys(documents).join(', ')}.`);
  }
}
