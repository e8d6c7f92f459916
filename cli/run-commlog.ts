/** Takes the arguments of the commlog command apart, runs what they name and gives the exit status. */
import { Command, CommanderError } from 'commander';
import { versionOf } from '../shared/version.ts';
import type { AddCommand } from './add-command.ts';
import { addBackfill } from './backfill.ts';
import { addDelete, addGenerate, addRegenerate } from './by-hand.ts';
import { addCopy } from './copy.ts';
import { addDirectory } from './directory.ts';
import { addDoctor } from './doctor.ts';
import { addExport } from './export.ts';
import { addFind } from './find.ts';
import { addImport } from './import.ts';
import { addKey } from './key.ts';
import { addPurge } from './purge.ts';
import { addSettings } from './settings.ts';
import { addStatus } from './status.ts';
import { type ExitStatus, fail, type Surroundings } from './surroundings.ts';

const settingsHelp = `
Settings (environment):
  COMMLOG_URL         where Commlog is, unless --url or --data says; without any the one that .commlog/local.json announces
  COMMLOG_KEY         an API key, for what reads
  COMMLOG_INGEST_KEY  a Functions key, for import into Azure

Exit status: 0 done, 1 failed, 2 misused.`;

const commands: readonly AddCommand[] = [
  addImport,
  addBackfill,
  addGenerate,
  addDelete,
  addRegenerate,
  addFind,
  addExport,
  addStatus,
  addDirectory,
  addCopy,
  addSettings,
  addPurge,
  addKey,
  addDoctor,
];

/** Runs one command line, without `node` and the file's name. Expected failures are said on stderr, never thrown. */
export async function runCommlog(args: readonly string[], surroundings: Surroundings): Promise<ExitStatus> {
  const { stdout, stderr } = surroundings;
  let status: ExitStatus = 0;
  const program = new Command('commlog')
    .description('The history of Azure Communication Services in your own storage, searchable.')
    .version(versionOf().version)
    .addHelpText('after', settingsHelp)
    .showHelpAfterError('(add --help for what the command takes)')
    .configureOutput({ writeOut: (text) => stdout.write(text), writeErr: (text) => stderr.write(text) })
    .exitOverride();
  for (const add of commands) {
    add(program, surroundings, (ended) => {
      status = ended;
    });
  }
  try {
    await program.parseAsync(isNamed(args[0]) ? args : ['generate', ...args], { from: 'user' });
    return status;
  } catch (error) {
    if (isSystemError(error)) return fail(surroundings, { words: `${error.message}.`, status: 1 });
    if (!(error instanceof CommanderError)) throw error;
    // Commander has said it already. Help that was asked for is no misuse; help for want of a command is.
    return error.exitCode === 0 ? 0 : 2;
  }
}

/** Whether the command line begins with a command, or asks about the program. Without one it means generate, as Wazo's does. */
function isNamed(first: string | undefined): boolean {
  return first !== undefined && (!first.startsWith('-') || ['-h', '--help', '-V', '--version'].includes(first));
}

/** Of the file system: its messages name the file and what is wrong, as in `EACCES: permission denied, scandir 'logs'`. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && typeof (error as NodeJS.ErrnoException).syscall === 'string';
}
