/** The settings: what each is, and the only reader of the environment. */
import type { z } from 'zod';
import { type Platform, platformOf } from './platform.ts';
import { type SettingFacts, settingsTable } from './settings-table.ts';

export { type SettingFacts, settingsTable };

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
  /** The settings that the environment names; the others have their defaults. */
  readonly given: ReadonlySet<SettingName>;
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
  const names = Object.keys(settingsTable) as SettingName[];
  const given = new Set(names.filter((name) => Boolean(env[name]?.trim())));
  return { settings: values as Settings, platform: platformOf(env), given, mistakes };
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

/** The text of a variable that a user named, for what must not stand on a command line. Undefined where it is not set. */
export function variableNamed(name: string, env: Environment = process.env): string | undefined {
  return env[name]?.trim() || undefined;
}
