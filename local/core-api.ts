/** The `@azure/functions-core` module that the real library looks for, supplied here in place of Azure's worker. */

import { registerHooks } from 'node:module';
import { consoleLog, type HostLog, type LogLevel } from './host-log.ts';
import type { ProgrammingModel } from './programming-model.ts';

export interface Binding {
  readonly type: string;
  readonly direction?: 'in' | 'out' | 'inout';
  readonly [option: string]: unknown;
}

/** As the library hands it over; durations are whole seconds. */
export interface RetryOptions {
  readonly retryStrategy?: 'fixedDelay' | 'exponentialBackoff';
  readonly maxRetryCount?: number;
  readonly delayInterval?: { readonly seconds?: number };
  readonly minimumInterval?: { readonly seconds?: number };
  readonly maximumInterval?: { readonly seconds?: number };
}

export interface FunctionMetadata {
  readonly name: string;
  readonly bindings: Readonly<Record<string, Binding>>;
  readonly retryOptions?: RetryOptions;
}

export type FunctionCallback = (...args: unknown[]) => unknown;

export interface RegisteredFunction {
  readonly metadata: FunctionMetadata;
  readonly callback: FunctionCallback;
}

export type HookName = 'appStart' | 'appTerminate' | 'preInvocation' | 'postInvocation';
type Hook = (context: object) => unknown;

/** One loading of an app: what it registered. */
export interface Registrations {
  readonly functions: Map<string, RegisteredFunction>;
  readonly hooks: Readonly<Record<HookName, Hook[]>>;
}

export interface Core {
  /** Starts taking registrations for a new loading. */
  open(log: HostLog): void;
  /** Ends it: what comes later throws in the app, as in the real worker. */
  seal(): Registrations;
  /** The model that the library set, once an app used it. */
  model(): ProgrammingModel | undefined;
  /** Runs the hooks of one kind in order of registration. */
  runHooks(name: HookName, context: object): Promise<void>;
}

class Disposable {
  readonly #onDispose: () => void;
  constructor(onDispose: () => void) {
    this.#onDispose = onDispose;
  }
  dispose(): void {
    this.#onDispose();
  }
}

const noRegistrations = (): Registrations => ({
  functions: new Map(),
  hooks: { appStart: [], appTerminate: [], preInvocation: [], postInvocation: [] },
});

function createCore(): { core: Core; module: object } {
  let current = noRegistrations();
  let previous = current;
  let taking = false;
  let model: ProgrammingModel | undefined;
  let log: HostLog = consoleLog;

  const registerFunction = (metadata: FunctionMetadata, callback: FunctionCallback): Disposable => {
    if (!taking) throw new Error('A function can only be registered during app startup.');
    if (current.functions.has(metadata.name)) {
      throw new Error(`A function with id "${metadata.name}" has already been registered.`);
    }
    current.functions.set(metadata.name, { metadata, callback });
    return new Disposable(() => current.functions.delete(metadata.name));
  };

  const registerHook = (name: string, hook: Hook): Disposable => {
    const hooks = current.hooks[name as HookName];
    if (hooks === undefined) throw new RangeError(`Unrecognized hook "${name}"`);
    hooks.push(hook);
    return new Disposable(() => hooks.splice(hooks.indexOf(hook), 1));
  };

  const core: Core = {
    open(to) {
      log = to;
      taking = true;
      previous = current;
      current = noRegistrations();
    },
    seal() {
      taking = false;
      // An app whose modules this process loaded before registers nothing when it is loaded again: it is still the app.
      if (current.functions.size === 0) current = previous;
      return current;
    },
    model: () => model,
    async runHooks(name, context) {
      for (const hook of current.hooks[name]) await hook(context);
    },
  };

  const module = {
    version: '3.9.1',
    hostVersion: '4.1037.0',
    Disposable,
    registerFunction,
    registerHook,
    setProgrammingModel: (next: ProgrammingModel) => {
      model = next;
    },
    getProgrammingModel: () => model,
    // The library's own chatter is nothing to the people who run the app; its warnings are.
    log: (level: LogLevel, category: string, message: string) =>
      log({ level: category === 'system' && level === 'information' ? 'debug' : level, message }),
  };
  return { core, module };
}

// On the global object, because the library keeps the first module it was given for the life of the process.
const holder = globalThis as unknown as Record<symbol, { core: Core; module: object } | undefined>;
const name = 'commlog.functions-core';
const url = 'commlog:functions-core';

/** The process's one core; the first call makes `@azure/functions-core` resolvable, so call it before any `app.…`. */
export function suppliedCore(): Core {
  const key = Symbol.for(name);
  const existing = holder[key];
  if (existing !== undefined) return existing.core;
  const made = createCore();
  holder[key] = made;
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === '@azure/functions-core'
        ? { url, format: 'commonjs', shortCircuit: true }
        : next(specifier, context),
    load: (address, context, next) =>
      address === url
        ? {
            format: 'commonjs',
            shortCircuit: true,
            source: `module.exports = globalThis[Symbol.for('${name}')].module;`,
          }
        : next(address, context),
  });
  return made.core;
}
