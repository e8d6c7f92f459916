import { describe, expect, it } from 'vitest';
import { textOf } from '../../architecture/project-files.ts';
import { deployed } from '../infrastructure.ts';

interface Rule {
  readonly displayName: string;
  readonly description: string;
  readonly evaluationFrequency: string;
  readonly windowSize: string;
  readonly overrideQueryTimeRange: string | null;
  readonly criteria: { readonly allOf: readonly { readonly query: string; readonly threshold: number }[] };
  readonly actions: unknown;
}

const rulesOf = (name: 'least' | 'everything' | 'existing'): ReadonlyMap<string, Rule> =>
  new Map(
    deployed(name)
      .filter(({ type }) => type === 'Microsoft.Insights/scheduledQueryRules')
      .map(({ name: own, properties }) => [own.replace(/^alert-(.*)-\w+$/, '$1'), properties as unknown as Rule]),
  );
const queryOf = (rule: Rule | undefined) => rule?.criteria.allOf[0]?.query ?? '';

describe('the alert rules', () => {
  const rules = rulesOf('everything');

  it('are about arrivals, failures, poison lines and the purge', () => {
    expect([...rules.keys()].toSorted()).toEqual(['failures', 'no-arrivals', 'poison-lines', 'purge-not-run']);
  });

  it.each([...rules])('%s has a section of its own in docs/operations.md, to which it points', (name, rule) => {
    expect(rule.description).toContain(`docs/operations.md, ${name}`);
    expect(textOf('docs/operations.md')).toMatch(new RegExp(`^## .*\`${name}\``, 'm'));
  });

  it.each([...rules])('%s asks with its file of infra/modules/queries', (name, rule) => {
    const text = textOf(`infra/modules/queries/${name}.kql`);
    expect(queryOf(rule).replace('silence = 36h', 'silence = 24h')).toBe(text);
  });

  it.each([...rules])('%s fires at the first row, and looks as far back as its query does', (_name, rule) => {
    expect(rule.criteria.allOf).toHaveLength(1);
    expect(rule.criteria.allOf[0]?.threshold).toBe(0);
    const looksBack = /ago\(/.test(queryOf(rule));
    expect([rule.windowSize, rule.overrideQueryTimeRange]).toEqual(looksBack ? ['P1D', 'P2D'] : ['PT1H', null]);
  });

  it('tell those who are named, and nobody where nobody is', () => {
    for (const rule of rules.values()) expect(JSON.stringify(rule.actions)).toContain('/actionGroups/');
    for (const rule of rulesOf('least').values()) expect(rule.actions).toBeNull();
    const [people] = deployed('everything').filter(({ type }) => type === 'Microsoft.Insights/actionGroups');
    expect(JSON.stringify(people?.properties)).toContain('operators@example.com');
  });

  it('speak of silence after as many hours as the status does', () => {
    expect(queryOf(rulesOf('everything').get('no-arrivals'))).toContain('let silence = 36h;');
    expect(queryOf(rulesOf('least').get('no-arrivals'))).toContain('let silence = 24h;');
  });

  it('leave silence to the status where it may last longer than Azure looks back', () => {
    expect([...rulesOf('existing').keys()].toSorted()).toEqual(['failures', 'poison-lines', 'purge-not-run']);
  });
});
