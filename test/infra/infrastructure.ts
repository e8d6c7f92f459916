/** The compiled infrastructure, as its tests look at it. */
import { inject } from 'vitest';
import type { CaseName } from './cases.ts';

export interface Resource {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly tags?: Readonly<Record<string, string>>;
}

export interface Template {
  readonly parameters?: Readonly<Record<string, { readonly type: string; readonly defaultValue?: unknown }>>;
  readonly outputs?: Readonly<Record<string, { readonly value: unknown }>>;
  readonly definitions?: Readonly<Record<string, { readonly properties?: Readonly<Record<string, unknown>> }>>;
  readonly resources: unknown;
}

export const infrastructure = inject('infrastructure');

export const template: Template = JSON.parse(infrastructure.template);

/** What a case would deploy: expressions are worked out, but for what only Azure knows. */
export function deployed(name: CaseName): readonly Resource[] {
  return JSON.parse(infrastructure.snapshots[name]).predictedResources;
}

/** The one resource of a type (and name, or its end) in a case. */
export function resourceOf(name: CaseName, type: string, ending = ''): Resource {
  const found = deployed(name).filter((one) => one.type === type && one.name.endsWith(ending));
  if (found.length !== 1 || found[0] === undefined)
    throw new Error(`${found.length} of ${type} "${ending}" in ${name}`);
  return found[0];
}

/** The app settings that a case gives the app. */
export function appSettings(name: CaseName): Readonly<Record<string, string>> {
  return resourceOf(name, 'Microsoft.Web/sites/config', '/appsettings').properties as Record<string, string>;
}
