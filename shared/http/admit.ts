/** The access check: whether a request may go on, and as whom. */
import { type Principal, principalOf } from '../access/principal.ts';
import { actions, mayDo, rolesFor } from '../access/roles.ts';
import type { Services } from '../services.ts';
import { type Problem, problem } from './problems.ts';
import type { Route } from './route.ts';

/** The principal, undefined where the route needs none, or the problem that ends the request. */
export function admit(
  route: Route,
  headers: Pick<Headers, 'get'>,
  services: Services,
): Principal | undefined | Problem {
  // With a wrong setting nobody can say who is asking, or where to store.
  if (services.mistakes.length > 0 && !route.worksMisconfigured) return problem('settings-invalid');
  if (route.action === 'anonymous') return undefined;
  const asking = principalOf(headers, {
    apiKeys: services.settings.API_KEYS,
    platformAuthenticates: services.platform.authenticates,
    localPrincipal: services.localPrincipal,
  });
  if (asking === 'anonymous') return problem('unauthenticated');
  if (asking === 'unknown') {
    return problem('unauthenticated', {
      detail: 'The key or token that was sent is not known here; it may have been replaced.',
    });
  }
  if (mayDo(asking.roles, route.action)) return asking;
  const detail = `To ${actions[route.action].meaning} takes the role ${rolesFor(route.action).join(' or ')}.`;
  return problem('forbidden', { detail });
}
