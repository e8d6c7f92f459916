/** Every HTTP operation: function options, access check, parameter checks and the API description are derived from these rows. */
import type { Route } from './route.ts';
import { byHandRoutes } from './routes/by-hand-routes.ts';
import { callRoutes } from './routes/call-routes.ts';
import { communicationRoutes } from './routes/communication-routes.ts';
import { deliveryRoutes } from './routes/delivery-routes.ts';
import { directoryRoutes } from './routes/directory-routes.ts';
import { doctorRoutes } from './routes/doctor-routes.ts';
import { eventRoutes } from './routes/event-routes.ts';
import { purgeRoutes } from './routes/purge-routes.ts';
import { recordRoutes } from './routes/record-routes.ts';
import { runRoutes } from './routes/run-routes.ts';
import { serviceRoutes } from './routes/service-routes.ts';
import { settingRoutes } from './routes/setting-routes.ts';
import { statusRoutes } from './routes/status-routes.ts';

/** Names are those of the Azure functions and of the audit's operations. */
export const routes = {
  ...deliveryRoutes,
  ...eventRoutes,
  ...recordRoutes,
  ...communicationRoutes,
  ...callRoutes,
  ...statusRoutes,
  ...runRoutes,
  ...byHandRoutes,
  ...directoryRoutes,
  ...purgeRoutes,
  ...settingRoutes,
  ...doctorRoutes,
  ...serviceRoutes,
} as const satisfies Record<string, Route>;

export type RouteName = keyof typeof routes;

/** The row of a name, with the type that all rows share. */
export function routeNamed(name: RouteName): Route {
  return routes[name];
}

/** All names, in the order of the table. */
export const routeNames = Object.keys(routes) as readonly RouteName[];
