/** GET /categories: the categories, what is switched on, what was dropped, what last arrived. */
import { json } from '../shared/http/reply.ts';
import { listCategories } from '../shared/switches/list-categories.ts';
import { register } from './register.ts';

register('list-categories', async ({ services, count }) => {
  const items = await listCategories(services);
  count({ items: items.length });
  return json({ items, next: null });
});
