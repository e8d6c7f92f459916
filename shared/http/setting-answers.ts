/** The shapes of settings in answers. */
import { z } from 'zod';

export const settingItemAnswer = z.object({
  name: z.string(),
  value: z.unknown().describe('null: none, or a secret.'),
  from: z
    .enum(['app setting', 'changed', 'default'])
    .describe('app setting: of the environment; changed: here, by somebody; default: by nobody.'),
  secret: z.boolean(),
  changeable: z.boolean().describe('Whether it is changed here, by PUT; app settings are changed where the app runs.'),
  help: z.string(),
  changed: z.object({ at: z.iso.datetime(), by: z.string() }).optional().describe('The last change.'),
  effective: z.unknown().optional().describe('What follows from it, and where each part comes from.'),
});

export const settingList = z.object({ items: z.array(settingItemAnswer), next: z.null() });
