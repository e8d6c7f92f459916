/** Walks a folder and what links in it lead to, each folder once, so that no circle of links is endless. */
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A file or folder by the way that was taken to it, and where it really is. */
export interface Met {
  readonly path: string;
  readonly real: string;
}

/**
 * The files below a folder, depth first, by name: a tree of `y=/m=/d=/h=` comes in the order of time. What cannot be
 * taken comes as the reason. A folder that several links lead to is entered once for each `aspect` in which it is seen.
 */
export function walkFolder(
  start: Met,
  aspect: (folder: Met) => string,
): AsyncGenerator<Met | { readonly why: string }> {
  const entered = new Set<string>();
  return walk(start);

  async function* walk(folder: Met): ReturnType<typeof walkFolder> {
    const key = JSON.stringify([folder.real, aspect({ path: join(folder.path, '_'), real: join(folder.real, '_') })]);
    if (entered.has(key)) {
      yield { why: 'folders that links lead to again' };
      return;
    }
    entered.add(key);
    const entries = await readdir(folder.path, { withFileTypes: true });
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const path = join(folder.path, entry.name);
      const facts = entry.isSymbolicLink() ? await stat(path).catch(leadsNowhere) : entry;
      if (facts === undefined) {
        yield { why: 'links that lead nowhere' };
        continue;
      }
      const real = facts === entry ? join(folder.real, entry.name) : await realpath(path);
      if (facts.isDirectory()) yield* walk({ path, real });
      else if (facts.isFile()) yield { path, real };
      else yield { why: 'neither files nor folders' };
    }
  }
}

function leadsNowhere(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR' || error.code === 'ELOOP') return undefined;
  throw error;
}
