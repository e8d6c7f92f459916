import { describe, expect, it } from 'vitest';
import { type SettingFacts, settingsTable } from '../../../shared/settings-table.ts';
import { textOf } from '../../architecture/project-files.ts';
import { appSettings, template } from '../infrastructure.ts';

/** App settings of the template that others read than Commlog, and who. */
const ofOthers: Readonly<Record<string, string>> = {
  AzureWebJobsStorage__credential: 'the Functions host: that the client id is one of a managed identity',
  EVENT_HUB_CONNECTION__credential: 'the Functions host, as above',
  EVENT_HUB_CONNECTION__clientId: 'the Functions host, which receives the events',
  APPLICATIONINSIGHTS_CONNECTION_STRING: 'the Functions host: where the log goes',
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'the Functions host: as whom it sends the log',
  OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID: 'App Service authentication: the identity that takes the place of a secret',
  MICROSOFT_PROVIDER_AUTHENTICATION_SECRET: 'App Service authentication: the secret, where there is one',
};

/** Settings that the template does not set, and why. */
const notSet: Readonly<Record<string, string>> = {
  AzureWebJobsStorage: 'a connection string: the account has no keys',
  ARCHIVE_STORAGE: 'a connection string: the archive is read by the identity',
  EVENT_HUB_CONNECTION: 'a connection string: the hub is read by the identity',
  EVENT_HUB_CONSUMER_GROUP: 'the hub is created for Commlog alone: its first consumer group is free',
};

const facts: Readonly<Record<string, SettingFacts<unknown>>> = settingsTable;
const set = appSettings('everything');
const known = Object.keys(facts).filter((name) => !(name in notSet));
const parameters = JSON.parse(textOf('infra/main.parameters.json')).parameters;

describe('the app settings of the template', () => {
  it('are the settings of the table, and those of the platform that are listed here', () => {
    expect(
      Object.keys(set).toSorted(),
      'Add the setting to infra/modules/app.bicep (and settings.bicep), or to one of the lists of this test, with the reason.',
    ).toEqual([...known, ...Object.keys(ofOthers)].toSorted());
  });

  it('are the same in every deployment, so that a redeployment takes back what was changed by hand', () => {
    for (const name of ['least', 'connected', 'existing'] as const)
      expect(Object.keys(appSettings(name))).toEqual(Object.keys(set));
  });

  it('that are not set are settings, and none of the secrets that a deployment needs is among them', () => {
    expect(Object.keys(notSet).filter((name) => !(name in facts))).toEqual([]);
    expect(set).toMatchObject({ HASH_KEY: "[parameters('hashKey')]", API_KEYS: "[parameters('apiKeys')]" });
  });

  it('that may be given are not secret, and are the same in the type, in the app and in what azd passes on', () => {
    const given = Object.keys(template.definitions?.['settingsType']?.properties ?? {});
    expect(given.length).toBeGreaterThan(10);
    expect(given.filter((name) => facts[name]?.secret)).toEqual([]);
    expect(Object.entries(parameters.settings.value)).toEqual(given.map((name) => [name, `\${${name}}`]));
    // Nothing that can be given is lost on the way: what is not, is empty and has its default.
    expect(Object.keys(set).filter((name) => set[name] === '')).toEqual(
      Object.keys(set).filter((name) => given.includes(name) && !(name in givenInTheCase)),
    );
    expect(set).toMatchObject(givenInTheCase);
  });

  it('name nothing that changes when timers run: schedules stand in the code, in UTC', () => {
    expect(Object.keys(set).filter((name) => /^(TZ|WEBSITE_TIME_ZONE)$|SCHEDULE/i.test(name))).toEqual([]);
  });

  it('read every value as they would on Azure', () => {
    for (const [name, value] of Object.entries(givenInTheCase))
      expect(facts[name]?.schema.safeParse(value).success, name).toBe(true);
  });
});

const givenInTheCase = { RETENTION_DAYS: '400', SILENCE_HOURS: '36', TIME_ZONE: 'Europe/Berlin' };
