/** What the id of an Azure resource says. */
import { longestResourceId, resourceIdForm } from '../categories/resource-id.ts';

const resourceId = /^\/subscriptions\/([^/]+)\/resourcegroups\/([^/]+)\/providers\/[^/]+\/[^/]+\/([^/]+)/;

interface Resource {
  readonly columns: Readonly<Record<string, string>>;
  readonly provider: string | undefined;
}

/** A sender has a handful of resources and names one in every record. */
const remembered = new Map<string, Resource>();
const mostRemembered = 1000;

function resourceOf(id: string): Resource {
  const known = remembered.get(id);
  if (known) return known;
  const form = resourceIdForm(id);
  const provider = /\/providers\/([^/]+)\//.exec(`${form}/`)?.[1];
  const match = resourceId.exec(form);
  const [, SubscriptionId = '', ResourceGroup = '', ResourceName = ''] = match ?? [];
  const resource = {
    provider,
    columns: match ? { ResourceId: form, SubscriptionId, ResourceGroup, ResourceName } : { ResourceId: form },
  };
  if (remembered.size >= mostRemembered) remembered.clear();
  if (id.length <= longestResourceId) remembered.set(id, resource);
  return resource;
}

/** The resource provider of an id, in lower case, when it is not that of Communication Services. */
export function foreignProvider(id: string): string | undefined {
  const { provider } = resourceOf(id);
  return provider === 'microsoft.communication' ? undefined : provider;
}

const none: Readonly<Record<string, string>> = {};

/** `ResourceId` in its form, and the columns that it spells out; nothing when there is no id. */
export function resourceColumnsOf(id: unknown): Readonly<Record<string, string>> {
  return typeof id === 'string' && id !== '' ? resourceOf(id).columns : none;
}
