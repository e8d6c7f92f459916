/** The reference of all categories as Markdown, made from their rows. */
import type { Column, Personal } from '../shared/categories/columns.ts';
import type { Category } from '../shared/categories/define.ts';
import { allCategories } from '../shared/categories/index.ts';
import { resourceColumns } from '../shared/categories/standard-columns.ts';

const derived = new Set<string>(resourceColumns.map(({ name }) => name));

/** Title, names, hints, columns, identity and example of every category, in the order of the rows; the same for the same rows. */
export function referencePage(): string {
  const lines = [
    '# Log categories',
    '',
    'Generated from `shared/categories`. Column names are those of the Azure Monitor tables; letter case, blanks and `_` never matter.',
    'Each name in the first three columns is accepted wherever a category is asked for.',
    '',
    '| category | short name | Log Analytics table | a record says |',
    '| --- | --- | --- | --- |',
    ...allCategories.map(
      ({ name, slug, table, purpose, title }) =>
        `| ${code(name)} | [${slug}](#${anchor(title)}) | ${table === '' ? '–' : code(table)} | ${cell(purpose)} |`,
    ),
    '',
    '## Columns of every category',
    '',
    ...columnTable(resourceColumns),
    '',
    ...allCategories.flatMap(section),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

function section(category: Category): string[] {
  const { title, purpose, hints, retired, columns, example } = category;
  return [
    `## ${title}`,
    '',
    `${purpose}${retired ? ' The service is retired.' : ''}`,
    '',
    `Names: ${namesOf(category).map(code).join(', ')}.`,
    '',
    ...hints.map((hint) => `- ${hint}`),
    '',
    ...columnTable(columns.filter(({ name }) => !derived.has(name))),
    '',
    identitySentence(category),
    ...(category.toldApart ? ['', toldApartSentence(category.toldApart)] : []),
    ...(category.rest
      ? ['', `What else stands in the delivered \`properties\` is kept in ${code(category.rest)}.`]
      : []),
    '',
    '```json',
    JSON.stringify(example, null, 2),
    '```',
    '',
  ];
}

function namesOf({ name, aliases, table, slug }: Category): string[] {
  return [name, ...aliases, table, slug].filter((each) => each !== '');
}

function columnTable(columns: readonly Column[]): string[] {
  return [
    '| column | type | unit | meaning | notes |',
    '| --- | --- | --- | --- | --- |',
    ...columns.map(
      (column) =>
        `| ${code(column.name)} | ${column.type} | ${column.unit ?? ''} | ${cell(column.meaning)} | ${cell(notesOf(column))} |`,
    ),
  ];
}

const personalNotes: Readonly<Record<Personal, string | undefined>> = {
  none: undefined,
  email: 'personal: an e-mail address',
  phone: 'personal: a telephone number',
  identity: 'personal: an identity',
  ip: 'personal: an IP address',
  text: 'may hold personal data',
};

function notesOf({ personal, lookup, vocabulary, accepts, origin }: Column): string {
  const notes = [
    lookup ? 'found by value' : undefined,
    personalNotes[personal],
    vocabulary.length > 0 ? `known values: ${vocabulary.map(code).join(', ')}` : undefined,
    accepts.length > 0 ? `also read from ${accepts.map(code).join(', ')}` : undefined,
    origin === 'seed' ? 'not in the Log Analytics table' : undefined,
  ];
  return notes.filter((note) => note !== undefined).join('; ');
}

function identitySentence({ identity }: Category): string {
  const { fact } = identity[identity.length - 1] ?? identity[0];
  if (fact.by === 'content') return 'Two deliveries are one event when they say the same in all columns.';
  const columns = ['category', 'time', 'operation', 'correlation', ...fact.columns.map(code)];
  return `Two deliveries are one event when they agree in ${columns.slice(0, -1).join(', ')} and ${columns.at(-1)}.`;
}

function toldApartSentence({ by, present, absent }: NonNullable<Category['toldApart']>): string {
  return `Whatever the label, a record with ${code(by)} is of ${code(present)}, one without it of ${code(absent)}.`;
}

const code = (text: string): string => `\`${text}\``;

/** Text within a cell of a table. */
const cell = (text: string): string => text.replaceAll('|', '\\|');

/** The anchor that GitHub makes of a heading. */
const anchor = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');
