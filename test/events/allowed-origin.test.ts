import { describe, expect, it } from 'vitest';
import { handshakeOf } from '../../shared/events/allowed-origin.ts';

const asked = (origin: string | undefined, allowed: readonly string[], rate?: string) =>
  handshakeOf(
    new Headers({
      ...(origin === undefined ? {} : { 'WebHook-Request-Origin': origin }),
      ...(rate === undefined ? {} : { 'WebHook-Request-Rate': rate }),
    }),
    allowed,
  );
const grid = 'eventgrid.azure.net';

describe('the handshake of a webhook', () => {
  it.each([
    [grid, [grid]],
    ['EventGrid.Azure.net', [grid]],
    ['events.example.com:8443', ['*']],
    ['events.example.com', [grid, 'events.example.com']],
  ])('lets %s in where %j are allowed', (origin, allowed) => {
    expect(asked(origin, allowed)).toEqual({ outcome: 'allowed', origin, rate: '*' });
  });

  it.each([
    ['evil.example.com', [grid]],
    [`${grid}.evil.example.com`, [grid]],
    [`evil-${grid}`, [grid]],
    [`${grid}, evil.example.com`, [grid]],
    ['*', [grid]],
    ['https://events.example.com/<b>', ['*']],
    [grid, []],
  ])('keeps %s out where %j are allowed', (origin, allowed) => {
    expect(asked(origin, allowed)).toEqual({ outcome: 'forbidden' });
  });

  it('needs an origin', () => {
    expect(asked(undefined, ['*'])).toEqual({ outcome: 'no-origin' });
    expect(asked(' ', ['*'])).toEqual({ outcome: 'no-origin' });
  });

  it.each([
    ['120', '120'],
    ['0', '*'],
    ['-1', '*'],
    ['1e9', '*'],
    ['fast', '*'],
    ['1234567890', '*'],
  ])('grants the rate %s as %s', (rate, granted) => {
    expect(asked(grid, [grid], rate)).toMatchObject({ rate: granted });
  });
});
