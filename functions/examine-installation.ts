/** GET /doctor: what is wrong with this installation, and what to do about it. */
import { examineInstallation } from '../shared/doctor/examine-installation.ts';
import { json } from '../shared/http/reply.ts';
import { register } from './register.ts';

register('examine-installation', async ({ services, count }) => {
  const items = await examineInstallation(services);
  count({ failed: items.filter(({ state }) => state === 'failed').length });
  return json({ items, next: null });
});
