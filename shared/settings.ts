/** The settings: what each is, and the only reader of the environment. */
import { z } from 'zod';
import { type ApiKey, readApiKeys } from './access/api-keys.ts';
import { type Platform, platformOf } from './platform.ts';

interface SettingFacts<T> {
  /** From text to value. Messages say what to do and never repeat the value, which may be a secret in the wrong place. */
  readonly schema: z.ZodType<T, string>;
  /** The text that holds when none is set; `''`: the setting is not needed. */
  readonly default: string;
  /** For people: what it does and what it takes. */
  readonly help: string;
  /** The value must not be shown. */
  readonly secret?: true;
  /** What stands in `local.settings.sample.json` where that is not the default. */
  readonly sample?: string;
}

/** A setting that may be absent: its value is undefined then. */
function optional(schema: z.ZodType<string, string>): z.ZodType<string | undefined, string> {
  return z
    .literal('')
    .transform(() => undefined)
    .or(schema) as z.ZodType<string | undefined, string>;
}

const wholeNumber = (least: number, most: number, unit: string): z.ZodType<number, string> =>
  z
    .string()
    .transform(Number)
    .refine((value) => Number.isInteger(value) && value >= least && value <= most, {
      error: `must be a whole number of ${unit} from ${least} to ${most}`,
    });

const apiKeys: z.ZodType<readonly ApiKey[], string> = z.string().transform((text, context) => {
  const read = readApiKeys(text);
  if ('keys' in read) return read.keys;
  context.addIssue(read.mistake);
  return z.NEVER;
});

const retentionDays: z.ZodType<number | 'never', string> = z.string().transform((text, context) => {
  if (text.toLowerCase() === 'never') return 'never';
  const days = Number(text);
  if (Number.isInteger(days) && days >= 1 && days <= 36_500) return days;
  const asked = 'set never to keep everything, or a whole number of days from 1 to 36500';
  context.addIssue(days === 0 ? `0 would delete every record at once; ${asked}` : asked);
  return z.NEVER;
});

const timeZone: z.ZodType<string, string> = z.string().transform((text, context) => {
  try {
    // An offset is not a place: it does not know when summer time begins.
    if (/^[A-Za-z]/.test(text)) return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch {}
  context.addIssue('is not a time zone; set an IANA name such as Europe/Berlin or UTC');
  return z.NEVER;
});

const connectionString = optional(
  z.string().regex(/(^|;)\s*(AccountName|TableEndpoint|UseDevelopmentStorage)\s*=/i, {
    error: 'is not a connection string of a storage account; copy it whole from "Access keys"',
  }),
);

export const settingsTable = {
  AzureWebJobsStorage: {
    schema: connectionString,
    default: '',
    sample: 'UseDevelopmentStorage=true',
    secret: true,
    help: 'Connection string of the storage account that holds everything. Not needed with AzureWebJobsStorage__tableServiceUri.',
  },
  AzureWebJobsStorage__tableServiceUri: {
    schema: optional(
      z.url({ protocol: /^https?$/, error: 'is not an address such as https://ACCOUNT.table.core.windows.net' }),
    ),
    default: '',
    help: 'Address of the account’s table service, when a managed identity takes the place of a connection string.',
  },
  AzureWebJobsStorage__clientId: {
    schema: optional(z.guid({ error: 'is not the client id (a GUID) of a managed identity' })),
    default: '',
    help: 'Client id of the user-assigned identity; without it the app’s own identity is used.',
  },
  HASH_KEY: {
    schema: optional(z.string().min(16, { error: 'is too short; set at least 16 random characters' })),
    default: '',
    secret: true,
    help: 'Key of the hashes under which values are looked up. Without it a key is made once and kept in storage. Never change it: what is stored could not be found.',
  },
  API_KEYS: {
    schema: apiKeys,
    default: '',
    secret: true,
    help: 'API keys as name:Role[+Role]:sha256, divided by commas; "commlog key create" makes a key and prints its entry.',
  },
  MAX_BODY_MIB: {
    schema: wholeNumber(1, 1024, 'MiB'),
    default: '100',
    help: 'How large the body of a delivery may be, unpacked, in MiB.',
  },
  MAX_RECORD_MIB: {
    schema: wholeNumber(1, 10, 'MiB'),
    default: '10',
    help: 'How large one record may be, in MiB.',
  },
  RETENTION_DAYS: {
    schema: retentionDays,
    default: 'never',
    help: 'After how many days records are no longer taken or shown: never, or 1 to 36500.',
  },
  TIME_ZONE: {
    schema: timeZone,
    default: 'UTC',
    help: 'IANA time zone of the times in lists and files where a request names none with tz. Storage and ranges are UTC.',
  },
} as const satisfies Record<string, SettingFacts<unknown>>;

export type SettingName = keyof typeof settingsTable;

/** The value of every setting, by its name. */
export type Settings = { readonly [Name in SettingName]: z.output<(typeof settingsTable)[Name]['schema']> };

/** A setting that is wrong, why, and what to do; never its value. */
export interface Mistake {
  readonly name: string;
  readonly message: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

export interface ReadSettings {
  /** Where a setting is wrong, its default. */
  readonly settings: Settings;
  readonly platform: Platform;
  /** Empty when all is well. */
  readonly mistakes: readonly Mistake[];
}

/** Reads every setting; never throws. Blank text is as good as none; names that are not in the table are not Commlog's. */
export function readSettings(env: Environment = process.env): ReadSettings {
  const mistakes: Mistake[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, facts] of Object.entries<SettingFacts<unknown>>(settingsTable)) {
    const read = facts.schema.safeParse(env[name]?.trim() || facts.default);
    if (!read.success) {
      const reason = read.error.issues.map((issue) => issue.message).join('; ');
      mistakes.push({ name, message: `${name}: ${reason}.` });
    }
    values[name] = read.success ? read.data : facts.schema.parse(facts.default);
  }
  return { settings: values as Settings, platform: platformOf(env), mistakes };
}

/** What the command line reads: where Commlog is, and the keys to send. */
export interface ClientSettings {
  readonly COMMLOG_URL: string | undefined;
  readonly COMMLOG_KEY: string | undefined;
  readonly COMMLOG_INGEST_KEY: string | undefined;
}

/** Reads the settings of the command line. */
export function readClientSettings(env: Environment = process.env): ClientSettings {
  const text = (name: keyof ClientSettings) => env[name]?.trim() || undefined;
  return {
    COMMLOG_URL: text('COMMLOG_URL'),
    COMMLOG_KEY: text('COMMLOG_KEY'),
    COMMLOG_INGEST_KEY: text('COMMLOG_INGEST_KEY'),
  };
}
