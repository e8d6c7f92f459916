/** What an app registered, as the host will run it: its trigger read and checked, or the reason why it is disabled. */

import type { Binding, RegisteredFunction } from './core-api.ts';
import { type RouteTemplate, routeTemplateOf } from './route-template.ts';
import { type Schedule, scheduleOf } from './schedule.ts';

export type Trigger =
  | { readonly kind: 'http'; readonly methods: readonly string[]; readonly route: RouteTemplate }
  | {
      readonly kind: 'timer';
      readonly schedule: Schedule;
      readonly useMonitor: boolean;
      readonly runOnStartup: boolean;
    };

export interface AppFunction {
  readonly name: string;
  readonly registered: RegisteredFunction;
  /** Name of the trigger's binding, under which the invocation carries its input. */
  readonly input: string;
  /** The trigger, or in words why the host does not run this function. */
  readonly trigger: Trigger | { readonly kind: 'disabled'; readonly reason: string };
}

/** Looks an app setting up for `%NAME%` in schedules and routes. */
export type SettingLookup = (name: string) => string | undefined;

/** In the order in which the host tries them: by name, without regard to case. */
export function appFunctionsOf(registered: Iterable<RegisteredFunction>, setting: SettingLookup): AppFunction[] {
  const key = (one: RegisteredFunction) => one.metadata.name.toUpperCase();
  const sorted = [...registered].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
  const functions: AppFunction[] = [];
  for (const one of sorted) {
    const { name, bindings } = one.metadata;
    const [input, binding] = Object.entries(bindings).find(([, each]) => /trigger$/i.test(each.type)) ?? [];
    const trigger = binding === undefined ? disabled('it has no trigger') : triggerOf(name, binding, setting);
    const other = functions.find((earlier) => conflict(earlier.trigger, trigger));
    functions.push({
      name,
      registered: one,
      input: input ?? '',
      trigger:
        other === undefined
          ? trigger
          : disabled(`its route conflicts with the route of function "${other.name}" for the same method`),
    });
  }
  return functions;
}

const disabled = (reason: string) => ({ kind: 'disabled', reason }) as const;

function triggerOf(name: string, binding: Binding, setting: SettingLookup): AppFunction['trigger'] {
  switch (binding.type.toLowerCase()) {
    case 'httptrigger':
      return httpTriggerOf(name, binding, setting);
    case 'timertrigger':
      return timerTriggerOf(binding, setting);
    default:
      return disabled(`the local host does not support the trigger type ${binding.type}`);
  }
}

function httpTriggerOf(name: string, binding: Binding, setting: SettingLookup): AppFunction['trigger'] {
  const route = resolved(typeof binding.route === 'string' ? binding.route : '', setting);
  if (typeof route !== 'string') return disabled(`the setting "${route.missing}" in its route is not set`);
  const text = (route.trim() === '' ? name : route).replace(/^\/+|\/+$/g, '');
  // The real host compares the beginning of the text, so `administrators` is taken from the app as well.
  if (/^(admin|runtime)/i.test(text)) return disabled(`its route "${text}" begins with a word reserved for the host`);
  const methods = (binding.methods as string[]).map((method) => method.toUpperCase());
  return { kind: 'http', methods, route: routeTemplateOf(text) };
}

function timerTriggerOf(binding: Binding, setting: SettingLookup): AppFunction['trigger'] {
  const text = resolved(String(binding.schedule ?? ''), setting);
  if (typeof text !== 'string') return disabled(`the setting "${text.missing}" in its schedule is not set`);
  const schedule = scheduleOf(text);
  if (schedule === undefined) return disabled(`its schedule "${text}" is neither a cron expression nor hh:mm:ss`);
  return {
    kind: 'timer',
    schedule,
    useMonitor: binding.useMonitor !== false && !schedule.underAMinute,
    runOnStartup: binding.runOnStartup === true,
  };
}

function resolved(text: string, setting: SettingLookup): string | { readonly missing: string } {
  let missing: string | undefined;
  const result = text.replace(/%([^%]+)%/g, (whole, name: string) => {
    const value = setting(name);
    if (value === undefined) missing ??= name;
    return value ?? whole;
  });
  return missing === undefined ? result : { missing };
}

function conflict(a: AppFunction['trigger'], b: AppFunction['trigger']): boolean {
  if (a.kind !== 'http' || b.kind !== 'http') return false;
  return (
    a.route.text.toLowerCase() === b.route.text.toLowerCase() && a.methods.some((method) => b.methods.includes(method))
  );
}
