import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StatementReader } from './statement-reader';

function message(type: string, body: string): Buffer {
  const bytes = Buffer.from(`${type}    ${body}`, 'latin1');
  bytes.writeUInt32BE(bytes.length - 1, 1);
  return bytes;
}

const STARTUP = Buffer.from('\0\0\0\x08\0\x03\0\0', 'latin1');
const SENT = Buffer.concat([
  STARTUP,
  message('p', 'a secret that is none of our business\0'),
  message('P', 's1\0select one\0\0\0'),
  message('B', '\0s1\0\0\0'),
  message('E', '\0\0\0\0\0'),
  message('S', ''),
  message('P', `s2\0select two${' '.repeat(2_000)}\0`),
  message('B', `\0s2\0${'x'.repeat(5_000)}`),
  message('B', '\0s1\0\0\0'),
]);

test('the statements that are run are told, however the bytes come', () => {
  const cuts = fc.array(fc.nat(SENT.length), { maxLength: 40 });
  fc.assert(
    fc.property(cuts, (places) => {
      const reader = new StatementReader();
      const ends = [...places.sort((a, b) => a - b), SENT.length];
      const run = ends.flatMap((end, index) => reader.read(SENT.subarray(ends[index - 1] ?? 0, end)));
      expect(run.map((text) => text.trim())).toEqual(['select one', 'select two', 'select one']);
    }),
  );
});
