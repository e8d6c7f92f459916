/** OPTIONS /events: answers whether an origin may send events. */
import { answerHandshake } from '../shared/http/answer-handshake.ts';
import { register } from './register.ts';

register('events-handshake', answerHandshake);
