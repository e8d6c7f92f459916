/** The commlog command: what node runs. */
import { readClientSettings } from '../shared/settings.ts';
import { runCommlog } from './run-commlog.ts';

const { argv, stdin, stdout, stderr } = process;
// Whoever reads the output may stop reading, as `head` does.
stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
process.exitCode = await runCommlog(argv.slice(2), {
  ...{ stdin, stdout, stderr, folder: process.cwd(), settings: readClientSettings() },
});
