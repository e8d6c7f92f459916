import { expect, it } from 'vitest';
import { workspaceAsker } from '../../../shared/sources/backfill/workspace-asker.ts';
import { asking } from './workspace-services.ts';

it('a workspace whose identity could not be had is tried again, and one that could is kept', async () => {
  await using working = await asking({ tables: {} });
  let tries = 0;
  const workspace = () => {
    tries += 1;
    return tries === 1 ? Promise.reject(new Error('no identity yet')) : working.services.workspace();
  };
  const services = { ...working.services, workspace };
  await expect(workspaceAsker(services)).rejects.toThrow('no identity yet');
  const ask = await workspaceAsker(services);
  expect(ask).toBeDefined();
  expect(await workspaceAsker(services)).toBe(ask);
  expect(tries).toBe(2);
});
