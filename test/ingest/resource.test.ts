import { describe, expect, it } from 'vitest';
import { resourceIdForm } from '../../shared/categories/resource-id.ts';
import { foreignProvider, resourceColumnsOf } from '../../shared/ingest/resource.ts';

const id = '/subscriptions/s-1/resourcegroups/g/providers/microsoft.communication/communicationservices/n';

describe('a resource id', () => {
  it.each([id, id.slice(1), `//${id}/`, id.toUpperCase(), ` ${id} `])('has one form: %s', (text) => {
    expect(resourceIdForm(text)).toBe(id);
  });

  it('spells out subscription, group and name, also of what belongs to the resource', () => {
    const columns = { SubscriptionId: 's-1', ResourceGroup: 'g', ResourceName: 'n' };
    expect(resourceColumnsOf(id)).toEqual({ ResourceId: id, ...columns });
    expect(resourceColumnsOf(`${id}/domains/d`)).toEqual({ ResourceId: `${id}/domains/d`, ...columns });
  });

  it('is cut where none is so long', () => {
    const long = `${id}/${'🎉'.repeat(2000)}`;
    expect(resourceIdForm(long)).toHaveLength(2000);
    expect(resourceIdForm(long).isWellFormed()).toBe(true);
  });

  it('spells out nothing when it is none', () => {
    expect(resourceColumnsOf('My Resource')).toEqual({ ResourceId: '/my resource' });
    for (const none of ['', undefined, 7]) expect(resourceColumnsOf(none)).toEqual({});
  });

  it.each([
    [id, undefined],
    ['my-resource', undefined],
    ['/SUBSCRIPTIONS/s/RESOURCEGROUPS/g/PROVIDERS/MICROSOFT.WEB/SITES/x', 'microsoft.web'],
    ['subscriptions/s/providers/Microsoft.Web', 'microsoft.web'],
    ['/subscriptions/s/resourcegroups/g/providers/microsoft.communication/emailservices/e/providers/x.y/z', undefined],
  ])('%s is of the foreign provider %s', (text, provider) => {
    expect(foreignProvider(text)).toBe(provider);
  });
});
