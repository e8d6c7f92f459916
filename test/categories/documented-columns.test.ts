import { describe, expect, it } from 'vitest';
import { nameForm } from '../../shared/categories/columns.ts';
import { categoryNamed } from '../../shared/categories/index.ts';
import { isFields } from '../../shared/ingest/fields.ts';
import { normalize } from '../../shared/ingest/normalize.ts';
import { documentedColumns } from './documented-columns.ts';

const columnsOf = (name: string) => documentedColumns[name] ?? [];

describe.each(Object.keys(documentedColumns))('the documented columns of %s', (name) => {
  const category = categoryNamed(name);

  it.each(columnsOf(name))('%s names a column', (spelling) => {
    const column = category?.columnNamed(spelling);
    const form = nameForm(spelling);
    expect(column?.name).toBeDefined();
    expect(nameForm(column?.name ?? '')).toBe(form === 'timestamp' ? 'timegenerated' : form);
  });

  it('are read from a record that spells them so', () => {
    const { properties, ...envelope } = category?.example ?? {};
    const delivered = new Map(
      Object.entries({ ...envelope, ...(isFields(properties) ? properties : {}) }).map(([key, value]) => [
        category?.columnNamed(key)?.name,
        value,
      ]),
    );
    const spelled = Object.fromEntries(
      columnsOf(name).map((spelling) => [spelling, delivered.get(category?.columnNamed(spelling)?.name) ?? '7']),
    );
    const normalized = normalize(spelled, category, Date.parse('2026-06-01T00:00:00Z'));
    const record = 'record' in normalized ? normalized.record : undefined;
    expect(normalized).toHaveProperty('record');
    for (const spelling of columnsOf(name)) {
      expect(record?.columns[category?.columnNamed(spelling)?.name ?? spelling], spelling).toBeDefined();
    }
    expect(record?.additional).toBeUndefined();
  });
});
