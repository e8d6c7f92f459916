/** Who can get in: API keys, and people by App Service authentication. */
import { defineCheck } from '../check.ts';

const makeKey =
  'Make a key with "commlog key create --name NAME --role Administrator", and put the line that it prints into API_KEYS';

export const access = defineCheck({
  title: 'Access',
  faults: {
    nobody: {
      state: 'failed',
      remedy: `${makeKey}; or switch App Service authentication on, with unauthenticated requests allowed, and give people app roles.`,
    },
    operators: { state: 'warning', remedy: `${makeKey}.` },
  },
  async examine({ services: { settings, platform, localPrincipal } }) {
    const keys = settings.API_KEYS.length;
    const administrators = settings.API_KEYS.filter(({ roles }) => roles.includes('Administrator')).length;
    const authentication = `App Service authentication is ${platform.authenticates ? 'on' : 'off'}`;
    const finding = `${keys === 0 ? 'No API key is set' : `${keys} API key${keys === 1 ? ' is' : 's are'} set, ${administrators} of them for administrators`}; ${authentication}.`;
    if (localPrincipal) return { finding: `${finding} Whoever asks from this machine is let in.` };
    if (platform.authenticates || administrators > 0) return { finding };
    return { finding, fault: keys === 0 ? 'nobody' : 'operators' };
  },
});
