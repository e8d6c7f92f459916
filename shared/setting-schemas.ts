/** How the text of a setting becomes its value. Messages say what to do and never repeat the value, which may be a secret. */
import { z } from 'zod';
import { type ApiKey, readApiKeys } from './access/api-keys.ts';

/** A setting that may be absent: its value is undefined then. */
export function optional(schema: z.ZodType<string, string>): z.ZodType<string | undefined, string> {
  return z
    .literal('')
    .transform(() => undefined)
    .or(schema) as z.ZodType<string | undefined, string>;
}

export const wholeNumber = (least: number, most: number, unit: string): z.ZodType<number, string> =>
  z
    .string()
    .transform(Number)
    .refine((value) => Number.isInteger(value) && value >= least && value <= most, {
      error: `must be a whole number of ${unit} from ${least} to ${most}`,
    });

export const apiKeys: z.ZodType<readonly ApiKey[], string> = z.string().transform((text, context) => {
  const read = readApiKeys(text);
  if ('keys' in read) return read.keys;
  context.addIssue(read.mistake);
  return z.NEVER;
});

export const retentionDays: z.ZodType<number | 'never', string> = z.string().transform((text, context) => {
  if (text.toLowerCase() === 'never') return 'never';
  const days = Number(text);
  if (Number.isInteger(days) && days >= 1 && days <= 36_500) return days;
  const asked = 'set never to keep everything, or a whole number of days from 1 to 36500';
  context.addIssue(days === 0 ? `0 would delete every record at once; ${asked}` : asked);
  return z.NEVER;
});

export const timeZone: z.ZodType<string, string> = z.string().transform((text, context) => {
  try {
    // An offset is not a place: it does not know when summer time begins.
    if (/^[A-Za-z]/.test(text)) return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch {}
  context.addIssue('is not a time zone; set an IANA name such as Europe/Berlin or UTC');
  return z.NEVER;
});

const staleKinds = ['call', 'email', 'sms', 'chat', 'operation'] as const;

/** Hours for all kinds of communication, and for single ones: `24`, `24,email=72`. */
export const staleHours: z.ZodType<Readonly<Record<(typeof staleKinds)[number], number>>, string> = z
  .string()
  .transform((text, context) => {
    const [all = '', ...single] = text.split(',').map((part) => part.trim());
    const hours = Object.fromEntries(staleKinds.map((kind) => [kind, all]));
    for (const part of single) {
      const [kind = '', value = ''] = part.split('=').map((each) => each.trim());
      hours[Object.hasOwn(hours, kind) ? kind : ''] = value;
    }
    const read = Object.entries(hours).map(([kind, value]) => [kind, Number(value || Number.NaN)] as const);
    if (read.every(([kind, value]) => kind !== '' && Number.isInteger(value) && value >= 1 && value <= 8_784))
      return Object.fromEntries(read) as Record<(typeof staleKinds)[number], number>;
    context.addIssue(
      `must be hours from 1 to 8784, then other hours for single kinds (${staleKinds.join(', ')}): 24,email=72`,
    );
    return z.NEVER;
  });

export const connectionString = optional(
  z.string().regex(/(^|;)\s*(AccountName|TableEndpoint|UseDevelopmentStorage)\s*=/i, {
    error: 'is not a connection string of a storage account; copy it whole from "Access keys"',
  }),
);

/** The address of a service of a storage account. */
export const serviceAddress = (service: 'blob' | 'table') =>
  optional(
    z.url({ protocol: /^https?$/, error: `is not an address such as https://ACCOUNT.${service}.core.windows.net` }),
  );

export const clientId = optional(z.guid({ error: 'is not the client id (a GUID) of a managed identity' }));

/** Words divided by commas. */
export const words: z.ZodType<readonly string[], string> = z
  .string()
  .transform((text) => text.split(',').map((word) => word.trim()))
  .refine((list) => list.every((word) => /^[a-z0-9*.-]+$/i.test(word)), {
    error: 'must be names divided by commas',
  });

export const flag: z.ZodType<boolean, string> = z
  .string()
  .refine((text) => /^(true|false)$/i.test(text), { error: 'must be true or false' })
  .transform((text) => text.toLowerCase() === 'true');

/** Minutes since midnight. */
export const clockTime: z.ZodType<number, string> = z.string().transform((text, context) => {
  const match = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text);
  if (match) return Number(match[1]) * 60 + Number(match[2]);
  context.addIssue('must be a time of the day such as 04:25');
  return z.NEVER;
});
