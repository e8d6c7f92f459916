/** State that belongs to one set of services, such as what it remembers of the store. */
import type { Services } from './services.ts';

/** Gives each services their own state, made at first use and gone with them. */
export function perServices<State>(create: (services: Services) => State): (services: Services) => State {
  const states = new WeakMap<Services, State>();
  return (services) => {
    const known = states.get(services);
    if (known !== undefined) return known;
    const made = create(services);
    states.set(services, made);
    return made;
  };
}
