/**
 * Reads along what a client sends to PostgreSQL (protocol 3, extended queries), to know which statement it is about to run.
 * Of a message no more is kept than its beginning.
 */
const HEAD_BYTES = 5;

/** Of a statement's text so much is enough to tell it by. */
const TEXT_BYTES = 400;

const PARSE = 0x50;
const BIND = 0x42;

export class StatementReader {
  readonly #texts = new Map<string, string>();
  /** The beginning of the message that is being read. */
  #head: Buffer = Buffer.alloc(0);
  /** What is left of it, once its beginning is known. */
  #skip = 0;
  #hasBegun = false;

  /** The texts of the statements that these bytes run. */
  read(chunk: Buffer): string[] {
    const run: string[] = [];
    let rest = chunk;
    while (rest.length > 0) {
      if (this.#skip > 0) {
        const skipped = Math.min(this.#skip, rest.length);
        this.#skip -= skipped;
        rest = rest.subarray(skipped);
        continue;
      }
      const wanted = this.#wanted();
      const taken = rest.subarray(0, wanted - this.#head.length);
      this.#head = this.#head.length === 0 ? taken : Buffer.concat([this.#head, taken]);
      rest = rest.subarray(taken.length);
      if (this.#head.length >= this.#wanted()) this.#take(run);
    }
    return run;
  }

  /** How many bytes of the message have to be known. The first message has no type. */
  #wanted(): number {
    if (!this.#hasBegun) return 4;
    if (this.#head.length < HEAD_BYTES) return HEAD_BYTES;
    return Math.min(this.#length(), HEAD_BYTES + TEXT_BYTES);
  }

  #length(): number {
    return this.#hasBegun ? 1 + this.#head.readUInt32BE(1) : this.#head.readUInt32BE(0);
  }

  #take(run: string[]): void {
    const head = this.#head;
    this.#skip = this.#length() - head.length;
    this.#head = Buffer.alloc(0);
    if (!this.#hasBegun) {
      this.#hasBegun = true;
      return;
    }
    const [first = '', second = ''] = head.subarray(HEAD_BYTES).toString('latin1').split('\0', 2);
    if (head[0] === PARSE) this.#texts.set(first, second);
    else if (head[0] === BIND) run.push(this.#texts.get(second) ?? '');
  }
}
