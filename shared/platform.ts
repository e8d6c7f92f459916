/** What the environment says about where Commlog runs. */

export interface Platform {
  /** On Azure: an instance's disk does not last, and nobody is the local administrator. */
  readonly onAzure: boolean;
  /** App Service authentication is on, so the platform owns `x-ms-client-principal`: senders cannot set it. */
  readonly authenticates: boolean;
}

/**
 * Set by the platform of every hosting plan, Flex Consumption included, and by nothing on a developer's machine: Core
 * Tools sets WEBSITE_HOSTNAME, and other systems of containers know a CONTAINER_NAME too.
 */
const azureNames = ['WEBSITE_SITE_NAME', 'WEBSITE_INSTANCE_ID', 'WEBSITE_SKU', 'WEBSITE_POD_NAME'] as const;

/** Reads the facts from an environment. Pure. */
export function platformOf(env: Readonly<Record<string, string | undefined>>): Platform {
  const onAzure = azureNames.some((name) => Boolean(env[name]));
  return {
    onAzure,
    // https://learn.microsoft.com/azure/app-service/reference-app-settings: WEBSITE_AUTH_ENABLED is True when it is on.
    authenticates: onAzure && env.WEBSITE_AUTH_ENABLED?.toLowerCase() === 'true',
  };
}
