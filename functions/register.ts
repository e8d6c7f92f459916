/** Registers an operation with the Functions host, as its route's row says. */
import { app } from '@azure/functions';
import type { Handler } from '../shared/http/call.ts';
import { endpoint } from '../shared/http/endpoint.ts';
import { type RouteName, routeNamed } from '../shared/http/routes.ts';

/** `handler` does the work of the route; what is the same for all routes happens around it. */
export function register<Name extends RouteName>(name: Name, handler: Handler<Name>): void {
  const { method, path, authLevel } = routeNamed(name);
  app.http(name, { methods: [method], route: path.slice(1), authLevel, handler: endpoint(name, handler) });
}
