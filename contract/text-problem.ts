/** Why a text cannot be an instance's id, or a name. */
import { limits } from './limits';

export type TextProblem = { code: 'invalid-request' | 'ill-formed-unicode' | 'not-normalized'; message: string };

const HALF_CHARACTER = /\p{Cs}/u;
const NOT_IN_ID = /[/\\#?\p{Cc}]/u;
/** Characters that nobody sees, or that turn round what is seen. */
const INVISIBLE = /[\p{Cf}\p{Zl}\p{Zp}]/u;
const NOT_IN_NAME = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>"'`&\\]/u;

const VERSION_LENGTH_MAX = 256;

const encoder = new TextEncoder();

/** What keeps the text from being an instance's id, the first thing that does; null where nothing does. */
export function instanceIdProblem(id: string): TextProblem | null {
  const { instanceIdLength } = limits();
  if (id === '') return invalid('An instance id has at least one character.');
  if (id.length > instanceIdLength) return invalid(`An instance id has at most ${instanceIdLength} characters.`);
  if (HALF_CHARACTER.test(id)) return illFormed('An instance id');
  if (NOT_IN_ID.test(id)) return invalid('An instance id has no / \\ # ? and no control characters.');
  if (INVISIBLE.test(id)) return invalid('An instance id has no invisible characters.');
  if (id !== id.trim()) return invalid('An instance id does not begin or end with a space.');
  if (id === '.' || id === '..') return invalid('An instance id is not . or .. alone: URLs take these for folders.');
  if (id.startsWith('@')) return invalid('An instance id does not start with @: such ids are entities.');
  if (id !== id.normalize()) {
    return {
      code: 'not-normalized',
      message: 'An instance id is in Unicode’s normal form C (NFC): two forms are two ids.',
    };
  }
  if (isLongerThan(2 * instanceIdLength, id)) {
    return invalid(`An instance id has at most ${2 * instanceIdLength} bytes in UTF-8.`);
  }
  return null;
}

/** What keeps the text from naming `what` ("An event"), the first thing that does; null where nothing does. */
export function nameProblem(name: string, what: string): TextProblem | null {
  const { nameLength } = limits();
  if (name === '' || name.length > nameLength) return invalid(`${what} needs a name of 1 to ${nameLength} characters.`);
  if (HALF_CHARACTER.test(name)) return illFormed(`The name of ${what.toLowerCase()}`);
  if (!NOT_IN_NAME.test(name)) return null;
  return invalid(`${what} needs a name without control characters, quotes, and < > & \\.`);
}

/** What keeps the text from being a version, the empty one of none included; null where nothing does. */
export function versionProblem(version: string): TextProblem | null {
  if (version.length > VERSION_LENGTH_MAX) return invalid(`A version has at most ${VERSION_LENGTH_MAX} characters.`);
  if (HALF_CHARACTER.test(version)) return illFormed('A version');
  if (!NOT_IN_NAME.test(version) && !/[@/]/.test(version)) return null;
  return invalid('A version has no control characters, quotes, and none of < > & @ / \\.');
}

function invalid(message: string): TextProblem {
  return { code: 'invalid-request', message };
}

function illFormed(what: string): TextProblem {
  return { code: 'ill-formed-unicode', message: `${what} has no half of a surrogate pair: it is no character.` };
}

/** No character of UTF-16 takes more than three bytes. */
function isLongerThan(bytes: number, text: string): boolean {
  return text.length * 3 > bytes && encoder.encode(text).length > bytes;
}
