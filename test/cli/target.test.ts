import { join } from 'node:path';
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
      origin: 'from COMMLOG_URL',
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
    expect(await targetOf(surroundings(made.folder))).toMatchObject({
      url: 'http://127.0.0.1:7999',
      local: true,
      origin: `announced in ${join('.commlog', 'local.json')}`,
    });
  });

  it.each([
    [{ url: 'https://one.example.net', data: 'mine' }, 'https://one.example.net', 'from --url'],
    [{ data: 'mine' }, 'http://127.0.0.1:7998', `announced in ${join('mine', 'local.json')}`],
    [{}, 'https://env.example.net', 'from COMMLOG_URL'],
  ])('with %j is %s', async (options, url, origin) => {
    using made = archive();
    made.write('.commlog/local.json', JSON.stringify({ url: 'http://127.0.0.1:7999' }));
    made.write('mine/local.json', JSON.stringify({ url: 'http://127.0.0.1:7998' }));
    const target = await targetOf(surroundings(made.folder, 'https://env.example.net'), options);
    expect(target).toMatchObject({ url, origin });
  });

  it('is said to be missing where nothing announced itself in the folder of --data', async () => {
    using made = archive();
    expect(await targetOf(surroundings(made.folder), { data: 'mine' })).toEqual({
      words: `no Commlog announced itself in ${join('mine', 'local.json')}; start it with "npm start -- --data mine".`,
      status: 1,
    });
  });

  it('is misuse where --url is no address', async () => {
    expect(await targetOf(surroundings('.'), { url: '7071' })).toMatchObject({ status: 2 });
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
