/**
 * A program: loads the module it is given as Azure's Node worker does and prints how many milliseconds that took and how
 * many functions it registered. The worker supplies `@azure/functions-core` by a patched `require`
 * (azure-functions-nodejs-worker, src/setupCoreModule.ts), not as a package.
 *
 * JavaScript, as the worker is: whoever loads TypeScript pays for what strips the types.
 */
import Module from 'node:module';
import { pathToFileURL } from 'node:url';

let functions = 0;

class Disposable {}

const core = {
  version: '3.9.1',
  hostVersion: '4.1037.0',
  Disposable,
  registerFunction() {
    functions += 1;
    return new Disposable();
  },
  registerHook: () => new Disposable(),
  setProgrammingModel() {},
  getProgrammingModel: () => undefined,
  log() {},
};

const original = Module.prototype.require;
Module.prototype.require = function (id) {
  return id === '@azure/functions-core' ? core : original.call(this, id);
};

const start = performance.now();
await import(pathToFileURL(process.argv[2] ?? '').href);
console.log(JSON.stringify({ milliseconds: performance.now() - start, functions }));
process.exit(0);
