import { describe, expect, it } from 'vitest';
import { allCategories } from '../../shared/categories/index.ts';
import { openApi } from '../../shared/http/openapi.ts';
import { problems } from '../../shared/http/problems.ts';
import { routeNamed, routeNames } from '../../shared/http/routes.ts';
import { openApiDocument } from '../../tools/openapi.ts';

// biome-ignore lint/suspicious/noExplicitAny: a document of the outside world.
type Document = any;
const document: Document = JSON.parse(JSON.stringify(openApi({ version: '1.2.3', commit: 'abc' })));

function* nodes(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Record<string, unknown>;
  for (const member of Object.values(value)) yield* nodes(member);
}

describe('the description of the API', () => {
  it('has every route, by its name, and nothing else', () => {
    const described = Object.entries<Document>(document.paths).flatMap(([path, methods]) =>
      Object.entries<Document>(methods).map(([method, { operationId }]) => `${operationId} ${method} ${path}`),
    );
    const expected = routeNames.map(
      (name) => `${name} ${routeNamed(name).method.toLowerCase()} ${routeNamed(name).path}`,
    );
    expect(described.toSorted()).toEqual(expected.toSorted());
  });

  it('has no reference that leads nowhere', () => {
    const references = [...nodes(document)].flatMap(({ $ref }) => (typeof $ref === 'string' ? [$ref] : []));
    expect(references.length).toBeGreaterThan(allCategories.length);
    for (const reference of new Set(references)) {
      const found = reference
        .slice(2)
        .split('/')
        .reduce((at: Document, key) => at?.[key], document);
      expect(found, reference).toBeTypeOf('object');
    }
  });

  it('declares every parameter of a path, and each parameter once', () => {
    for (const [path, methods] of Object.entries<Document>(document.paths)) {
      for (const { parameters } of Object.values<Document>(methods)) {
        const names = parameters.filter((one: Document) => one.in === 'path').map((one: Document) => `{${one.name}}`);
        expect(names).toEqual(path.match(/\{\w+\}/g) ?? []);
        const all = parameters.map((one: Document) => `${one.in} ${one.name}`);
        expect(new Set(all).size).toBe(all.length);
        for (const one of parameters) expect(one.schema, one.name).toBeTypeOf('object');
      }
    }
  });

  it('names of every operation who may do it, what it answers, and the problems with their statuses', () => {
    for (const methods of Object.values<Document>(document.paths)) {
      for (const [method, operation] of Object.entries<Document>(methods)) {
        expect(operation.summary, operation.operationId).toBeTruthy();
        const { answer } = routeNamed(operation.operationId);
        expect(operation.responses[answer.status ?? 200].content, operation.operationId).toBeTypeOf('object');
        expect(operation.security.length === 0).toBe(operation.operationId === 'health');
        for (const scheme of operation.security) {
          expect(document.components.securitySchemes).toHaveProperty(Object.keys(scheme));
        }
        for (const [status, { description }] of Object.entries<Document>(operation.responses)) {
          expect(description).toBeTruthy();
          for (const [code, row] of Object.entries(problems)) {
            if (String(description).includes(`${code}: `)) expect(String(row.status)).toBe(status);
          }
        }
        expect(method).toMatch(/^(get|put|post|delete|options)$/);
      }
    }
  });

  it('has a schema for the records of each category, with a meaning for each column', () => {
    for (const category of allCategories) {
      const schema = document.components.schemas[`record-${category.slug}`];
      expect(schema.required, category.slug).toEqual(expect.arrayContaining(['id', 'category', 'TimeGenerated']));
      for (const column of category.columns) {
        expect(schema.properties[column.name].description, `${category.slug} ${column.name}`).toContain(column.meaning);
      }
    }
  });

  it('describes whole numbers beyond what JSON numbers hold as text', () => {
    const described = JSON.stringify(document.components.schemas);
    expect(described).toContain('"pattern":"^-?[0-9]+$"');
    expect(described).not.toContain(String(Number.MAX_SAFE_INTEGER));
  });

  it('carries version and commit', () => {
    expect(document.info.version).toBe('1.2.3');
    expect(document.info.description).toContain('abc');
  });

  it('is the same text every time', () => {
    expect(openApiDocument()).toBe(openApiDocument());
    expect(JSON.parse(openApiDocument()).openapi).toMatch(/^3\.1/);
  });
});
