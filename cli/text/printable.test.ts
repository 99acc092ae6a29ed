import { expect, it } from 'vitest';
import { printable } from './printable';

it.each([
  ['käse 日本', 'käse 日本'],
  ['a\u001b[31mb', 'a\uFFFD[31mb'],
  ['a\u009b2Jb', 'a\uFFFD2Jb'],
  ['one\r\n\ttwo', 'one two'],
  ['abc\u202edcba', 'abc\uFFFDdcba'],
])('shows %j as %j', (text, shown) => {
  expect(printable(text)).toBe(shown);
});
