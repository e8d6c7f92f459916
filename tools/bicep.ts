/** Finds the Bicep compiler: the one on the PATH, else the one that NuGet has for this platform. */
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { output } from './output.ts';

/** The release that is fetched where none is installed. Another one may know other warnings: change it on purpose. */
export const bicepVersion = '0.49.2';

export interface Bicep {
  readonly program: string;
  /** As it names itself. */
  readonly version: string;
}

/** `reason`: why none can be had, and what to do. */
export type FoundBicep = Bicep | { readonly reason: string };

export interface BicepPlaces {
  /** The program to try first. */
  readonly installed?: string;
  /** The .NET SDK. */
  readonly dotnet?: string;
  /** Where fetched compilers stay, one folder for each release. */
  readonly cache?: string;
}

/** By Node's names of platform and architecture. The packages carry the program itself, without a runtime. */
const packages: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-x64': 'osx-x64',
  'darwin-arm64': 'osx-arm64',
  'win32-x64': 'win-x64',
  'win32-arm64': 'win-arm64',
};

/** Rejects never. The first time it may take some seconds, with a network; later it only looks. */
export async function findBicep({
  installed = 'bicep',
  dotnet = 'dotnet',
  cache = join(homedir(), '.cache', 'commlog-bicep'),
}: BicepPlaces = {}): Promise<FoundBicep> {
  const own = await versionOf(installed);
  if (own !== undefined) return { program: installed, version: own };
  const advice = 'Install bicep (https://aka.ms/bicep-install) or the .NET SDK (https://dot.net), which fetches it.';
  const kind = packages[`${process.platform}-${process.arch}`];
  if (kind === undefined) return { reason: `There is no Bicep for ${process.platform}-${process.arch}.` };
  const folder = join(cache, bicepVersion);
  const program = programIn(folder, kind);
  if (!existsSync(program)) {
    const said = await restore(dotnet, folder, kind);
    if (said !== undefined) return { reason: `No bicep on the PATH, and ${said}. ${advice}` };
  }
  const version = await versionOf(program);
  return version === undefined
    ? { reason: `${program} does not run. Remove ${folder}. ${advice}` }
    : { program, version };
}

/** Undefined: it is there now. Else why it is not. */
async function restore(dotnet: string, folder: string, kind: string): Promise<string | undefined> {
  const project = join(folder, 'fetch.csproj');
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(project, projectText(kind));
  } catch {
    return `${folder} cannot be written to, where it would be kept`;
  }
  const { status, out, errors } = await output(
    dotnet,
    ['restore', project, '--packages', join(folder, 'packages')],
    180,
  );
  if (status === 'missing') return 'no .NET SDK to fetch it with';
  const program = programIn(folder, kind);
  if (status !== 0 || !existsSync(program)) return `NuGet did not bring it: ${reasonIn(`${errors}\n${out}`)}`;
  chmodSync(program, 0o755);
  return undefined;
}

/** A project that is never built: it names the package, and that nothing else is needed. */
function projectText(kind: string): string {
  return `<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net8.0</TargetFramework>
    <DisableImplicitFrameworkReferences>true</DisableImplicitFrameworkReferences>
  </PropertyGroup>
  <ItemGroup>
    <PackageDownload Include="Azure.Bicep.CommandLine.${kind}" Version="[${bicepVersion}]" />
  </ItemGroup>
</Project>
`;
}

function programIn(folder: string, kind: string): string {
  const name = process.platform === 'win32' ? 'bicep.exe' : 'bicep';
  return join(folder, 'packages', `azure.bicep.commandline.${kind}`, bicepVersion, 'tools', name);
}

async function versionOf(program: string): Promise<string | undefined> {
  const { status, out } = await output(program, ['--version'], 30);
  return status === 0 ? /\d+\.\d+\.\d+/.exec(out)?.[0] : undefined;
}

/** The first line that speaks of an error, without the path before it. */
function reasonIn(text: string): string {
  const line =
    text.split('\n').find((each) => /\berror\b/i.test(each)) ??
    text.split('\n').find((each) => each.trim()) ??
    'it said nothing';
  return line
    .replace(/^.*?\berror\s*/i, 'error ')
    .replace(/\[.*$/, '')
    .trim();
}
