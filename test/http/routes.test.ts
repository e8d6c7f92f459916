import { describe, expect, it } from 'vitest';
import { routeNamed, routeNames } from '../../shared/http/routes.ts';

const segments = (path: string) => path.toLowerCase().split('/');
const isParameter = (segment: string) => segment.startsWith('{');

/** Whether some address fits both paths. */
function overlap(one: string, other: string): boolean {
  const [a, b] = [segments(one), segments(other)];
  return (
    a.length === b.length &&
    a.every((part, index) => part === b[index] || isParameter(part) || isParameter(b[index] ?? ''))
  );
}

describe('routes', () => {
  it('never overlap: the host takes the first by alphabet, not the closest', () => {
    for (const name of routeNames) {
      for (const other of routeNames) {
        if (name >= other || routeNamed(name).method !== routeNamed(other).method) continue;
        expect(overlap(routeNamed(name).path, routeNamed(other).path), `${name} and ${other}`).toBe(false);
      }
    }
  });

  it('have names that every host and file system takes', () => {
    for (const name of routeNames) expect(name).toMatch(/^[a-z][a-z-]{2,50}$/);
  });

  it('have parameters that fill a segment, are never optional, and are all described', () => {
    for (const name of routeNames) {
      const { path, params = {} } = routeNamed(name);
      const named = segments(path).filter((part) => part.includes('{'));
      for (const part of named) expect(part).toMatch(/^\{[a-z]+\}$/);
      expect(Object.keys(params)).toEqual(named.map((part) => part.slice(1, -1)));
    }
  });

  it('keep clear of what belongs to the host', () => {
    for (const name of routeNames) expect(routeNamed(name).path).not.toMatch(/^\/(admin|runtime)(\/|$)/);
  });

  it('ask for a principal or a key of the host, except health', () => {
    const open = routeNames.filter(
      (name) => routeNamed(name).authLevel === 'anonymous' && routeNamed(name).action === 'anonymous',
    );
    expect(open).toEqual(['health']);
  });

  it('end before Azure’s load balancer does, after 230 seconds', () => {
    for (const name of routeNames) expect(routeNamed(name).seconds).toBeLessThan(230);
  });
});
