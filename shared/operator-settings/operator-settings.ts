/** The settings that operators change while Commlog runs; those of the app itself stand in settings-table.ts. */
import { categories } from './categories-setting.ts';
import type { OperatorSetting } from './operator-setting.ts';
import { retention } from './retention-setting.ts';

export const operatorSettings = { retention, categories } as const satisfies Record<string, OperatorSetting>;

export type OperatorSettingName = keyof typeof operatorSettings;

export const operatorSettingNames = Object.keys(operatorSettings) as readonly OperatorSettingName[];

/** The row of a name; undefined where no operator setting has it. */
export function operatorSettingNamed(name: string): OperatorSetting | undefined {
  return Object.hasOwn(operatorSettings, name) ? operatorSettings[name as OperatorSettingName] : undefined;
}
