/** commlog directory: puts people into the directory, and lists them. */
import type { AddCommand } from './add-command.ts';
import { type ImportPeopleOptions, importPeople } from './directory/import-people.ts';
import { type ListPeopleOptions, listPeople } from './directory/list-people.ts';
import { withTargetOptions } from './target-options.ts';

const importDetails = `
A file is CSV in UTF-8. Its first line names the columns: id, name, numbers, addresses, identities, user field (tags, divided
by commas), active, ignores. Only name is needed; several values in a column are divided by ";". People who are in no
line, and columns that the file lacks, stay as they are. Importing again is harmless.
Exit status 1: a file or a line of it was not taken.`;

export const addDirectory: AddCommand = (program, surroundings, end) => {
  const directory = program.command('directory').description('say who numbers, addresses and identities belong to');
  withTargetOptions(directory.command('import'))
    .description('put the people of CSV files into the directory')
    .argument('<file...>', 'CSV files; - reads standard input')
    .option('--dry-run', 'only say what would become of each line; stores nothing')
    .addHelpText('after', importDetails)
    .action(async (files: string[], options: ImportPeopleOptions) =>
      end(await importPeople(surroundings, files, options)),
    );
  withTargetOptions(directory.command('list'))
    .description('list the people of the directory')
    .option('--search <text>', 'only those who have this text in a field')
    .action(async (options: ListPeopleOptions) => end(await listPeople(surroundings, options)));
};
