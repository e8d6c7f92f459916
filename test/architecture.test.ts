/** Who may import whom, and who alone may reach outside. Each rule says, when it fails, what to do. */
import { describe, expect, it } from 'vitest';
import { allowedImports, guards, placeOf, roots, sdkImporters } from './architecture/allowed-imports.ts';
import { type Import, importsOf, packageOf } from './architecture/imports.ts';
import { productSources, projectFiles, sourcesIn, textOf } from './architecture/project-files.ts';

const product = productSources.flatMap((path) => importsOf(path));
const isOwn = ({ imported }: Import) => packageOf(imported) === undefined && !imported.startsWith('node:');
const edge = ({ importer, imported }: Import) => `${importer} → ${imported}`;

describe('imports', () => {
  it('point one way', () => {
    const wrong = [...product, ...sourcesIn('tools').flatMap((path) => importsOf(path))]
      .filter(isOwn)
      .filter(({ importer, imported }) => {
        const [from, to] = [placeOf(importer), placeOf(imported)];
        return from !== to && !allowedImports[from]?.includes(to);
      });
    expect(
      wrong.map(edge),
      'Move what is imported to the lower folder, or hand it in as a value; where the direction is right, add it to test/architecture/allowed-imports.ts.',
    ).toEqual([]);
  });

  it('go to files that exist', () => {
    const known = new Set(projectFiles);
    const lost = product.filter(isOwn).filter(({ imported }) => !known.has(imported));
    expect(lost.map(edge), 'Create the file, or mend the path.').toEqual([]);
  });

  it('make no circle among modules', () => {
    const next = new Map<string, string[]>();
    for (const one of product.filter((each) => each.kind === 'value' && isOwn(each))) {
      next.set(one.importer, [...(next.get(one.importer) ?? []), one.imported]);
    }
    expect(circleIn(next), 'Move what both sides need to a file of its own, or import only a type.').toEqual([]);
  });

  it('of packages go to those that package.json declares', () => {
    const { dependencies, devDependencies } = JSON.parse(textOf('package.json'));
    const deployed = sourcesIn('functions', 'shared', 'cli').flatMap((path) => importsOf(path));
    const undeclared = (imports: readonly Import[], declared: object) =>
      imports
        .filter(({ kind, imported }) => kind !== 'type' && packageOf(imported) !== undefined)
        .filter(({ imported }) => !Object.hasOwn(declared, packageOf(imported) ?? ''))
        .map(edge);
    const others = sourcesIn('local', 'tools', 'bench', 'test').flatMap((path) => importsOf(path));
    const wanting = [
      ...undeclared(deployed, dependencies),
      ...undeclared(others, { ...dependencies, ...devDependencies }),
    ];
    expect(
      wanting,
      'Add the package to package.json: npm install PACKAGE (--save-dev where nothing that runs in Azure needs it).',
    ).toEqual([]);
  });
});

describe('outside', () => {
  it('each Azure SDK has one importer', () => {
    const wrong = product.filter(({ imported, importer, kind }) => {
      const name = packageOf(imported);
      return kind !== 'type' && name?.startsWith('@azure/') && !sdkImporters[name]?.includes(importer);
    });
    expect(
      wrong.map(edge),
      'Go through the file that test/architecture/allowed-imports.ts names, or import only its types.',
    ).toEqual([]);
  });

  it('only shared/settings.ts reads the environment', () => {
    const readers = [...productSources, ...sourcesIn('tools'), 'bootstrap.mjs'].filter((path) =>
      /\bprocess\s*\.\s*env\b|\bprocess\s*\[|\{[^}]*\benv\b[^}]*\}\s*=\s*process\b|\{[^}]*\benv\b[^}]*\}\s*from\s*'(node:)?process'/.test(
        textOf(path),
      ),
    );
    expect(readers, 'Declare a setting in shared/settings.ts and take its value from there.').toEqual([
      'shared/settings.ts',
    ]);
  });

  it.each(Object.entries(guards))('nobody passes %s by', (guarded, importers) => {
    const wrong = product.filter(
      ({ imported, importer, kind }) =>
        kind !== 'type' &&
        (imported === guarded || placeOf(imported) === guarded) &&
        placeOf(importer) !== guarded &&
        !importers.includes(importer),
    );
    expect(
      wrong.map(edge),
      'Let http/endpoint.ts do it, or import only a type; test/architecture/allowed-imports.ts names the exceptions.',
    ).toEqual([]);
  });

  it('every trigger registers through functions/register.ts or register-event-hub.ts', () => {
    const registers = /^functions\/register(-event-hub)?\.ts$/;
    const triggers = sourcesIn('functions').filter((path) => path !== 'functions/index.ts' && !registers.test(path));
    const other = triggers.filter((path) => !importsOf(path).some(({ imported }) => registers.test(imported)));
    expect(other, 'Call register(NAME, handler), as functions/health.ts does.').toEqual([]);
  });
});

describe('the tables of these rules', () => {
  it('name only folders and files that exist', () => {
    const places = new Set(projectFiles.map(placeOf));
    const folders = [...Object.keys(allowedImports), ...Object.values(allowedImports).flat()];
    expect(
      folders.filter((place) => !places.has(place)),
      'Take the row out of test/architecture/allowed-imports.ts.',
    ).toEqual([]);
    const files = [...Object.values(sdkImporters).flat(), ...Object.values(guards).flat()];
    expect(
      files.filter((file) => !projectFiles.includes(file)),
      'Take the file out of the table.',
    ).toEqual([]);
  });

  it('hold no exception that nobody needs', () => {
    const imports = [...product, ...sourcesIn('tools').flatMap((path) => importsOf(path))];
    const edges = new Set(imports.filter(isOwn).map((one) => `${placeOf(one.importer)} → ${placeOf(one.imported)}`));
    const uses = new Set(
      imports
        .filter(({ kind }) => kind !== 'type')
        .flatMap((one) => [
          edge(one),
          `${one.importer} → ${isOwn(one) ? placeOf(one.imported) : packageOf(one.imported)}`,
        ]),
    );
    const unused = [
      ...rowsOf(allowedImports, (from, to) => `${from} → ${to}`).filter((row) => !edges.has(row)),
      ...rowsOf(sdkImporters, (sdk, file) => `${file} → ${sdk}`).filter((row) => !uses.has(row)),
      ...rowsOf(guards, (guarded, file) => `${file} → ${guarded}`).filter((row) => !uses.has(row)),
    ];
    expect(unused, 'Take it out of test/architecture/allowed-imports.ts: it would let a later mistake pass.').toEqual(
      [],
    );
  });

  it('have a row for every folder of the domain', () => {
    const folders = new Set(productSources.map(placeOf));
    const missing = [...folders].filter((place) => !(place in allowedImports));
    expect(missing, 'Add the folder and what it may import to test/architecture/allowed-imports.ts.').toEqual([]);
    expect(folders).toContain(roots);
  });
});

/** Every pair of a table, written as an edge. */
function rowsOf(
  table: Readonly<Record<string, readonly string[]>>,
  write: (key: string, value: string) => string,
): string[] {
  return Object.entries(table).flatMap(([key, values]) => values.map((value) => write(key, value)));
}

/** The first circle in a graph, from a file back to itself; empty when there is none. */
function circleIn(next: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): string[] => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return [];
    for (const each of next.get(file) ?? []) {
      const circle = visit(each, [...path, file]);
      if (circle.length > 0) return circle;
    }
    done.add(file);
    return [];
  };
  for (const file of next.keys()) {
    const circle = visit(file, []);
    if (circle.length > 0) return circle;
  }
  return [];
}
