import { describe, expect, it } from 'vitest';
import { routeNamed } from '../../../shared/http/routes.ts';
import { deployed, resourceOf } from '../infrastructure.ts';

const subscription = resourceOf('everything', 'Microsoft.EventGrid/eventSubscriptions').properties as {
  readonly eventDeliverySchema: string;
  readonly destination: { readonly properties: { readonly endpointUrl: string } };
};

describe('the Event Grid subscription', () => {
  it('is made only when it is asked for: the app has to answer Event Grid first', () => {
    for (const name of ['least', 'connected', 'existing'] as const)
      expect(deployed(name).filter(({ type }) => type.startsWith('Microsoft.EventGrid/'))).toEqual([]);
  });

  it('calls the function of the events, with the key of that function and no other, which opens the validation too', () => {
    const { path, authLevel } = routeNamed('events');
    expect(routeNamed('events').method).toBe('POST');
    expect(subscription.eventDeliverySchema).toBe('EventGridSchema');
    const { endpointUrl } = subscription.destination.properties;
    expect(authLevel).toBe('function');
    expect(endpointUrl).toContain(`'https://{0}/api${path}?code={1}'`);
    expect(endpointUrl).toMatch(/listKeys\(.*'Microsoft\.Web\/sites\/functions'.*'events'\), '[\d-]+'\)\.default/);
  });
});
