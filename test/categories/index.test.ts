import { describe, expect, it } from 'vitest';
import { nameForm } from '../../shared/categories/columns.ts';
import {
  allCategories,
  categories,
  categoryNamed,
  eventCategories,
  unknownCategory,
} from '../../shared/categories/index.ts';

describe('categoryNamed', () => {
  it.each([...categories, ...eventCategories].map((category) => [category.name, category] as const))(
    'finds %s by each of its names',
    (_, row) => {
      for (const name of [row.name, row.table, row.slug, ...row.aliases].filter((each) => each !== '')) {
        const spellings = [name, name.toLowerCase(), name.toUpperCase(), ` ${name} `, `${name}PRIVATEPREVIEW`];
        for (const spelling of spellings) expect(categoryNamed(spelling)?.name, spelling).toBe(row.name);
      }
    },
  );

  it.each([
    ['RecordingSummary', 'CallRecordingSummary'],
    ['ACSCallClosedCaptionsSummary', 'CallClosedCaptionsSummary'],
    ['CallSummaryPRIVATEPREVIEW', 'CallSummary'],
    ['Email Send Mail Operational', 'EmailSendMailOperational'],
    ['email_status', 'EmailStatusUpdateOperational'],
    ['callsummaryupdates', 'CallSummaryUpdates'],
  ])('takes %s for %s', (spelling, name) => {
    expect(categoryNamed(spelling)?.name).toBe(name);
  });

  it.each(['', ' ', 'AuditEvent', 'CallClientMediaStatsCompressedTimeSeries', 'Unknown', 'preview', 'null'])(
    'knows no category named "%s"',
    (name) => {
      expect(categoryNamed(name)).toBeUndefined();
    },
  );

  it('finds the row for unknown categories by its own name only', () => {
    expect(categoryNamed('other')).toBe(unknownCategory);
    expect(categories).not.toContain(unknownCategory);
    expect(allCategories).toEqual([...categories, ...eventCategories, unknownCategory]);
  });
});

describe('the rows', () => {
  it('have names that no other row has', () => {
    const owners = new Map<string, string>();
    for (const { name, table, slug, aliases } of allCategories) {
      for (const spelling of [name, table, slug, ...aliases].filter((each) => each !== '')) {
        const form = nameForm(spelling).replaceAll('-', '');
        expect(owners.get(form) ?? name, spelling).toBe(name);
        owners.set(form, name);
      }
    }
  });

  it.each(allCategories.map((category) => [category.slug, category] as const))(
    'of slug %s suits table names',
    (slug) => {
      expect(slug).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
      // Records20250601 and the slug are one table name of at most 63 characters, less a prefix for a shared account.
      expect(slug.replaceAll('-', '').length).toBeLessThanOrEqual(36);
    },
  );

  it('have slugs that stay different without their hyphens', () => {
    const bare = allCategories.map(({ slug }) => slug.replaceAll('-', ''));
    expect(new Set(bare).size).toBe(bare.length);
  });

  it.each(allCategories.map((category) => [category.slug, category] as const))(
    'identify %s by short columns that every road carries',
    (_, category) => {
      for (const { fact } of category.identity) {
        for (const name of fact.columns) {
          const column = category.columnNamed(name);
          expect(column?.name).toBe(name);
          expect(column?.origin, `${name} is not in Log Analytics`).toBe('table');
          expect(['real', 'json', 'bool'], `${name} is a ${column?.type}`).not.toContain(column?.type);
        }
      }
    },
  );

  it.each(allCategories.filter(({ toldApart }) => toldApart).map((category) => [category.name, category] as const))(
    'of %s name the pair that senders label alike',
    (name, { toldApart }) => {
      const [present, absent] = [categoryNamed(toldApart?.present ?? ''), categoryNamed(toldApart?.absent ?? '')];
      expect([present?.name, absent?.name]).toContain(name);
      expect(present?.columnNamed(toldApart?.by ?? '')).toBeDefined();
      expect(absent?.columnNamed(toldApart?.by ?? '')).toBeUndefined();
    },
  );

  it('have four shards where an hour can exceed 2,000 records a second', () => {
    const four = categories.filter(({ shards }) => shards[0].fact === 4).map(({ slug }) => slug);
    const expected = [
      'call-diagnostics',
      'call-diagnostics-updates',
      'call-client-operations',
      'call-client-media-stats',
    ];
    expect(four).toEqual(expected);
  });
});
