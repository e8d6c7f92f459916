/** Takes the name of a store apart, as people write it on a command line: a file, a folder, or an account of Azure tables. */
import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** A store that is named; whether it is there shows when it is opened. */
export type StoreName =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'account'; readonly connectionString: string }
  /** `endpoint`: the address of its table service. */
  | { readonly kind: 'account'; readonly endpoint: string };

export interface NamingPlace {
  /** Where relative paths begin. */
  readonly folder: string;
  /** The value of a variable of the environment. */
  readonly variable: (name: string) => string | undefined;
}

/** What `npm start` keeps its store in, within its data folder. */
export const storeFile = 'commlog.db';

/** What a store can be named by. */
export const takenNames = [
  'a SQLite file (….db)',
  'a data folder that holds commlog.db',
  'https://ACCOUNT.table.core.windows.net, as whoever is signed in to Azure',
  'a connection string',
  'env:NAME, a variable of the environment that holds one of these',
] as const;

const taken = takenNames.join('; ');

/** The store, or a sentence about what is wrong with the name. The text is not repeated where it can hold a secret. */
export function storeNamed(text: string, place: NamingPlace): StoreName | { readonly wrong: string } {
  const variable = /^env:(.*)$/s.exec(text)?.[1];
  if (variable === undefined) return named(text.trim(), place.folder);
  const value = place.variable(variable);
  if (value === undefined) {
    return {
      wrong: `names the variable ${variable}, which is not set; set it to one of: ${takenNames.slice(0, -1).join('; ')}.`,
    };
  }
  return named(value, place.folder);
}

function named(text: string, folder: string): StoreName | { readonly wrong: string } {
  if (/^https?:/i.test(text)) return addressNamed(text);
  if (/(^|;)\s*UseDevelopmentStorage\s*=\s*true/i.test(text)) return { kind: 'account', connectionString: text };
  if (/(^|;)\s*(AccountName|TableEndpoint)\s*=/i.test(text)) return { kind: 'account', connectionString: text };
  if (/[;=]/.test(text) || text === '') {
    return {
      wrong: `is neither a path nor a connection string with AccountName or TableEndpoint; taken are: ${taken}.`,
    };
  }
  return pathNamed(resolve(folder, text), text);
}

function addressNamed(text: string): StoreName | { readonly wrong: string } {
  const example = 'https://ACCOUNT.table.core.windows.net';
  if (!URL.canParse(text)) return { wrong: `is not an address; write it as ${example}.` };
  const { protocol, hostname, host, pathname, search } = new URL(text);
  if (search !== '') {
    return {
      wrong: `is an address with a signature; write that as a connection string instead: TableEndpoint=${example};SharedAccessSignature=….`,
    };
  }
  if (protocol !== 'https:' || pathname !== '/' || !hostname.includes('.table.')) {
    return { wrong: `is not the https address of a table service; write it as ${example}.` };
  }
  return { kind: 'account', endpoint: `https://${host}` };
}

function pathNamed(path: string, text: string): StoreName | { readonly wrong: string } {
  const found = existsSync(path) ? statSync(path) : undefined;
  if (found?.isDirectory()) return { kind: 'file', path: join(path, storeFile) };
  if (path.endsWith('.db')) {
    if (found && !found.isFile()) return { wrong: `names ${text}, which is no file.` };
    return { kind: 'file', path };
  }
  if (found) return { wrong: `names ${text}, which is no ….db; taken are: ${taken}.` };
  return { kind: 'file', path: join(path, storeFile) };
}

/** The data folder of a local Commlog that would run on this file; undefined where none can. */
export function dataFolderOf(path: string): string | undefined {
  return basename(path) === storeFile ? dirname(path) : undefined;
}
