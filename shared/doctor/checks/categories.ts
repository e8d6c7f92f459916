/** Which categories are switched on here, and never came by any road. */
import { readArrivals } from '../../arrivals/arrivals.ts';
import { categories as allLogs } from '../../categories/index.ts';
import { readSwitchedOff } from '../../switches/switches.ts';
import { defineCheck } from '../check.ts';
import { listedWords } from '../listed-words.ts';

export const categories = defineCheck({
  title: 'Categories',
  faults: {
    nothing: {
      state: 'warning',
      remedy:
        'Make a diagnostic setting for each Communication Services resource, with the categories, to one of the roads above.',
    },
    missing: {
      state: 'warning',
      remedy:
        'Tick those that you want in the diagnostic setting of each Communication Services resource; switch the others off here: PUT /api/categories/NAME with {"enabled": false}.',
    },
  },
  async examine({ services }) {
    const [off, arrivals] = await Promise.all([readSwitchedOff(services), readArrivals(services)]);
    const wanted = allLogs.filter(({ retired, slug }) => !retired && !off.has(slug));
    const missing = wanted.filter(({ slug }) => !arrivals.has(slug));
    if (wanted.length > 0 && missing.length === wanted.length)
      return { fault: 'nothing', finding: 'No record of any category that is switched on has ever come.' };
    const came = `Of ${wanted.length} categories that are switched on, ${wanted.length - missing.length} have come`;
    if (missing.length === 0) return { finding: `${came}.` };
    return { fault: 'missing', finding: `${came}; never ${listedWords(missing.map(({ name }) => name))}.` };
  },
});
