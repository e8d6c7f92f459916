/** Which function a request is for, by the real host's rule: the first match in the order of names wins. */

import type { AppFunction } from './app-functions.ts';
import { matchRoute } from './route-template.ts';

export type Match =
  | { readonly kind: 'function'; readonly function: AppFunction; readonly parameters: Readonly<Record<string, string>> }
  /** A route this host cannot read might have taken it. */
  | { readonly kind: 'unsupported'; readonly words: string }
  /** 404 with an empty body: no route, or no function that lists the method. */
  | { readonly kind: 'none' };

export type Router = (method: string, path: readonly string[]) => Match;

/** `functions` in their order; `prefix` without slashes, '' for none. Paths are decoded segments. */
export function routerOf(functions: readonly AppFunction[], prefix: string): Router {
  const prefixes = prefix === '' ? [] : prefix.toLowerCase().split('/');
  return (method, path) => {
    const segments = path.at(-1) === '' ? path.slice(0, -1) : path;
    if (prefixes.some((segment, index) => segments[index]?.toLowerCase() !== segment)) return { kind: 'none' };
    const rest = segments.slice(prefixes.length);
    for (const one of functions) {
      if (one.trigger.kind !== 'http' || !one.trigger.methods.includes(method)) continue;
      const parameters = matchRoute(one.trigger.route, rest);
      if (parameters === undefined) continue;
      const { unsupported } = one.trigger.route;
      if (unsupported !== undefined) return { kind: 'unsupported', words: `Function "${one.name}": ${unsupported}.` };
      return { kind: 'function', function: one, parameters };
    }
    return { kind: 'none' };
  };
}
