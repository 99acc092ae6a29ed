/**
 * Values as JSON text. An absent value is null, so that `null` itself, `0`, `false` and `""` survive. What JSON turns into
 * something else comes back as that: a date as text, `NaN` as null, a map as an empty object.
 *
 * What is refused fails the one who gave it, before anything is stored: nothing but text that every reader can parse, and
 * every store can hold, gets further.
 */
import { limits } from '@/contract/limits';
import type { Payload } from './history';
import { lossIn } from './json-loss';

/** Arrays and objects within each other. Far below where a parser or a page gives up. */
const DEPTH_MAX = 500;

/** A value that cannot be stored. Trying again would give the same one. */
export class PayloadError extends TypeError {
  readonly isNonRetriable = true;

  constructor(
    override readonly name: 'NotSerializable' | 'PayloadTooLarge',
    message: string,
  ) {
    super(message);
  }
}

/** Serialises a value. Throws a `PayloadError` that names `what` where JSON cannot hold it, or it would be too much. */
export function serialize(value: unknown, what: string, lengthMax = limits().payloadLength): Payload {
  if (value === undefined) return null;
  const text = toJson(value, what);
  if (limits().strictJson) assertNothingIsLost(value, what);
  if (text.length > lengthMax) {
    throw new PayloadError(
      'PayloadTooLarge',
      `${what} is too large: ${text.length} characters of JSON, where ${lengthMax} are allowed.`,
    );
  }
  if (isDeeperThan(DEPTH_MAX, text)) {
    throw new PayloadError('NotSerializable', `${what} is nested deeper than ${DEPTH_MAX} levels.`);
  }
  return text;
}

function toJson(value: unknown, what: string): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new PayloadError('NotSerializable', `${what} cannot be written as JSON: ${reason}`);
  }
  if (text !== undefined) return text;
  throw new PayloadError('NotSerializable', `${what} is of type ${typeof value}, which JSON cannot hold.`);
}

function assertNothingIsLost(value: unknown, what: string): void {
  const loss = lossIn(value);
  if (loss === null) return;
  throw new PayloadError('NotSerializable', `${what} holds ${loss}, which JSON turns into something else.`);
}

/** Each level takes two characters, so most texts are too short to be looked at. */
function isDeeperThan(depthMax: number, json: string): boolean {
  if (json.length <= 2 * depthMax) return false;
  let depth = 0;
  for (let at = 0; at < json.length; at += 1) {
    const code = json.charCodeAt(at);
    if (code === QUOTE) at = endOfString(json, at);
    // A bracket and a brace differ in one bit only.
    else if ((code | 0x20) === BRACE_OPEN) depth += 1;
    else if ((code | 0x20) === BRACE_CLOSE) depth -= 1;
    if (depth > depthMax) return true;
  }
  return false;
}

const QUOTE = '"'.charCodeAt(0);
const BRACE_OPEN = '{'.charCodeAt(0);
const BRACE_CLOSE = '}'.charCodeAt(0);

/** Where the string that begins at `start` ends. */
function endOfString(json: string, start: number): number {
  let end = json.indexOf('"', start + 1);
  while (isEscaped(json, end)) end = json.indexOf('"', end + 1);
  return end;
}

function isEscaped(json: string, quote: number): boolean {
  let backslashes = 0;
  while (json[quote - 1 - backslashes] === '\\') backslashes += 1;
  return backslashes % 2 === 1;
}

/** The value of a payload that `serialize` wrote; undefined for an absent one. */
export function deserialize(payload: Payload): unknown {
  return payload === null ? undefined : JSON.parse(payload);
}
