import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bicepVersion, findBicep } from '../../tools/bicep.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'commlog-find-bicep-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A program of a few lines of Node. */
function program(name: string, code: string): string {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `#!${process.execPath}\n${code}\n`);
  chmodSync(file, 0o755);
  return file;
}

const bicep = (version: string) => `console.log('Bicep CLI version ${version} (b34271ac51)')`;
const nowhere = join(tmpdir(), 'no-such-program');

describe('the Bicep compiler', () => {
  it('is the one that is installed', async () => {
    const installed = program('bicep', bicep('0.50.1'));
    expect(await findBicep({ installed, dotnet: nowhere, cache: folder })).toEqual({
      program: installed,
      version: '0.50.1',
    });
  });

  it('is else fetched from NuGet in one exact release, once', async () => {
    const log = join(folder, 'asked');
    const dotnet = program(
      'dotnet',
      `const { appendFileSync, mkdirSync, readFileSync, writeFileSync } = require('node:fs');
      const [, , , project, , packages] = process.argv;
      appendFileSync(${JSON.stringify(log)}, readFileSync(project, 'utf8'));
      const [, name, version] = /Include="(.*?)" Version="\\[(.*?)\\]"/.exec(readFileSync(project, 'utf8'));
      const tools = [packages, name.toLowerCase(), version, 'tools'].join('/');
      mkdirSync(tools, { recursive: true });
      writeFileSync(tools + '/bicep', '#!' + process.execPath + '\\n' + ${JSON.stringify(bicep(bicepVersion))});`,
    );
    const places = { installed: nowhere, dotnet, cache: join(folder, 'cache') };
    const found = await findBicep(places);
    expect(found).toMatchObject({ version: bicepVersion });
    expect(await findBicep(places)).toEqual(found);
    const projects = readFileSync(log, 'utf8').match(
      /<PackageDownload Include="Azure\.Bicep\.CommandLine\.[a-z0-9-]+" Version="\[[\d.]+\]"/g,
    );
    expect(projects).toHaveLength(1);
  });

  it('is missing where there is neither, and it is said what to install', async () => {
    expect(await findBicep({ installed: nowhere, dotnet: nowhere, cache: folder })).toEqual({
      reason: expect.stringMatching(/^No bicep on the PATH, and no \.NET SDK to fetch it with\. Install bicep .*\.$/),
    });
  });

  it('is missing where NuGet does not have it, and the reason is NuGet’s', async () => {
    const dotnet = program(
      'dotnet',
      "console.error('/x/fetch.csproj : error NU1101: Unable to find package. [/x]'); process.exit(1)",
    );
    expect(await findBicep({ installed: nowhere, dotnet, cache: folder })).toEqual({
      reason: expect.stringMatching(/and NuGet did not bring it: error NU1101: Unable to find package\.\. Install/),
    });
  });

  it('is missing where it cannot be kept', async () => {
    const cache = program('a-file', '');
    expect(await findBicep({ installed: nowhere, dotnet: nowhere, cache })).toEqual({
      reason: expect.stringMatching(/a-file.* cannot be written to/),
    });
  });

  it('is missing where what was fetched does not run', async () => {
    const dotnet = program(
      'dotnet',
      `const { mkdirSync, readFileSync, writeFileSync } = require('node:fs');
      const [, , , project, , packages] = process.argv;
      const [, name, version] = /Include="(.*?)" Version="\\[(.*?)\\]"/.exec(readFileSync(project, 'utf8'));
      const tools = [packages, name.toLowerCase(), version, 'tools'].join('/');
      mkdirSync(tools, { recursive: true });
      writeFileSync(tools + '/bicep', 'not a program');`,
    );
    expect(await findBicep({ installed: nowhere, dotnet, cache: folder })).toEqual({
      reason: expect.stringMatching(/does not run\. Remove /),
    });
  });
});
