import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createApiKey } from '../shared/access/api-keys.ts';
import { readClientSettings, readSettings, settingsTable } from '../shared/settings.ts';

describe('settings', () => {
  it('hold their defaults when nothing is set', () => {
    const { settings, mistakes } = readSettings({});
    expect(mistakes).toEqual([]);
    expect(settings).toEqual({
      AzureWebJobsStorage: undefined,
      AzureWebJobsStorage__tableServiceUri: undefined,
      AzureWebJobsStorage__clientId: undefined,
      AzureWebJobsStorage__blobServiceUri: undefined,
      ARCHIVE_STORAGE: undefined,
      ARCHIVE_STORAGE__blobServiceUri: undefined,
      ARCHIVE_STORAGE__clientId: undefined,
      ARCHIVE_HISTORY_ORDER: 'newest',
      ARCHIVE_SETTLED_MINUTES: 120,
      EVENT_HUB_CONNECTION: undefined,
      EVENT_HUB_CONNECTION__fullyQualifiedNamespace: undefined,
      EVENT_HUB_NAME: 'insights-logs',
      EVENT_HUB_CONSUMER_GROUP: '$Default',
      EVENT_GRID_ORIGINS: ['eventgrid.azure.net'],
      KEEP_MESSAGE_TEXT: false,
      LOG_ANALYTICS_WORKSPACE_ID: undefined,
      LOG_ANALYTICS_ENDPOINT: 'https://api.loganalytics.io',
      LOG_ANALYTICS_CLIENT_ID: undefined,
      BACKFILL_FIRST_DAYS: 30,
      NIGHTLY_AT: 265,
      SILENCE_HOURS: 24,
      STALE_HOURS: { call: 24, email: 24, sms: 24, chat: 24, operation: 24 },
      HASH_KEY: undefined,
      API_KEYS: [],
      MAX_BODY_MIB: 100,
      MAX_RECORD_MIB: 10,
      RETENTION_DAYS: 'never',
      TIME_ZONE: 'UTC',
    });
  });

  it('take a blank text for nothing', () => {
    expect(readSettings({ MAX_BODY_MIB: '  ', HASH_KEY: '', API_KEYS: ' ' }).settings).toEqual(
      readSettings({}).settings,
    );
  });

  it.each([
    ['AzureWebJobsStorage', 'AccountName=talk;AccountKey=c2VjcmV0', 'AccountName=talk;AccountKey=c2VjcmV0'],
    [
      'AzureWebJobsStorage__tableServiceUri',
      'https://talk.table.core.windows.net',
      'https://talk.table.core.windows.net',
    ],
    ['AzureWebJobsStorage__clientId', '8f14e45f-ceea-467f-a0e6-6b4d0f3d1a11', '8f14e45f-ceea-467f-a0e6-6b4d0f3d1a11'],
    ['HASH_KEY', 'sixteen letters!', 'sixteen letters!'],
    ['MAX_BODY_MIB', '25', 25],
    ['MAX_RECORD_MIB', '1', 1],
    ['RETENTION_DAYS', 'Never', 'never'],
    ['RETENTION_DAYS', '36500', 36500],
    ['TIME_ZONE', 'europe/berlin', 'Europe/Berlin'],
    ['ARCHIVE_STORAGE__blobServiceUri', 'https://logs.blob.core.windows.net', 'https://logs.blob.core.windows.net'],
    ['ARCHIVE_HISTORY_ORDER', 'oldest', 'oldest'],
    [
      'EVENT_HUB_CONNECTION',
      'Endpoint=sb://talk.example/;SharedAccessKey=c2Vj',
      'Endpoint=sb://talk.example/;SharedAccessKey=c2Vj',
    ],
    ['EVENT_HUB_CONNECTION__fullyQualifiedNamespace', 'talk.servicebus.windows.net', 'talk.servicebus.windows.net'],
    ['EVENT_GRID_ORIGINS', 'eventgrid.azure.net, hooks.example', ['eventgrid.azure.net', 'hooks.example']],
    ['KEEP_MESSAGE_TEXT', 'True', true],
    ['BACKFILL_FIRST_DAYS', '0', 0],
    ['NIGHTLY_AT', '4:25', 265],
    ['NIGHTLY_AT', '23:59', 1439],
  ] as const)('read %s from %j', (name, text, value) => {
    const { settings, mistakes } = readSettings({ [name]: text });
    expect(mistakes).toEqual([]);
    expect(settings[name]).toEqual(value);
  });

  it.each([
    ['AzureWebJobsStorage', 'talk-storage', /connection string/],
    ['AzureWebJobsStorage__tableServiceUri', 'talk.table.core.windows.net', /https:\/\/ACCOUNT/],
    ['AzureWebJobsStorage__clientId', 'commlog', /GUID/],
    ['HASH_KEY', 'fifteen letters', /16/],
    ['API_KEYS', 'reporting:Operator', /commlog key create/],
    ['API_KEYS', `reporting:Reader:${'0'.repeat(64)}`, /Operator, Administrator/],
    ['MAX_BODY_MIB', '0', /1 to 1024/],
    ['MAX_BODY_MIB', '1.5', /1 to 1024/],
    ['MAX_RECORD_MIB', 'ten', /1 to 10/],
    ['RETENTION_DAYS', '0', /0 would delete every record at once/],
    ['RETENTION_DAYS', '36501', /1 to 36500/],
    ['RETENTION_DAYS', '-1', /set never/],
    ['TIME_ZONE', 'Lisbon', /IANA/],
    ['TIME_ZONE', '+02:00', /IANA/],
    ['ARCHIVE_STORAGE', 'logs', /connection string/],
    ['ARCHIVE_STORAGE__blobServiceUri', 'logs', /ACCOUNT\.blob/],
    ['ARCHIVE_HISTORY_ORDER', 'random', /newest or oldest/],
    ['ARCHIVE_SETTLED_MINUTES', '0', /1 to 10080/],
    ['EVENT_HUB_CONNECTION', 'talk', /Shared access policies/],
    ['EVENT_HUB_CONNECTION__fullyQualifiedNamespace', 'sb://talk', /NAMESPACE/],
    ['EVENT_HUB_NAME', 'a hub', /event hub/],
    ['EVENT_GRID_ORIGINS', 'https://a b', /commas/],
    ['KEEP_MESSAGE_TEXT', 'yes', /true or false/],
    ['LOG_ANALYTICS_WORKSPACE_ID', 'logs', /Workspace ID/],
    ['LOG_ANALYTICS_ENDPOINT', 'http://127.0.0.1', /https/],
    ['BACKFILL_FIRST_DAYS', '-1', /0 to 4383/],
    ['NIGHTLY_AT', '24:00', /04:25/],
    ['NIGHTLY_AT', 'noon', /04:25/],
    ['SILENCE_HOURS', '0', /1 to 8784/],
    ['STALE_HOURS', '0', /1 to 8784/],
    ['STALE_HOURS', '24,letter=3', /call, email/],
    ['STALE_HOURS', '24,email=soon', /24,email=72/],
  ] as const)('name %s when it is %j, say what to do, and go on with the default', (name, text, reason) => {
    const { settings, mistakes } = readSettings({ [name]: text });
    expect(mistakes).toHaveLength(1);
    expect(mistakes[0]).toEqual({ name, message: expect.stringMatching(reason) });
    expect(mistakes[0]?.message).toMatch(new RegExp(`^${name}: `));
    expect(settings[name]).toEqual(readSettings({}).settings[name]);
  });

  it('never repeat a value, which may be a secret in the wrong place', () => {
    const secret = 'gT5wQz81/LmVx!';
    for (const name of Object.keys(settingsTable)) {
      const { mistakes } = readSettings({ [name]: secret });
      expect(mistakes.map((mistake) => mistake.name)).toEqual([name]);
      expect(mistakes[0]?.message).not.toContain(secret);
    }
  });

  it('report every mistake at once', () => {
    const { mistakes } = readSettings({ TIME_ZONE: 'x', RETENTION_DAYS: 'x', MAX_BODY_MIB: 'x' });
    expect(mistakes.map(({ name }) => name)).toEqual(['MAX_BODY_MIB', 'RETENTION_DAYS', 'TIME_ZONE']);
  });

  it('read the line that createApiKey gives, several divided by commas, semicolons or line breaks', () => {
    const lines = ['a', 'b', 'c'].map((name) => createApiKey(name, ['Operator']).line);
    const { settings, mistakes } = readSettings({ API_KEYS: `${lines[0]}, ${lines[1]};\n${lines[2]}\n` });
    expect(mistakes).toEqual([]);
    expect(settings.API_KEYS.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  });

  it('of others are none of its business', () => {
    expect(readSettings({ MAX_BODY: 'x', COMMLOG_ANYTHING: 'x', FUNCTIONS_WORKER_RUNTIME: 'x' }).mistakes).toEqual([]);
  });

  it('stand in local.settings.sample.json with their defaults, and no secret with a value', () => {
    const sample = JSON.parse(readFileSync(new URL('../local.settings.sample.json', import.meta.url), 'utf8')) as {
      Values: Record<string, string>;
    };
    const { FUNCTIONS_WORKER_RUNTIME: runtime, ...values } = sample.Values;
    expect(runtime).toBe('node');
    const table = Object.entries<{ default: string; sample?: string }>(settingsTable);
    expect(values).toEqual(Object.fromEntries(table.map(([name, facts]) => [name, facts.sample ?? facts.default])));
    expect(readSettings(values).mistakes).toEqual([]);
  });

  it('of the command line are texts or absent', () => {
    expect(readClientSettings({ COMMLOG_URL: ' http://127.0.0.1:7071 ', COMMLOG_KEY: '' })).toEqual({
      COMMLOG_URL: 'http://127.0.0.1:7071',
      COMMLOG_KEY: undefined,
      COMMLOG_INGEST_KEY: undefined,
    });
  });
});

describe('the platform', () => {
  it.each([
    [
      { WEBSITE_SITE_NAME: 'talk', WEBSITE_INSTANCE_ID: 'one' },
      { onAzure: true, authenticates: false },
    ],
    [
      { WEBSITE_POD_NAME: 'two', WEBSITE_AUTH_ENABLED: 'True' },
      { onAzure: true, authenticates: true },
    ],
    [
      { WEBSITE_SKU: 'FlexConsumption', WEBSITE_AUTH_ENABLED: 'False' },
      { onAzure: true, authenticates: false },
    ],
    [{ WEBSITE_AUTH_ENABLED: 'True' }, { onAzure: false, authenticates: false }],
    [
      { WEBSITE_HOSTNAME: 'localhost:7071', CONTAINER_NAME: 'two' },
      { onAzure: false, authenticates: false },
    ],
  ])('with %j is %j', (env, facts) => {
    expect(readSettings(env).platform).toEqual(facts);
  });
});
