/** The settings: what each is, its default, and what it does. */
import { z } from 'zod';
import {
  apiKeys,
  clientId,
  clockTime,
  connectionString,
  flag,
  optional,
  retentionDays,
  serviceAddress,
  staleHours,
  timeZone,
  wholeNumber,
  words,
} from './setting-schemas.ts';

export interface SettingFacts<T> {
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

export const settingsTable = {
  AzureWebJobsStorage: {
    schema: connectionString,
    default: '',
    sample: 'UseDevelopmentStorage=true',
    secret: true,
    help: 'Connection string of the storage account that holds everything. Not needed with AzureWebJobsStorage__tableServiceUri.',
  },
  AzureWebJobsStorage__tableServiceUri: {
    schema: serviceAddress('table'),
    default: '',
    help: 'Address of the account’s table service, when a managed identity takes the place of a connection string.',
  },
  AzureWebJobsStorage__clientId: {
    schema: clientId,
    default: '',
    help: 'Client id of the user-assigned identity; without it the app’s own identity is used.',
  },
  AzureWebJobsStorage__blobServiceUri: {
    schema: serviceAddress('blob'),
    default: '',
    help: 'Address of the account’s blob service, when the archive is in the same account and a managed identity reads it.',
  },
  ARCHIVE_STORAGE: {
    schema: connectionString,
    default: '',
    secret: true,
    help: 'Connection string of the storage account to which a diagnostic setting archives. Not needed where that is the app’s own account.',
  },
  ARCHIVE_STORAGE__blobServiceUri: {
    schema: serviceAddress('blob'),
    default: '',
    help: 'Address of the archive account’s blob service, when a managed identity takes the place of a connection string.',
  },
  ARCHIVE_STORAGE__clientId: {
    schema: clientId,
    default: '',
    help: 'Client id of the user-assigned identity that reads the archive; without it the app’s own identity is used.',
  },
  ARCHIVE_HISTORY_ORDER: {
    schema: z.enum(['newest', 'oldest'], { error: 'must be newest or oldest' }),
    default: 'newest',
    help: 'Which end of the archive’s history is read first: newest or oldest. Fresh blobs never wait for it.',
  },
  ARCHIVE_SETTLED_MINUTES: {
    schema: wholeNumber(1, 10_080, 'minutes'),
    default: '120',
    help: 'After how many minutes without growth a blob’s last line, which has no newline, is taken for whole.',
  },
  EVENT_HUB_CONNECTION: {
    schema: optional(
      z.string().regex(/(^|;)\s*Endpoint\s*=\s*sb:/i, {
        error: 'is not a connection string of an Event Hubs namespace; copy it whole from "Shared access policies"',
      }),
    ),
    default: '',
    secret: true,
    help: 'Connection string of the Event Hubs namespace to which a diagnostic setting streams. Without it (and without the next) no hub is read.',
  },
  EVENT_HUB_CONNECTION__fullyQualifiedNamespace: {
    schema: optional(
      z
        .string()
        .regex(/^[a-z0-9][a-z0-9.-]*\.[a-z]+$/i, { error: 'is not a name such as NAMESPACE.servicebus.windows.net' }),
    ),
    default: '',
    help: 'Host name of the namespace, when a managed identity takes the place of a connection string.',
  },
  EVENT_HUB_NAME: {
    schema: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,255}$/, { error: 'is not the name of an event hub' }),
    default: 'insights-logs',
    help: 'The event hub that the diagnostic setting names.',
  },
  EVENT_HUB_CONSUMER_GROUP: {
    schema: z.string().regex(/^[$A-Za-z0-9][A-Za-z0-9._-]{0,49}$/, { error: 'is not the name of a consumer group' }),
    default: '$Default',
    help: 'The consumer group of the hub; nobody else may read with it.',
  },
  EVENT_GRID_ORIGINS: {
    schema: words,
    default: 'eventgrid.azure.net',
    help: 'Origins that may send CloudEvents, divided by commas; * allows every one.',
  },
  KEEP_MESSAGE_TEXT: {
    schema: flag,
    default: 'false',
    help: 'Whether the text of SMS and chat messages, which events carry and logs do not, is kept: true or false.',
  },
  LOG_ANALYTICS_WORKSPACE_ID: {
    schema: optional(
      z.guid({ error: 'is not the id (a GUID) of a workspace; its overview page shows it as "Workspace ID"' }),
    ),
    default: '',
    help: 'Id of the Log Analytics workspace that is asked each night for what no other road brought.',
  },
  LOG_ANALYTICS_ENDPOINT: {
    schema: z.url({ protocol: /^https$/, error: 'is not an address such as https://api.loganalytics.io' }),
    default: 'https://api.loganalytics.io',
    help: 'Address of the query service; other clouds have others.',
  },
  LOG_ANALYTICS_CLIENT_ID: {
    schema: clientId,
    default: '',
    help: 'Client id of the user-assigned identity that asks the workspace; without it the app’s own identity is used.',
  },
  BACKFILL_FIRST_DAYS: {
    schema: wholeNumber(0, 4_383, 'days'),
    default: '30',
    help: 'How many days back the first night asks the workspace.',
  },
  NIGHTLY_AT: {
    schema: clockTime,
    default: '04:25',
    help: 'When the nightly run begins: hours and minutes in TIME_ZONE.',
  },
  SILENCE_HOURS: {
    schema: wholeNumber(1, 8_784, 'hours'),
    default: '24',
    help: 'After how many hours without any arrival the status says that nothing arrives.',
  },
  STALE_HOURS: {
    schema: staleHours,
    default: '24',
    help: 'After how many hours without a record a communication that has not ended is Stale: for all kinds, and for single ones, as 24,email=72.',
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
    help: 'After how many days records are no longer taken or shown, and a day later dropped: never, or 1 to 36500. The setting retention, which is changed while it runs, goes before it.',
  },
  TIME_ZONE: {
    schema: timeZone,
    default: 'UTC',
    help: 'IANA time zone of the times in lists and files where a request names none with tz. Storage and ranges are UTC.',
  },
} as const satisfies Record<string, SettingFacts<unknown>>;
