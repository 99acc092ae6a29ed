/** Where in the user's code a task was scheduled. */

/** The caller of `boundary` as `file:line:column`, as the running code has it; undefined where it is unknown. */
export function captureCallSite(boundary: (...args: never[]) => unknown): string | undefined {
  const { stackTraceLimit, prepareStackTrace } = Error;
  const holder: { stack?: unknown } = {};
  Error.stackTraceLimit = 1;
  Error.prepareStackTrace = location;
  Error.captureStackTrace(holder, boundary);
  const found = holder.stack;
  Error.prepareStackTrace = prepareStackTrace;
  Error.stackTraceLimit = stackTraceLimit;
  return typeof found === 'string' ? found : undefined;
}

function location(_error: Error, frames: NodeJS.CallSite[]): string | undefined {
  const [frame] = frames;
  const file = frame?.getFileName();
  return frame && file ? `${file}:${frame.getLineNumber()}:${frame.getColumnNumber()}` : undefined;
}
