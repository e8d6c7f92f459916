/** GET /settings/{name}: one setting, what follows from it, and the tag by which it is changed. */
import { json, type Reply } from '../shared/http/reply.ts';
import { noSetting } from '../shared/http/setting-problems.ts';
import { operatorSettingNamed } from '../shared/operator-settings/operator-settings.ts';
import { appItem, isAppSetting, operatorItem } from '../shared/operator-settings/setting-items.ts';
import type { Services } from '../shared/services.ts';
import { register } from './register.ts';

register('get-setting', ({ services, params }) => settingReply(services, params.name));

/** The setting as it stands. */
export async function settingReply(services: Services, name: string): Promise<Reply> {
  const setting = operatorSettingNamed(name);
  if (!setting) return isAppSetting(name) ? json(appItem(services, name)) : noSetting();
  const read = await setting.read(services);
  return json(operatorItem(name, setting, read), { headers: { etag: `"${read.tag}"` } });
}
