/** Registers functions with the Functions host: operations as their routes' rows say, and timers. */
import { app } from '@azure/functions';
import type { Handler } from '../shared/http/call.ts';
import { endpoint } from '../shared/http/endpoint.ts';
import { type RouteName, routeNamed } from '../shared/http/routes.ts';
import { type TimerHandler, timerFunction } from '../shared/runs/timer-function.ts';

/** `handler` does the work of the route; what is the same for all routes happens around it. */
export function register<Name extends RouteName>(name: Name, handler: Handler<Name>): void {
  const { method, path, authLevel } = routeNamed(name);
  app.http(name, { methods: [method], route: path.slice(1), authLevel, handler: endpoint(name, handler) });
}

/** `schedule`: six fields, UTC. What is the same for all timers happens around `handler`. */
export function registerTimer(name: string, schedule: string, handler: TimerHandler): void {
  app.timer(name, { schedule, handler: timerFunction(name, handler) });
}
