/**
 * A program: loads a bundle as Azure's Node worker does and prints what it registered, as JSON. The worker supplies
 * `@azure/functions-core` by a patched `require` (azure-functions-nodejs-worker, src/setupCoreModule.ts), not as a package.
 */
import Module from 'node:module';
import { pathToFileURL } from 'node:url';

const functions: { name: string; bindings: object }[] = [];
let model: { name: string } | undefined;

const core = {
  version: '3.9.1',
  hostVersion: '4.1037.0',
  Disposable: class {},
  registerFunction: ({ name, bindings }: { name: string; bindings: object }) => {
    functions.push({ name, bindings });
    return new core.Disposable();
  },
  registerHook: () => new core.Disposable(),
  setProgrammingModel: (given: { name: string }) => {
    model = given;
  },
  getProgrammingModel: () => model,
  log: () => {},
};

const patched = Module.prototype as unknown as { require: (this: unknown, id: string) => unknown };
const before = patched.require;
patched.require = function (id) {
  return id === '@azure/functions-core' ? core : before.call(this, id);
};

await import(pathToFileURL(process.argv[2] ?? '').href);
const loaded = (process as unknown as { moduleLoadList: string[] }).moduleLoadList;
console.log(
  JSON.stringify({
    functions,
    model: model?.name,
    sqlite: loaded.includes('NativeModule sqlite') || loaded.includes('Internal Binding sqlite'),
  }),
);
process.exit(0);
