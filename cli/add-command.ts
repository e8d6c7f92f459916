/** What a command of the command line is to the program that it belongs to. */
import type { Command } from 'commander';
import type { ExitStatus, Surroundings } from './surroundings.ts';

/** Hangs a command into the program; its action hands the exit status to `end`. */
export type AddCommand = (program: Command, surroundings: Surroundings, end: (status: ExitStatus) => void) => void;
