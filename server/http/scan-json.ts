/**
 * Looks over JSON text before it is parsed: nothing is built, so whatever stands there costs one pass and no memory.
 *
 * J1. It counts brackets, commas and colons outside strings. Text that is no JSON may pass: the parser will tell.
 */
import { type Limits, limits } from '@/contract/limits';
import { Refusal } from './refusal';

/** More digits in a row may be too large a number, as may any with an exponent. */
const DIGITS_MAX = 308;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const ZERO = 0x30;
const NINE = 0x39;
/** A bracket and a brace, an upper and a lower case letter differ in this bit only. */
const CASE_BIT = 0x20;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const EXPONENT = 0x65;

/**
 * True where the text may hold a number that is out of JavaScript's range. Throws a Refusal: `too-deep`, or
 * `too-many-nodes` for too many values, or too many keys in one object.
 */
export function scanJson(text: string): boolean {
  const counts = new Counts(limits());
  let mayOverflow = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    else if (isDigit(code)) {
      const end = endOfDigits(text, at);
      mayOverflow ||= end - at >= DIGITS_MAX || (text.charCodeAt(end + 1) | CASE_BIT) === EXPONENT;
      at = end;
    } else counts.count(code);
  }
  return mayOverflow;
}

class Counts {
  #depth = 0;
  #nodes = 1;
  /** The keys so far of the object that is open at each depth. */
  readonly #keys: Uint32Array;

  constructor(private readonly most: Limits) {
    this.#keys = new Uint32Array(most.jsonDepth + 1);
  }

  count(code: number): void {
    if (code === COMMA) this.#addNode();
    else if (code === COLON) this.#addKey();
    else if ((code | CASE_BIT) === OPEN) this.#open();
    else if ((code | CASE_BIT) === CLOSE && this.#depth > 0) this.#depth -= 1;
  }

  #open(): void {
    const { jsonDepth } = this.most;
    this.#addNode();
    this.#depth += 1;
    if (this.#depth > jsonDepth) throw new Refusal('too-deep', `The JSON is nested deeper than ${jsonDepth} levels.`);
    this.#keys[this.#depth] = 0;
  }

  #addNode(): void {
    this.#nodes += 1;
    if (this.#nodes > this.most.jsonNodes) throw tooMany(`The JSON has more than ${this.most.jsonNodes} values.`);
  }

  #addKey(): void {
    const count = (this.#keys[this.#depth] ?? 0) + 1;
    if (count > this.most.jsonKeys) throw tooMany(`An object has more than ${this.most.jsonKeys} keys.`);
    this.#keys[this.#depth] = count;
  }
}

function tooMany(detail: string): Refusal {
  return new Refusal('too-many-nodes', detail);
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}

/** The last of the digits that begin at `start`. */
function endOfDigits(text: string, start: number): number {
  let end = start;
  while (isDigit(text.charCodeAt(end + 1))) end += 1;
  return end;
}

/** The quote that ends the string which begins at `start`; the text's end where there is none. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end;
}

function isEscaped(text: string, quote: number): boolean {
  let backslashes = 0;
  while (text.charCodeAt(quote - 1 - backslashes) === BACKSLASH) backslashes += 1;
  return backslashes % 2 === 1;
}
