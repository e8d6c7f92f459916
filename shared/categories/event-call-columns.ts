/** Columns of the events of a call. */
import { bool, id, word } from './columns.ts';
import { identifier } from './event-columns.ts';
import { serverCallId } from './standard-columns.ts';

export const callEventColumns = [
  id('CorrelationId', 'The id of the call; call summaries have the same.'),
  serverCallId,
  identifier('StartedBy', 'Who started the call.', ['startedBy']),
  word('StartedByRole', 'The role of who started the call.', {
    accepts: ['startedBy.role'],
  }),
  id('GroupId', 'Identifies the group call.', { accepts: ['group.id'] }),
  id('RoomId', 'Identifies the room.', { accepts: ['room.id'] }),
  bool('IsTwoParty', 'Whether the call has two parties.'),
  bool('IsRoomsCall', 'Whether the call takes place in a room.'),
] as const;
