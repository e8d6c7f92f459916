import { describe, expect, expectTypeOf, it } from 'vitest';
import { id, int, word } from '../../shared/categories/columns.ts';
import { always, type ColumnsOf, defineCategory, factOn } from '../../shared/categories/define.ts';
import { timeGenerated } from '../../shared/categories/standard-columns.ts';

const facts = {
  name: 'TestOperational',
  table: 'ACSTest',
  part: 'none',
  slug: 'test',
  title: 'Test',
  purpose: 'A row of the tests.',
  shards: always(1),
  hints: [],
  example: {},
} as const;

describe('defineCategory', () => {
  it('finds a column by any spelling of its names', () => {
    const row = defineCategory({
      ...facts,
      columns: [timeGenerated, word('SdkType', 'Kind.', { accepts: ['client'] })],
      identity: always({ version: 1, columns: [] }),
    });
    for (const spelling of ['SdkType', 'sdktype', 'SDK Type', 'sdk_type', 'SdkType [text]', 'Client']) {
      expect(row.columnNamed(spelling)?.name, spelling).toBe('SdkType');
    }
    expect(row.columnNamed('_ResourceId')?.name).toBe('ResourceId');
    expect(row.columnNamed('time')?.name).toBe('TimeGenerated');
    expect(row.columnNamed('SdkTypes')).toBeUndefined();
    expect(row.columnNamed('constructor')).toBeUndefined();
  });

  it('refuses two columns that one spelling names', () => {
    const columns = [timeGenerated, id('CallId', 'One.'), int('Other', 'Two.', { accepts: ['call id'] })] as const;
    const identity = always({ version: 1, columns: [] });
    expect(() => defineCategory({ ...facts, columns, identity })).toThrow(
      'category TestOperational: "call id" names both CallId and Other',
    );
  });

  it('gives the columns their types', () => {
    const row = defineCategory({
      ...facts,
      columns: [timeGenerated, int('Count', 'How many.'), id('CallId', 'Which.')],
      identity: always({ version: 1, columns: ['CallId'] }),
    });
    expectTypeOf<ColumnsOf<typeof row>['Count']>().toEqualTypeOf<number | undefined>();
    expectTypeOf<ColumnsOf<typeof row>['CallId']>().toEqualTypeOf<string | undefined>();
    expect(row.schema.safeParse({ TimeGenerated: '2026-03-04T05:06:07.000Z', Count: 3 }).success).toBe(true);
    expect(row.schema.safeParse({ TimeGenerated: '2026-03-04T05:06:07.000Z', Count: '3' }).success).toBe(false);
    expect(row.schema.safeParse({ Count: 3 }).success).toBe(false);
  });

  it('looks up ids and personal values unless they say no', () => {
    const row = defineCategory({
      ...facts,
      columns: [
        timeGenerated,
        id('CallId', 'Which.'),
        id('ParticipantTenantId', 'Whose.', { lookup: false }),
        word('Number', 'Whom.', { personal: 'phone' }),
        word('Words', 'Free words.', { personal: 'text' }),
      ],
      identity: always({ version: 1, columns: [] }),
    });
    expect(row.lookups.map(({ name }) => name)).toEqual(['CallId', 'Number']);
  });
});

describe('factOn', () => {
  const facts = [
    { since: '2015-01-01', fact: 1 },
    { since: '2026-07-01', fact: 4 },
  ] as const;

  it('answers the fact that holds on the day', () => {
    expect(factOn<number>([...facts], '2014-12-31')).toBe(1);
    expect(factOn<number>([...facts], '2026-06-30')).toBe(1);
    expect(factOn<number>([...facts], '2026-07-01')).toBe(4);
  });
});
