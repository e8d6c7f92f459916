/** The problems of whoever names a setting that is not there, or is not changed here. */
import { operatorSettingNames } from '../operator-settings/operator-settings.ts';
import { type Problem, problem } from './problems.ts';

export function noSetting(): Problem {
  const detail = `No setting has this name. Those that are changed here are ${operatorSettingNames.join(' and ')}; GET /api/settings lists all.`;
  return problem('not-found', { detail });
}

export function notChangedHere(name: string): Problem {
  const message = `${name} is an app setting: change it where the app runs, then it starts anew; here ${operatorSettingNames.join(' and ')} are changed`;
  return problem('invalid-parameters', { issues: [{ path: 'name', message }] });
}
