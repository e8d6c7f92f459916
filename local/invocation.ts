/** Runs one function once through the library's models, hooks included. */

import type { Core, RegisteredFunction } from './core-api.ts';
import type { HostLog } from './host-log.ts';
import type { CoreInvocationContext, InvocationRequest } from './programming-model.ts';

/**
 * Calls the function and lets the library make its answer (under streaming the library sends it itself).
 * Gives what the handler returned; throws what the handler, a hook or the library's conversion threw.
 */
export async function runInvocation(
  core: Core,
  registered: RegisteredFunction,
  request: InvocationRequest,
  log: HostLog,
): Promise<unknown> {
  const { metadata } = registered;
  const { invocationId } = request;
  const model = core.model();
  if (model === undefined) throw new Error('No programming model is set: nothing used @azure/functions.');
  const coreContext: CoreInvocationContext = {
    invocationId,
    request,
    metadata,
    log: (level, _category, message) => log({ level, message, functionName: metadata.name, invocationId }),
  };
  const invocation = await model.getInvocationModel(coreContext);
  const { context, inputs } = await invocation.getArguments();

  const hookData = {};
  const before = { hookData, invocationContext: context, functionCallback: registered.callback, inputs };
  coreContext.state = 'preInvocationHooks';
  await core.runHooks('preInvocation', before);

  coreContext.state = 'invocation';
  const after: { [key: string]: unknown; result: unknown; error: unknown } = {
    hookData,
    invocationContext: context,
    inputs: before.inputs,
    result: null,
    error: null,
  };
  try {
    after.result = await invocation.invokeFunction(context, before.inputs, before.functionCallback);
  } catch (error) {
    after.error = error;
  }

  coreContext.state = 'postInvocationHooks';
  await core.runHooks('postInvocation', after);
  if (after.error !== null && after.error !== undefined) throw after.error;
  await invocation.getResponse(context, after.result);
  return after.result;
}
