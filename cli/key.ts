/** commlog key create: makes an API key and says where it goes. */
import { createApiKey } from '../shared/access/api-keys.ts';
import { isRole, type Role, roleNames } from '../shared/access/roles.ts';
import type { AddCommand } from './add-command.ts';
import { type ExitStatus, fail, type Surroundings } from './surroundings.ts';

export const addKey: AddCommand = (program, surroundings, end) => {
  const key = program.command('key').description('make API keys');
  key
    .command('create')
    .description('make an API key; it is shown once, and Commlog keeps only its hash')
    .requiredOption('--name <name>', 'who or what will use it: letters, digits, dots, hyphens and underscores')
    .requiredOption<string[]>('--role <role>', `${roleNames.join(' or ')}; may be repeated`, (role, before = []) => [
      ...before,
      role,
    ])
    .action(({ name, role }: { name: string; role: string[] }) => end(createKey(surroundings, name, role)));
};

function createKey(surroundings: Surroundings, name: string, given: readonly string[]): ExitStatus {
  const unknown = given.find((role) => !isRole(role));
  if (unknown !== undefined) {
    return fail(surroundings, {
      words: `there is no role "${unknown}"; the roles are ${roleNames.join(', ')}.`,
      status: 2,
    });
  }
  try {
    const { key, line } = createApiKey(name, given as readonly Role[]);
    surroundings.stdout.write(
      [
        'The key, shown only now:',
        `  ${key}`,
        'Its entry for the setting API_KEYS (several are divided by commas):',
        `  ${line}`,
        'Send it as "x-api-key: KEY" or "Authorization: Bearer KEY"; the commlog command takes it from COMMLOG_KEY.',
        'On one machine requests without a key are signed in as the local administrator anyway: to see keys at work there,',
        'send a wrong one (401), or try this one with the deployed app.',
        '',
      ].join('\n'),
    );
    return 0;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return fail(surroundings, {
      words: `--name cannot be used: ${error.message.replace(/^entry 1 has a name that is not/, 'a name is')}.`,
      status: 2,
    });
  }
}
