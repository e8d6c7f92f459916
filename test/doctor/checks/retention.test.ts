import { describe, expect, it } from 'vitest';
import { changeKept, neverChanged } from '../../../shared/kept-settings/change-kept.ts';
import { retentionSetting } from '../../../shared/retention/retention-of.ts';
import { localAdministrator } from '../../../shared/services.ts';
import { memoryServices } from '../../functions/app.ts';
import { checkUnderTest } from '../check-under-test.ts';

const { examine, meetsEveryFault } = checkUnderTest('retention');

describe('the retention', () => {
  it('is said in words: for ever, or how many days, and by what that is set', async () => {
    expect((await examine(await memoryServices())).finding).toBe('Records are kept for ever (nothing is set).');
    const services = await memoryServices({ env: { RETENTION_DAYS: '400' } });
    expect((await examine(services)).finding).toBe('Records are kept for 400 days (set by RETENTION_DAYS).');
  });

  it('is what operators set, where they did, with the number of categories that differ', async () => {
    const services = await memoryServices({ env: { RETENTION_DAYS: '400' } });
    const value = { days: 90, categories: { chat: 30 } };
    const change = { value, tag: neverChanged, actor: localAdministrator, operation: 'put-setting' };
    expect(await changeKept(services, { name: retentionSetting, ...change })).toMatchObject({ outcome: 'changed' });
    expect((await examine(services)).finding).toBe(
      'Records are kept for 90 days (set by settings/retention). One category has other days.',
    );
  });

  meetsEveryFault();
});
