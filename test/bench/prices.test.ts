import { describe, expect, it } from 'vitest';
import { prices, pricesOf } from '../../bench/support-prices.ts';
import { textOf } from '../architecture/project-files.ts';

describe('the prices', () => {
  const page = textOf('docs/deploy.md');

  it.each(Object.values(prices))(
    '$what stands on the page of deploying as it is reckoned with',
    ({ what, dollars, per }) => {
      expect(page, 'Make the table of docs/deploy.md that of bench/support-prices.ts.').toContain(
        `| ${what} | ${dollars} | ${per} |`,
      );
    },
  );

  it('have their date there', () => {
    expect(page).toContain(`As of ${pricesOf}`);
  });
});
