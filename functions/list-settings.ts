/** GET /settings: every setting with its value, where that comes from, and what it does. */
import { json } from '../shared/http/reply.ts';
import { settingItems } from '../shared/operator-settings/setting-items.ts';
import { register } from './register.ts';

register('list-settings', async ({ services }) => json({ items: await settingItems(services), next: null }));
