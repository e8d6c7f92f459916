/** PUT /categories/{name}: switches a category on or off. */
import { allCategories, categoryNamed } from '../shared/categories/index.ts';
import { problem } from '../shared/http/problems.ts';
import { json } from '../shared/http/reply.ts';
import { listCategories } from '../shared/switches/list-categories.ts';
import { switchCategory } from '../shared/switches/switch-category.ts';
import { register } from './register.ts';

register('switch-category', async ({ services, params, body, principal, count }) => {
  const category = categoryNamed(params.name);
  if (!category) {
    const known = allCategories.map(({ slug }) => slug).join(', ');
    return problem('not-found', { detail: `No category has this name. There are ${known}.` });
  }
  const outcome = await switchCategory(services, category, body.enabled, principal);
  if (outcome === 'conflict') return problem('conflict');
  count({ changed: outcome === 'changed' ? 1 : 0 });
  return json((await listCategories(services)).find(({ slug }) => slug === category.slug));
});
