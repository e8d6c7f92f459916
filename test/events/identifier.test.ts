import { describe, expect, it } from 'vitest';
import { identified } from '../../shared/events/identifier.ts';

describe('a communication identifier', () => {
  it.each([
    [{ rawId: '8:acs:r_u', communicationUser: { id: '8:acs:r_u' }, kind: 'communicationUser' }, '8:acs:r_u', {}],
    [{ RawId: '8:acs:r_u' }, '8:acs:r_u', {}],
    [{ phoneNumber: { value: '+12065550117' } }, '+12065550117', {}],
    [{ phoneNumber: { value: '+12065550117' }, rawId: '4:+12065550117' }, '4:+12065550117', {}],
    [{ communicationUser: { id: '8:acs:r_u' }, rawId: ' ' }, '8:acs:r_u', {}],
    [{ microsoftTeamsUser: { userId: 't-1', isAnonymous: false } }, 't-1', {}],
    [{ microsoftTeamsApp: { appId: 'a-1' } }, 'a-1', {}],
    [{ communicationIdentifier: { rawId: '8:acs:r_u' }, role: 'Attendee' }, '8:acs:r_u', { role: 'Attendee' }],
    [{ communicationidentifier: { rawId: '8:acs:r_u' }, type: 'Participant' }, '8:acs:r_u', { type: 'Participant' }],
  ])('%j is %s', (value, rawId, rest) => {
    expect(identified(value)).toEqual({ rawId, rest });
  });

  it.each([undefined, null, '8:acs:r_u', [], {}, { role: 'Attendee' }, { rawId: 5 }, { communicationUser: 'x' }])(
    'is not in %j',
    (value) => {
      expect(identified(value)).toBeUndefined();
    },
  );
});
