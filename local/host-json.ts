/** What the local host takes from host.json, as Azure does. */

import { readFileSync } from 'node:fs';
import { z } from 'zod';

const schema = z.object({
  functionTimeout: z
    .string()
    .regex(/^\d{1,2}:\d{2}:\d{2}$/)
    .optional(),
  extensions: z.object({ http: z.object({ routePrefix: z.string().optional() }).optional() }).optional(),
});

export interface HostJson {
  readonly routePrefix?: string;
  /** Milliseconds. */
  readonly functionTimeout?: number;
}

/** Without the file: nothing, and the host's own defaults hold. Throws when the file is not what Azure takes. */
export function readHostJson(path: string): HostJson {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return {};
  }
  const { functionTimeout, extensions } = schema.parse(JSON.parse(text));
  const [hours = 0, minutes = 0, seconds = 0] = functionTimeout?.split(':').map(Number) ?? [];
  const routePrefix = extensions?.http?.routePrefix;
  return {
    ...(routePrefix === undefined ? {} : { routePrefix }),
    ...(functionTimeout === undefined ? {} : { functionTimeout: ((hours * 60 + minutes) * 60 + seconds) * 1000 }),
  };
}
