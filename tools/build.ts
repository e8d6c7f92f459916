/** Builds what Azure gets: one folder that holds one module, its source map, host.json and package.json. */
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';
import { versionOf } from '../shared/version.ts';

const root = resolve(import.meta.dirname, '..');

/** The `main` of the deployed package.json. */
export const bundleName = 'index.js';

/**
 * Empties `folder` and fills it. Answers what went into the bundle; its paths are relative to the project. Rejects when a
 * module is missing or does not parse.
 */
export async function buildApp(folder: string): Promise<Metafile> {
  const { version, commit } = versionOf(root);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { metafile, outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ['functions/index.ts'],
    // Written below: wherever the folder is, the map names its sources as from here, and the output is the same.
    outfile: `dist/${bundleName}`,
    write: false,
    bundle: true,
    metafile: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    // Names stay, so that a stack trace in the log can be read without the map.
    minifyWhitespace: true,
    minifySyntax: true,
    sourcemap: true,
    sourcesContent: false,
    legalComments: 'eof',
    logLevel: 'warning',
    // The Functions worker supplies it, to whoever asks by `require`.
    external: ['@azure/functions-core'],
    define: { COMMLOG_VERSION: JSON.stringify(version), COMMLOG_COMMIT: JSON.stringify(commit) },
    // Dependencies in CommonJS ask for Node's own modules by `require`, which a module does not have.
    // The name is one that no dependency imports for itself.
    banner: {
      js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
    },
    plugins: [withoutSqlite],
  });
  for (const { path, contents } of outputFiles) writeFileSync(join(folder, basename(path)), contents);
  cpSync(join(root, 'host.json'), join(folder, 'host.json'));
  const own = { name: 'commlog', version, private: true, type: 'module', main: bundleName };
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(own, null, 2)}\n`);
  return metafile;
}

/**
 * `createServices` refuses the SQLite store on Azure, and no function asks for it: what cannot run there does not go there,
 * nor does the bundle need a Node that has `node:sqlite`.
 */
const withoutSqlite: Plugin = {
  name: 'without-sqlite',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\/storage\/sqlite\.ts$/ }, () => ({ path: 'sqlite', namespace: 'left-out' }));
    onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({
      contents: `export function sqliteTables() {
        throw new Error('The SQLite store is for one machine: start Commlog there with "npm start".');
      }`,
    }));
  },
};

if (import.meta.main) {
  const { outputs } = await buildApp(join(root, 'dist'));
  for (const [path, { bytes }] of Object.entries(outputs)) console.log(`${path}  ${Math.ceil(bytes / 1024)} KiB`);
}
