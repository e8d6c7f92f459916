import { describe, expect, it } from 'vitest';
import { allCategories } from '../../shared/categories/index.ts';
import { referencePage } from '../../tools/reference-page.ts';

const page = referencePage();

/** The part of the page under a heading. */
function sectionOf(title: string): string {
  const after = page.split(`\n## ${title}\n`)[1] ?? '';
  return after.split('\n## ')[0] ?? '';
}

describe('referencePage', () => {
  it('is the same each time', () => {
    expect(referencePage()).toBe(page);
    expect(page.endsWith('\n')).toBe(true);
    expect(page).not.toMatch(/undefined|\[object|\n\n\n/);
  });

  it.each(allCategories.map((category) => [category.slug, category] as const))(
    'tells names, hints, columns and example of %s',
    (_, category) => {
      const section = sectionOf(category.title);
      expect(section).toContain(category.purpose);
      for (const hint of category.hints) expect(section).toContain(`- ${hint}\n`);
      for (const name of [category.name, category.slug, ...category.aliases]) expect(section).toContain(`\`${name}\``);
      for (const { name, type, meaning } of category.columns.slice(0, -4)) {
        expect(section).toMatch(new RegExp(`\\| \`${name}\` \\| ${type} \\| [^|]* \\| `));
        expect(section).toContain(meaning);
      }
      const [, json = ''] = /```json\n([\s\S]*?)\n```/.exec(section) ?? [];
      expect(JSON.parse(json)).toEqual(category.example);
    },
  );

  it('links every category of the overview to its section', () => {
    const anchors = new Set(
      [...page.matchAll(/^## (.*)$/gm)].map(([, title = '']) =>
        title.toLowerCase().replace(/[:]/g, '').replaceAll(' ', '-'),
      ),
    );
    const links = [...page.matchAll(/\]\(#([^)]*)\)/g)].map(([, link]) => link);
    expect(links).toHaveLength(allCategories.length);
    for (const link of links) expect(anchors).toContain(link);
  });

  it('says what personal data a column holds, what it may also be called, and what Log Analytics lacks', () => {
    expect(sectionOf('E-mail: status updates')).toMatch(/`RecipientId` \| id \|.*personal: an e-mail address/);
    expect(sectionOf('Call Automation media summaries')).toContain('also read from `interrupted`');
    expect(sectionOf('Authentication operations')).toMatch(/`CallerIpAddress`.*not in the Log Analytics table/);
    expect(sectionOf('Usage records')).toContain('is kept in `Properties`');
    expect(sectionOf('Call summary updates')).toContain(
      'a record with `CallUpdatesVersion` is of `CallSummaryUpdates`',
    );
    expect(sectionOf('Unknown category')).toContain('when they say the same in all columns');
  });
});
