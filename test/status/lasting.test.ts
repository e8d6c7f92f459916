import { describe, expect, it } from 'vitest';
import { lasting } from '../../shared/status/lasting.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

describe('how long something lasts', () => {
  it.each([
    [-5 * minute, 'less than a minute'],
    [0, 'less than a minute'],
    [minute - 1, 'less than a minute'],
    [minute, '1 minute'],
    [2 * minute - 1, '1 minute'],
    [2 * minute, '2 minutes'],
    [hour - 1, '59 minutes'],
    [hour, '1 hour'],
    [2 * hour - 1, '1 hour'],
    [3 * hour, '3 hours'],
    [2 * day - 1, '47 hours'],
    [2 * day, '2 days'],
    [3 * day - 1, '2 days'],
    [400 * day, '400 days'],
  ])('%d ms is "%s"', (ms, words) => {
    expect(lasting(ms)).toBe(words);
  });
});
