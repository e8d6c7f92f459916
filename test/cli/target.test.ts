import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Surroundings } from '../../cli/surroundings.ts';
import { targetOf } from '../../cli/target.ts';
import { archive } from './archive.ts';

function surroundings(folder: string, url?: string): Surroundings {
  const nowhere = { write: () => {} };
  const settings = { COMMLOG_URL: url, COMMLOG_KEY: 'k', COMMLOG_INGEST_KEY: undefined };
  return { stdin: Readable.from([]), stdout: nowhere, stderr: nowhere, folder, settings };
}

describe('which Commlog is asked', () => {
  it.each([
    ['https://talk.example.net', 'https://talk.example.net', false],
    ['https://talk.example.net/', 'https://talk.example.net', false],
    ['https://talk.example.net/api/', 'https://talk.example.net', false],
    ['http://localhost:7072', 'http://localhost:7072', true],
  ])('COMMLOG_URL %s means %s', async (given, url, local) => {
    using made = archive();
    made.write('.commlog/local.json', JSON.stringify({ url: 'http://127.0.0.1:7999', storage: '' }));
    expect(await targetOf(surroundings(made.folder, given))).toEqual({
      url,
      local,
      origin: 'COMMLOG_URL',
      key: 'k',
      ingestKey: undefined,
    });
  });

  it.each(['talk.example.net', 'file:///tmp', 'http://'])('COMMLOG_URL %s is misuse', async (given) => {
    expect(await targetOf(surroundings('.', given))).toMatchObject({ status: 2 });
  });

  it('without COMMLOG_URL is the one that runs here, by what it left in its folder', async () => {
    using made = archive();
    made.write('.commlog/local.json', JSON.stringify({ url: 'http://127.0.0.1:7999', storage: '' }));
    expect(await targetOf(surroundings(made.folder))).toMatchObject({ url: 'http://127.0.0.1:7999', local: true });
  });

  it('is not guessed where that file cannot be understood', async () => {
    using made = archive();
    made.write('.commlog/local.json', '{');
    expect(await targetOf(surroundings(made.folder))).toMatchObject({
      status: 1,
      words: expect.stringContaining('local.json'),
    });
  });
});
