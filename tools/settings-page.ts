/** The settings as documents: a page for people, and the sample that Core Tools takes. */
import type { z } from 'zod';
import type { OperatorSetting } from '../shared/operator-settings/operator-setting.ts';
import { operatorSettings } from '../shared/operator-settings/operator-settings.ts';
import { type SettingFacts, settingsTable } from '../shared/settings.ts';

/** All settings as Markdown: those of the app, and those that are changed while it runs. */
export function settingsPage(): string {
  const lines = [
    '# Settings',
    '',
    'Generated from `shared/settings-table.ts` and `shared/operator-settings`.',
    'On Azure app settings are environment variables, on one machine `npm start` reads those of its shell. A wrong one is named by',
    '`/api/health`; until it is mended nothing else answers.',
    '',
    '| app setting | default | what it does | secret |',
    '| --- | --- | --- | --- |',
    ...Object.entries<SettingFacts<unknown>>(settingsTable).map(
      ([name, { default: value, help, secret }]) =>
        `| \`${name}\` | ${value === '' ? '–' : `\`${value}\``} | ${cell(help)} | ${secret ? 'yes' : ''} |`,
    ),
    '',
    '## Changed while it runs',
    '',
    'By `PUT /api/settings/NAME` with `If-Match` and the ETag that was read, or `commlog settings set NAME JSON`. Every instance follows',
    'within a minute, and each change has its row in the audit log. `GET /api/settings/NAME` shows what follows from a setting, and',
    'where each part comes from.',
    '',
    ...Object.entries<OperatorSetting>(operatorSettings).flatMap(section),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

function section([name, { help, schema }]: readonly [string, OperatorSetting]): string[] {
  return [
    `### ${name}`,
    '',
    help,
    '',
    '| member | what it says |',
    '| --- | --- |',
    ...Object.entries(schema.shape).map(
      ([member, type]) => `| \`${member}\` | ${cell((type as z.ZodType).description ?? '')} |`,
    ),
    '',
  ];
}

/** `local.settings.sample.json`: every app setting with its default, no secret with a value. */
export function settingsSample(): string {
  const values = Object.entries<SettingFacts<unknown>>(settingsTable).map(
    ([name, facts]) => [name, facts.sample ?? facts.default] as const,
  );
  const sample = { IsEncrypted: false, Values: { FUNCTIONS_WORKER_RUNTIME: 'node', ...Object.fromEntries(values) } };
  return `${JSON.stringify(sample, null, 2)}\n`;
}

/** Text within a cell of a table. */
const cell = (text: string): string => text.replaceAll('|', '\\|');
