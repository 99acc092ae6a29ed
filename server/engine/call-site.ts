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

/** Places by file and by where in it they stand: making the text of each once spares its parts and its hash. */
const known = new Map<string, Map<number, { line: number | null; text: string }>>();

function location(_error: Error, [frame]: NodeJS.CallSite[]): string | undefined {
  const file = frame?.getFileName();
  if (frame === undefined || !file) return undefined;
  let places = known.get(file);
  if (places === undefined) {
    places = new Map();
    known.set(file, places);
  }
  const position = frame.getPosition();
  const line = frame.getLineNumber();
  const place = places.get(position);
  // The file may have been loaded again with other text.
  if (place?.line === line) return place.text;
  const text = `${file}:${line}:${frame.getColumnNumber()}`;
  places.set(position, { line, text });
  return text;
}
