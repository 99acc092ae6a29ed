import { Refusal } from './refusal';
import { scanJson } from './scan-json';

/**
 * Parses JSON that a stranger wrote. Throws a Refusal: `invalid-json`; `too-deep` and `too-many-nodes`, before anything is
 * built; `number-out-of-range` for a number beyond JavaScript's range, which would come back as null.
 */
export function parseJson(text: string): unknown {
  const mayOverflow = scanJson(text);
  try {
    return mayOverflow ? JSON.parse(text, finite) : JSON.parse(text);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal('invalid-json', `The body is not valid JSON: ${reasonOf(error as SyntaxError, text)}.`);
  }
}

function reasonOf({ message }: SyntaxError, text: string): string {
  return message.startsWith('Unexpected end') ? `${message} at position ${text.length}` : message;
}

function finite(_key: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new Refusal('number-out-of-range', 'The JSON holds a number that is out of range.');
  }
  return value;
}
