/** What a row of the table of routes says. */
import type { z } from 'zod';
import type { Action } from '../access/roles.ts';
import type { ProblemCode } from './problems.ts';

/** A body that `endpoint` reads and checks, or one that the handler reads as it arrives. */
export type RouteBody =
  /** `optional`: no body is `{}`. */
  | { readonly json: z.ZodType; readonly description: string; readonly optional?: true }
  | { readonly stream: readonly string[]; readonly description: string };

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'OPTIONS';
  /** Below `/api`: `/records/{id}`. Every parameter fills a whole segment and is never optional. */
  readonly path: `/${string}`;
  /** Who lets the request in: the Functions host by a key, or Commlog alone. */
  readonly authLevel: 'function' | 'anonymous';
  /** What a principal must be allowed to do; `anonymous`: no principal is asked for. */
  readonly action: Action | 'anonymous';
  /** What the operation does, in a few words. */
  readonly summary: string;
  readonly description: string;
  /** The meaning of each parameter of the path. */
  readonly params?: Readonly<Record<string, string>>;
  /** The parameters of the query string, with their descriptions. */
  readonly query: z.ZodObject;
  /**
   * `handler`: parameters beyond the declared ones depend on the data, so the handler reads `call.searchParams`, and names
   * every mistake in one problem. Otherwise `endpoint` does, and unknown parameters are mistakes.
   */
  readonly queryReadBy?: 'handler';
  readonly body?: RouteBody;
  readonly answer: {
    readonly description: string;
    /** By media type; a text that is not JSON has only a description. */
    readonly content: Readonly<Record<string, z.ZodType | string>>;
    /** Where it is not 200. */
    readonly status?: number;
    /** The same body is also the answer with these statuses. */
    readonly alsoStatus?: Readonly<Record<number, string>>;
  };
  /** Beyond those that every operation can meet. */
  readonly problems: readonly ProblemCode[];
  /** Seconds after which `call.signal` aborts. */
  readonly seconds: number;
  /** Answers even while the settings are wrong. */
  readonly worksMisconfigured?: true;
}

/** The names of the parameters in a path. */
export type ParamName<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParamName<Rest>
  : never;
