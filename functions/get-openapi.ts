/** GET /openapi.json: the description of this API. */
import { openApi } from '../shared/http/openapi.ts';
import { json } from '../shared/http/reply.ts';
import { register } from './register.ts';

register('get-openapi', ({ services: { version } }) => json(openApi(version)));
