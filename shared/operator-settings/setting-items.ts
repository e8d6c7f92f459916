/** Settings as people see them: the value, where it comes from, and what it does; secrets never. */
import type { Services } from '../services.ts';
import { type SettingFacts, type SettingName, settingsTable } from '../settings.ts';
import type { OperatorSetting, OperatorValue } from './operator-setting.ts';
import { operatorSettings } from './operator-settings.ts';

export interface SettingItem {
  readonly name: string;
  /** `null`: none, or a secret. */
  readonly value: unknown;
  /** `app setting`: of the environment. `changed`: by operators, while it runs. */
  readonly from: 'app setting' | 'changed' | 'default';
  readonly secret: boolean;
  /** Whether it is changed here; app settings are changed where the app runs. */
  readonly changeable: boolean;
  readonly help: string;
  readonly changed?: { readonly at: string; readonly by: string };
  readonly effective?: unknown;
}

/** All: those that operators change first, then the app's, in the order of their tables. Throws StorageUnavailable. */
export async function settingItems(services: Services): Promise<SettingItem[]> {
  const own = await Promise.all(
    Object.entries<OperatorSetting>(operatorSettings).map(async ([name, setting]) =>
      operatorItem(name, setting, await setting.read(services)),
    ),
  );
  return [...own, ...(Object.keys(settingsTable) as SettingName[]).map((name) => appItem(services, name))];
}

export function operatorItem(
  name: string,
  { help }: OperatorSetting,
  { value, changed, effective }: OperatorValue,
): SettingItem {
  return {
    ...{ name, value, from: changed || !isUnset(value) ? 'changed' : 'default' },
    ...{ secret: false, changeable: true, help },
    ...(changed ? { changed } : {}),
    ...(effective === undefined ? {} : { effective }),
  };
}

/** Nothing in it, or only empty lists. */
function isUnset(value: unknown): boolean {
  return Object.values(value as object).every((one) => Array.isArray(one) && one.length === 0);
}

export function appItem({ settings, given }: Services, name: SettingName): SettingItem {
  const facts: SettingFacts<unknown> = settingsTable[name];
  const secret = facts.secret ?? false;
  return {
    name,
    value: secret ? null : (settings[name] ?? null),
    from: given.has(name) ? 'app setting' : 'default',
    ...{ secret, changeable: false, help: facts.help },
  };
}

export function isAppSetting(name: string): name is SettingName {
  return Object.hasOwn(settingsTable, name);
}
