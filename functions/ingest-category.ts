/** POST /ingest/{category}: takes diagnostic records of one category. */
import { categories, categoryNamed } from '../shared/categories/index.ts';
import { problem } from '../shared/http/problems.ts';
import { takeDelivery } from '../shared/http/take-delivery.ts';
import { register } from './register.ts';

register('ingest-category', (call) => {
  const category = categoryNamed(call.params.category);
  if (category?.kind === 'event') {
    return problem('not-found', {
      detail: `${category.title} is no category of logs; events are taken at /api/events.`,
    });
  }
  if (category) return takeDelivery(call, category);
  const names = categories.map(({ slug }) => slug).join(', ');
  return problem('not-found', { detail: `There is no category of that name. There are: ${names}.` });
});
