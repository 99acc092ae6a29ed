import { Refusal } from './refusal';

/** Deeper values parse, but kill whoever writes them again by recursion. */
const DEPTH_MAX = 64;

/**
 * Parses JSON that a stranger wrote. Throws a Refusal (`invalid-request`) where it is no JSON, is nested more than 64
 * levels deep or holds a number beyond JavaScript's range, which would come back as null.
 */
export function parseJson(text: string): unknown {
  if (isTooDeep(text)) throw new Refusal('invalid-request', `The JSON is nested deeper than ${DEPTH_MAX} levels.`);
  try {
    return JSON.parse(text, finite);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal('invalid-request', `The body is not valid JSON: ${(error as SyntaxError).message}`);
  }
}

function finite(_key: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new Refusal('invalid-request', 'The JSON holds a number that is out of range.');
  }
  return value;
}

/** Counts brackets outside strings, so that the depth is known before anything is built. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"?|[[{\]}]/gs)) {
    if (token === '[' || token === '{') depth += 1;
    else if (token === ']' || token === '}') depth -= 1;
    if (depth > DEPTH_MAX) return true;
  }
  return false;
}
