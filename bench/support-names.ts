/** Which benches there are: the files of this folder, less those that they share. */
import { readdirSync } from 'node:fs';

const shared = new Set(['run.ts', 'measure.ts', 'records.ts']);

/** Names without `.ts`, in alphabetical order. */
export function benchNames(): string[] {
  return readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith('.ts') && !file.startsWith('support-') && !shared.has(file))
    .map((file) => file.slice(0, -'.ts'.length))
    .sort();
}
