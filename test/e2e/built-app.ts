/** The path of the deployed bundle, which is built once for each test run. */

import { inject } from 'vitest';

export async function builtApp(): Promise<string> {
  const answer = await fetch(inject('builtAppDesk'));
  const text = await answer.text();
  if (!answer.ok) throw new Error(`The app cannot be built; "npm run build" says why: ${text}`);
  return text;
}
