/** Version 5 uuids (RFC 4122): the same name in the same namespace always gives the same uuid. */
import { sha1 } from './sha-1';

/**
 * The uuid of `name` in `namespace`, which is itself a uuid. A namespace that is none stands for its text, so that every
 * execution id can be one.
 */
export function uuidV5(name: string, namespace: string): string {
  const digest = sha1([...(uuidBytes(namespace) ?? utf8(namespace)), ...utf8(name)]);
  const hex = digest.map((byte, index) => hexByte(marked(byte, index))).slice(0, 16);
  const part = (from: number, to: number) => hex.slice(from, to).join('');
  return `${part(0, 4)}-${part(4, 6)}-${part(6, 8)}-${part(8, 10)}-${part(10, 16)}`;
}

/** The version stands in the seventh byte, the variant in the ninth. */
function marked(byte: number, index: number): number {
  if (index === 6) return (byte & 0x0f) | 0x50;
  if (index === 8) return (byte & 0x3f) | 0x80;
  return byte;
}

function uuidBytes(text: string): number[] | null {
  const hex = text.replaceAll('-', '');
  if (!/^[0-9a-f]{32}$/i.test(hex)) return null;
  return Array.from({ length: 16 }, (_, index) => Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16));
}

function hexByte(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
