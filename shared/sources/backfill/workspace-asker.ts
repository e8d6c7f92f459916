/** How this process asks the workspace of the settings. */
import { perServices } from '../../per-services.ts';
import type { Services } from '../../services.ts';
import { type AskWorkspace, logAnalytics } from '../log-analytics.ts';

const memoryOf = perServices((): { asker: Promise<AskWorkspace | undefined> | undefined } => ({ asker: undefined }));

/** Undefined where no workspace is set. Made once, so that its token is asked for once. */
export function workspaceAsker(services: Services): Promise<AskWorkspace | undefined> {
  const memory = memoryOf(services);
  memory.asker ??= services.workspace().then(
    (workspace) => workspace && logAnalytics(workspace),
    (error: unknown) => {
      memory.asker = undefined;
      throw error;
    },
  );
  return memory.asker;
}
