/** An answer is made no faster than it is read, and not at all for a reader who went away. */
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { app } from '@azure/functions';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { endingStream, type StreamEnd } from '../../shared/http/ending-stream.ts';
import { wireOf } from '../../shared/http/wire.ts';
import { type Served, serve } from '../local/serve.ts';

const piece = 'x'.repeat(64 * 1024);
const most = 4000;
let made = 0;
const ends: StreamEnd[] = [];
let host: Served;

async function* flood() {
  for (made = 0; made < most; made += 1) yield piece;
}

beforeAll(async () => {
  host = await serve(() =>
    app.http('flood', {
      handler: async (_request, { invocationId }) => ({
        body: endingStream(
          flood(),
          () => '',
          (end) => ends.push(end),
          wireOf(invocationId)?.reader,
        ),
      }),
    }),
  );
});
afterAll(() => host.close());

test('waits for a reader who does not read, and ends when he has gone', async () => {
  const socket = connect(host.port, '127.0.0.1');
  socket.pause();
  socket.write(`GET /api/flood HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\n\r\n`);
  await vi.waitFor(() => expect(made).toBeGreaterThan(0), 5000);
  let before = -1;
  while (before !== made) {
    before = made;
    await wait(200);
  }
  // What the buffers of four sockets hold, and no more.
  expect(made).toBeLessThan(most / 4);
  expect(ends).toEqual([]);
  socket.destroy();
  await vi.waitFor(() => expect(ends).toEqual([{ ended: 'abandoned' }]), 5000);
  expect(made).toBeLessThan(most / 4);
});

test('hands everything to a reader who reads', async () => {
  ends.length = 0;
  const answer = await fetch(`${host.url}/api/flood`);
  expect((await answer.text()).length).toBe(most * piece.length);
  expect(ends).toEqual([{ ended: 'complete' }]);
});
