/** The options by which every command that asks a Commlog says which. */
import type { Command } from 'commander';

export interface TargetOptions {
  /** An address, as people paste it. */
  readonly url?: string;
  /** The folder on which a Commlog of this machine runs. */
  readonly data?: string;
}

/** Adds `--url` and `--data` to a command. */
export function withTargetOptions(command: Command): Command {
  return command
    .option('--url <url>', 'the Commlog at this address')
    .option('--data <folder>', 'the Commlog that "npm start -- --data FOLDER" runs on this machine');
}
