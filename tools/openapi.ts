/** The text of docs/openapi.json. */
import { openApi } from '../shared/http/openapi.ts';
import { versionOf } from '../shared/version.ts';

/**
 * The API's description as a file in the repository holds it: with the version, without the commit, which a file cannot
 * know of itself.
 */
export function openApiDocument(): string {
  const { version } = versionOf();
  return `${JSON.stringify(openApi({ version, commit: 'of the running app' }), null, 2)}\n`;
}
