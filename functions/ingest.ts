/** POST /ingest: takes diagnostic records that name their category. */
import { takeDelivery } from '../shared/http/take-delivery.ts';
import { register } from './register.ts';

register('ingest', (call) => takeDelivery(call, undefined));
