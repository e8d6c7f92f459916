/** PUT /settings/{name}: changes a setting that operators change, if it is still what they read. */
import { issuesOf } from '../shared/http/issues.ts';
import { problem } from '../shared/http/problems.ts';
import { noSetting, notChangedHere } from '../shared/http/setting-problems.ts';
import { operatorSettingNamed } from '../shared/operator-settings/operator-settings.ts';
import { isAppSetting } from '../shared/operator-settings/setting-items.ts';
import { settingReply } from './get-setting.ts';
import { register } from './register.ts';

register('put-setting', async ({ services, request, params: { name }, body, principal: actor, count }) => {
  const setting = operatorSettingNamed(name);
  if (!setting) return isAppSetting(name) ? notChangedHere(name) : noSetting();
  const tag = tagIn(request.headers.get('if-match'));
  if (tag === undefined) return problem('precondition-required');
  const read = setting.schema.safeParse(body);
  if (!read.success)
    return problem('invalid-body', {
      issues: issuesOf(read.error, body, 'member', Object.keys(setting.schema.shape)),
    });
  const change = await setting.change(services, { value: read.data, tag, actor });
  if (change.outcome === 'invalid') return problem('invalid-body', { issues: change.issues });
  if (change.outcome === 'stale') return problem('precondition-failed');
  count({ changed: change.outcome === 'changed' ? 1 : 0 });
  return settingReply(services, name);
});

/**
 * `"abc"`, `W/"abc"` and `abc` are the tag abc. Only a bare `*` is whatever stands there: in quotes it is a tag that no setting
 * has. Undefined where none is sent.
 */
function tagIn(header: string | null): string | undefined {
  const text = header?.trim() ?? '';
  if (text === '*') return text;
  const tag = text.replace(/^W\//, '').replaceAll('"', '');
  if (tag === '*') return text;
  return tag === '' ? undefined : tag;
}
