#!/usr/bin/env node
/** The `commlog` command: `cli/commlog.ts` on the Node that it needs. */
import { bootstrap } from '../bootstrap.mjs';

bootstrap(['cli/commlog.ts'].concat(process.argv.slice(2))).then((status) => {
  process.exitCode = status;
});
