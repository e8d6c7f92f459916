/** The local host: loads the app through the real library and serves it as the real Functions host would. */

import { Agent } from 'node:http';
import { answersOf } from './answers.ts';
import { type AppFunction, appFunctionsOf, type SettingLookup } from './app-functions.ts';
import { suppliedCore } from './core-api.ts';
import { errorText } from './error-text.ts';
import { consoleLog, type HostLog } from './host-log.ts';
import { type Answer, listenLocally } from './http-server.ts';
import { trackInFlight } from './in-flight.ts';
import { loadApp } from './load-app.ts';
import { type ScheduleStatusStore, statusInMemory } from './schedule-status.ts';
import { invokeTimer } from './timer-invocation.ts';
import { startTimer, type Timer, type TimerInfo } from './timers.ts';

export interface HostOptions {
  /** Imports the app's modules, which register their functions with `@azure/functions`. */
  readonly load: () => Promise<unknown>;
  /** 0: any free one. */
  readonly port: number;
  readonly log?: HostLog;
  /** Values for `%NAME%` in schedules and routes. */
  readonly setting?: SettingLookup;
  /** `extensions.http.routePrefix` of host.json; default `api`. */
  readonly routePrefix?: string;
  /** `functionTimeout` of host.json in milliseconds; default 30 minutes. */
  readonly functionTimeout?: number;
  /** Where timers remember their last run; default: in memory. */
  readonly scheduleStatus?: ScheduleStatusStore;
  /** False: timers run only by hand. */
  readonly runTimers?: boolean;
}

export interface Host {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly url: string;
  /** All that registered, in the order of their names. */
  functions(): readonly AppFunction[];
  /** Runs a timer by hand and waits for its end. Throws when there is no such timer. */
  invoke(timer: string): Promise<void>;
  /** The worker failed: requests in flight get 500. */
  fail(error: unknown): void;
  /** Finishes requests and timers in flight, then runs the `appTerminate` hooks. Further calls wait for the first. */
  close(): Promise<void>;
}

/**
 * Resolves when the app is loaded and the port is open, also when loading failed: then without functions, as on Azure.
 * Rejects when the port cannot be had (`code: 'EADDRINUSE'`). One app per process: the library keeps its setup.
 */
export async function startHost(options: HostOptions): Promise<Host> {
  const { log = consoleLog, setting = () => undefined, routePrefix = 'api', functionTimeout = 30 * 60_000 } = options;
  const store = options.scheduleStatus ?? statusInMemory();
  const core = suppliedCore();
  const ready = Promise.withResolvers<Answer>();
  const server = await listenLocally(options.port, (request, response) => {
    void ready.promise.then((answer) => answer(request, response));
  });

  const app = await loadApp(core, options.load, log);
  const functions = appFunctionsOf(app.functions.values(), setting);
  for (const { name, trigger } of functions) {
    if (trigger.kind === 'disabled')
      log({ level: 'error', message: `Function "${name}" is disabled: ${trigger.reason}.` });
    else if (trigger.kind === 'http' && trigger.route.unsupported !== undefined) {
      log({ level: 'error', message: `Function "${name}" answers 501: ${trigger.route.unsupported}.` });
    }
  }

  const inFlight = trackInFlight();
  const ending = new AbortController();
  // A connection kept open may be closed by the library's server in the moment in which it is used again.
  const agent = new Agent({ keepAlive: false });
  const timers = new Map<string, Timer>();
  for (const one of functions) {
    if (one.trigger.kind !== 'timer') continue;
    const runTimer = (info: TimerInfo) => {
      const done = invokeTimer({ core, log, functionTimeout, ending: ending.signal }, one, info);
      inFlight.add({ fail: () => {}, hung: false }, done);
      return done;
    };
    const timer = startTimer({
      name: one.name,
      ...one.trigger,
      store,
      onlyByHand: options.runTimers === false,
      run: runTimer,
      onError: (error) => log({ level: 'error', message: `The schedule of "${one.name}": ${errorText(error)}` }),
    });
    timers.set(one.name, timer);
  }

  const run = (one: AppFunction) => void timers.get(one.name)?.runByHand();
  const call =
    app.workerPort === undefined
      ? undefined
      : { core, log, inFlight, agent, workerPort: app.workerPort, functionTimeout };
  ready.resolve(answersOf({ url: server.url, functions, routePrefix, run, worker: call }));

  const end = async (): Promise<void> => {
    server.stopListening();
    ending.abort();
    for (const timer of timers.values()) timer.stop();
    await inFlight.drained();
    await core.runHooks('appTerminate', { hookData: {} }).catch((error: unknown) => {
      log({ level: 'error', message: `A hook for the end of the app failed: ${String(error)}` });
    });
    await server.close();
    agent.destroy();
    await app.close();
  };
  let ended: Promise<void> | undefined;
  return {
    url: server.url,
    functions: () => functions,
    async invoke(name) {
      const timer = timers.get(name);
      if (timer === undefined) throw new Error(`There is no timer "${name}".`);
      await timer.runByHand();
    },
    fail(error) {
      log({
        level: 'error',
        message: `The app failed outside of any function; requests in flight get 500. ${errorText(error)}`,
      });
      inFlight.failAll();
    },
    close() {
      ended ??= end();
      return ended;
    },
  };
}
