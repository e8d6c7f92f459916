/** Reads KQL by the language service of its makers, against tables that a test names. */
import { createRequire } from 'node:module';
import { azureMonitorTables } from '../categories/azure-monitor-tables.ts';
import { standardColumns } from './standard-columns.ts';

/** The little of the language service that is used here; its own description takes the compiler seconds. */
interface Language {
  readonly Symbols: {
    readonly TableSymbol: { readonly $ctor7: new (name: string, schema: string, description: null) => object };
    readonly DatabaseSymbol: { readonly ctor: new (name: string, tables: object[]) => object };
  };
  readonly GlobalState: { readonly Default: { WithDatabase(database: object): object } };
  readonly KustoCode: {
    ParseAndAnalyze(text: string, globals: object): KustoCode;
  };
}

interface KustoCode {
  readonly ResultType: {
    readonly Columns?: NetList<{ readonly Name: string; readonly Type: { readonly Name: string } }>;
  };
  GetDiagnostics(): NetList<{ readonly Message: string }>;
}

interface NetList<T> {
  readonly Count: number;
  getItem(index: number): T;
}

const require = createRequire(import.meta.url);
require('@kusto/language-service-next/bridge.js');
require('@kusto/language-service-next/Kusto.Language.Bridge.js');
const { Language } = (globalThis as unknown as { Kusto: { Language: Language } }).Kusto;

const schemaOf = (columns: Iterable<readonly [string, string]>) =>
  `(${[...columns].map(([name, type]) => `${name}: ${type}`).join(', ')})`;

const tables = [...azureMonitorTables].map(
  ([name, columns]) =>
    new Language.Symbols.TableSymbol.$ctor7(name, schemaOf(new Map([...columns, ...standardColumns])), null),
);
const globals = Language.GlobalState.Default.WithDatabase(
  new Language.Symbols.DatabaseSymbol.ctor('workspace', tables),
);

export interface ReadQuery {
  /** What is wrong with it. */
  readonly mistakes: readonly string[];
  /** Column → type of what it answers. */
  readonly columns: ReadonlyMap<string, string>;
}

/** Reads a query against the tables of the service. */
export function readKql(text: string): ReadQuery {
  const code = Language.KustoCode.ParseAndAnalyze(text, globals);
  const mistakes = itemsOf(code.GetDiagnostics()).map(({ Message }) => Message);
  const answered = code.ResultType.Columns;
  const columns = new Map((answered ? itemsOf(answered) : []).map(({ Name, Type }) => [Name, Type.Name]));
  return { mistakes, columns };
}

function itemsOf<T>(list: NetList<T>): T[] {
  return Array.from({ length: list.Count }, (_, index) => list.getItem(index));
}
