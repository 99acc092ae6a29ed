/** SHA-1 (RFC 3174), for names and not for secrets: the engine uses nothing of its surroundings, so it brings its own. */

const BLOCK_BYTES = 64;

/** The digest of the bytes: 20 of them. */
export function sha1(message: readonly number[]): number[] {
  const bytes = padded(message);
  const state: State = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  for (let from = 0; from < bytes.length; from += BLOCK_BYTES) addBlock(state, schedule(bytes, from));
  return state.flatMap((word) => [word >>> 24, (word >>> 16) & 0xff, (word >>> 8) & 0xff, word & 0xff]);
}

type State = [number, number, number, number, number];

/** The message, a bit that ends it, zeros, and its length in bits as the last eight bytes of a block. */
function padded(message: readonly number[]): Uint8Array {
  const blocks = Math.ceil((message.length + 9) / BLOCK_BYTES);
  const bytes = new Uint8Array(blocks * BLOCK_BYTES);
  bytes.set(message);
  bytes[message.length] = 0x80;
  const view = new DataView(bytes.buffer);
  view.setBigUint64(bytes.length - 8, BigInt(message.length) * 8n);
  return bytes;
}

/** The 80 words that a block is stretched to. */
function schedule(bytes: Uint8Array, from: number): Uint32Array {
  const view = new DataView(bytes.buffer, from, BLOCK_BYTES);
  const words = new Uint32Array(80);
  const word = (index: number) => words[index] ?? 0;
  for (let index = 0; index < 16; index += 1) words[index] = view.getUint32(index * 4);
  for (let index = 16; index < 80; index += 1) {
    words[index] = rotated(word(index - 3) ^ word(index - 8) ^ word(index - 14) ^ word(index - 16), 1);
  }
  return words;
}

function addBlock(state: State, words: Uint32Array): void {
  let [a, b, c, d, e] = state;
  words.forEach((word, index) => {
    const next = (rotated(a, 5) + mixed(index, b, c, d) + e + word) >>> 0;
    e = d;
    d = c;
    c = rotated(b, 30);
    b = a;
    a = next;
  });
  [a, b, c, d, e].forEach((word, index) => {
    state[index] = ((state[index] ?? 0) + word) >>> 0;
  });
}

/** A round's function and its constant. */
function mixed(index: number, b: number, c: number, d: number): number {
  if (index < 20) return ((b & c) | (~b & d)) + 0x5a827999;
  if (index < 40) return (b ^ c ^ d) + 0x6ed9eba1;
  if (index < 60) return ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
  return (b ^ c ^ d) + 0xca62c1d6;
}

function rotated(word: number, bits: number): number {
  return ((word << bits) | (word >>> (32 - bits))) >>> 0;
}
