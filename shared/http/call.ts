/** What a handler is called with, typed by its route's row. */
import type { HttpRequest } from '@azure/functions';
import type { z } from 'zod';
import type { Principal } from '../access/principal.ts';
import type { Services } from '../services.ts';
import type { Reply } from './reply.ts';
import type { ParamName, Route } from './route.ts';
import type { RouteName, routes } from './routes.ts';

type Row<Name extends RouteName> = (typeof routes)[Name] & Route;

export interface Call<Name extends RouteName> {
  readonly services: Services;
  /** Only for the headers and a body that arrives as a stream; never its `params` or `query`. */
  readonly request: HttpRequest;
  readonly invocationId: string;
  /** `undefined` only where the route asks for none. */
  readonly principal: Row<Name>['action'] extends 'anonymous' ? Principal | undefined : Principal;
  /** The parameters of the path, decoded, never empty. */
  readonly params: Readonly<Record<ParamName<Row<Name>['path']>, string>>;
  /** Checked by the row's schema; where the handler reads the query itself, undefined. */
  readonly query: Row<Name> extends { queryReadBy: 'handler' } ? undefined : z.output<Row<Name>['query']>;
  readonly searchParams: URLSearchParams;
  /** Checked by the row's schema, where it declares a JSON body. */
  readonly body: Row<Name> extends { body: { json: infer Schema extends z.ZodType } } ? z.output<Schema> : undefined;
  /** When the row's seconds are over, by `services.clock`: ms since 1970. */
  readonly deadline: number;
  /** Aborts at the deadline, for what can only wait; what it throws becomes the problem `out-of-time`. */
  readonly signal: AbortSignal;
  /** Adds counts to the invocation's line in the log. Numbers only, so that no value can get there. */
  readonly count: (counts: Readonly<Record<string, number>>) => void;
}

/**
 * The work of one operation. Expected failures are returned as problems; what it throws becomes `storage-unavailable`,
 * `out-of-time` or `internal`, and only the log learns more.
 */
export type Handler<Name extends RouteName> = (call: Call<Name>) => Reply | Promise<Reply>;
