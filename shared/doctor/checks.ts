/** The checks of an installation, in the order in which they are shown. */
import { type RunKind, runKinds } from '../runs/run-kinds.ts';
import type { Check } from './check.ts';
import { access } from './checks/access.ts';
import { archive } from './checks/archive.ts';
import { categories } from './checks/categories.ts';
import { eventGrid } from './checks/event-grid.ts';
import { eventHub } from './checks/event-hub.ts';
import { hashKey } from './checks/hash-key.ts';
import { push } from './checks/push.ts';
import { retention } from './checks/retention.ts';
import { storageTables } from './checks/storage-tables.ts';
import { workspace } from './checks/workspace.ts';
import { runCheck } from './run-check.ts';

/** One for each kind of run that begins by itself. */
function runChecks(): Record<string, Check> {
  const kinds = Object.entries(runKinds) as [RunKind, { readonly everyMinutes?: number }][];
  return Object.fromEntries(
    kinds.flatMap(([kind, { everyMinutes }]) =>
      everyMinutes === undefined ? [] : [[`timer-${kind}`, runCheck(kind, everyMinutes)]],
    ),
  );
}

/** By their names in answers. */
export const checks: Readonly<Record<string, Check>> = {
  'storage-tables': storageTables,
  'hash-key': hashKey,
  access,
  retention,
  archive,
  workspace,
  'event-hub': eventHub,
  'event-grid': eventGrid,
  push,
  categories,
  ...runChecks(),
};
