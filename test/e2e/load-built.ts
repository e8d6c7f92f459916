/** Loads a bundle into this process, with services that are made by its own code. */

import { createRequire } from 'node:module';
import type { createServices, provideServices, Services, ServicesOptions } from '../../shared/services.ts';

/** What the module of the app exports, to whoever loads it in place of Azure's worker. */
interface AppModule {
  readonly createServices: typeof createServices;
  readonly provideServices: typeof provideServices;
}

/** `@azure/functions-core` has to be supplied before. Fails where the settings are wrong. */
export async function loadBuilt(bundle: string, options: ServicesOptions): Promise<Services> {
  // Node's own loader, whatever runs this: the bundle is taken as it is.
  const app: AppModule = createRequire(import.meta.url)(bundle);
  const services = await app.createServices(options);
  if (services.mistakes.length > 0) throw new Error(services.mistakes.map(({ message }) => message).join('\n'));
  app.provideServices(services);
  return services;
}
