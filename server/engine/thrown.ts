/** Reads thrown values: anything can be thrown, and reading any part of it may throw again. */

const TYPE_LENGTH_MAX = 256;
const MESSAGE_LENGTH_MAX = 8_192;
const STACK_LENGTH_MAX = 4_000;
const PROPERTIES_LENGTH_MAX = 8_192;

/** Own properties of an error that are told elsewhere, or not at all. */
const TOLD = new Set(['name', 'message', 'stack', 'cause', 'errors', 'details', 'isNonRetriable']);

const UNREADABLE = 'What was thrown cannot be read: reading it throws.';

/** True for errors, also for those of another realm. */
export function isError(thrown: unknown): thrown is Error {
  return thrown instanceof Error || Object.prototype.toString.call(thrown) === '[object Error]';
}

/** What `read` gives; `otherwise` where it throws. */
export function tryRead<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}

/** The class of an error; the JavaScript type of what is none. */
export function typeOf(thrown: unknown): string {
  if (!isError(thrown)) return thrown === null ? 'null' : typeof thrown;
  return tryRead(() => cut(String(thrown.name || thrown.constructor.name), TYPE_LENGTH_MAX), 'Error');
}

export function messageOf(thrown: unknown): string {
  return tryRead(() => cut(isError(thrown) ? String(thrown.message) : printed(thrown), MESSAGE_LENGTH_MAX), UNREADABLE);
}

export function stackOf(thrown: Error): string | undefined {
  return tryRead(() => (typeof thrown.stack === 'string' ? cut(thrown.stack, STACK_LENGTH_MAX) : undefined), undefined);
}

/** The error's own properties that JSON can hold, as many as there is room for; undefined where there are none. */
export function propertiesOf(thrown: Error): Record<string, unknown> | undefined {
  const properties: Record<string, unknown> = {};
  let room = PROPERTIES_LENGTH_MAX;
  for (const key of tryRead(() => Object.keys(thrown), [])) {
    const json = TOLD.has(key) ? undefined : tryRead(() => JSON.stringify(thrown[key as keyof Error]), undefined);
    if (json === undefined || key.length + json.length > room) continue;
    room -= key.length + json.length;
    properties[key] = JSON.parse(json);
  }
  return Object.keys(properties).length === 0 ? undefined : properties;
}

function printed(thrown: unknown): string {
  if (typeof thrown === 'string') return thrown;
  const json = tryRead(() => JSON.stringify(thrown), undefined);
  if (json !== undefined) return json;
  return typeof thrown === 'object' ? Object.prototype.toString.call(thrown) : String(thrown);
}

/** Text for people: NUL and halves of characters, which not every reader of it can take, become marks. */
function cut(text: string, length: number): string {
  return text.slice(0, length).replaceAll(/\0|\p{Cs}/gu, '\ufffd');
}
