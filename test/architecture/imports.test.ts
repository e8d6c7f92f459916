/** The reader of imports sees what is there: every rule of the architecture rests on it. */
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { importsOf, packageOf } from './imports.ts';
import { root } from './project-files.ts';

describe('importsOf', () => {
  it('tells values, types and what is loaded later apart', () => {
    const text = `/** import { a } from './comment.ts' */
import './alone.ts';
import type { A } from '../types.ts';
import whole, { type B, c } from 'zod';
import * as all from './all.ts';
import {
  d,
  e,
} from "./many.ts";
export { f } from './on.ts';
export type * from './on-types.ts';
export const from = 'not-a-module';
const later = await import('@azure/identity');
let shape: typeof import('./shape.ts') | import('./shape.ts').Member;
`;
    expect(importsOf('shared/query/file.ts', text).map(({ imported, kind }) => [imported, kind])).toEqual([
      ['shared/query/alone.ts', 'value'],
      ['shared/types.ts', 'type'],
      ['zod', 'value'],
      ['shared/query/all.ts', 'value'],
      ['shared/query/many.ts', 'value'],
      ['shared/query/on.ts', 'value'],
      ['shared/query/on-types.ts', 'type'],
      ['@azure/identity', 'later'],
      ['shared/query/shape.ts', 'type'],
      ['shared/query/shape.ts', 'type'],
    ]);
  });

  it('sees in the app what a bundler sees', async () => {
    const { metafile } = await build({
      absWorkingDir: root,
      entryPoints: ['functions/index.ts'],
      bundle: true,
      write: false,
      metafile: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
    });
    for (const [path, { imports }] of Object.entries(metafile.inputs)) {
      const seen = importsOf(path)
        .filter(({ kind }) => kind !== 'type')
        .map(({ imported }) => imported);
      const bundled = imports.map((one) => (one.external ? one.path : one.path.replaceAll('\\', '/')));
      expect(new Set(seen), path).toEqual(new Set(bundled));
    }
    expect(Object.keys(metafile.inputs).length).toBeGreaterThan(50);
  });
});

describe('packageOf', () => {
  it.each([
    ['zod', 'zod'],
    ['csv-stringify/sync', 'csv-stringify'],
    ['@azure/data-tables', '@azure/data-tables'],
    ['@azure/core-rest-pipeline/internal', '@azure/core-rest-pipeline'],
    ['node:fs', undefined],
    ['shared/settings.ts', undefined],
  ])('of %s is %s', (imported, name) => {
    expect(packageOf(imported)).toBe(name);
  });
});
