import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrayLiteral, numbers, plain, text, texts } from './array-literal';

/** Reads an array literal as PostgreSQL's manual describes it (8.15.6). */
function parsed(literal: string): (string | null)[] {
  const elements: (string | null)[] = [];
  const element = /\s*(?:"((?:[^"\\]|\\[\s\S])*)"|([^",{}\\]+))(,|\}$)/y;
  element.lastIndex = 1;
  while (element.lastIndex < literal.length) {
    const match = element.exec(literal);
    if (match === null) return literal === '{}' ? elements : ['not an array literal'];
    const [, quoted, bare] = match;
    elements.push(quoted === undefined ? (bare === 'NULL' ? null : (bare ?? '')) : quoted.replace(/\\([\s\S])/g, '$1'));
  }
  return elements;
}

const rows = (...values: (string | null | undefined)[]) => values.map((value) => ({ value }));

describe('arrayLiteral', () => {
  it('quotes every text, escapes quotes and backslashes, and keeps NULL apart from "NULL"', () => {
    const literal = arrayLiteral(
      rows('a', 'NULL', null, undefined, '', 'say "\\"'),
      text((row) => row.value),
    );
    expect(literal).toBe('{"a","NULL",NULL,NULL,"","say \\"\\\\\\""}');
  });

  it('L2. replaces what PostgreSQL cannot hold', () => {
    expect(texts(['a\0b\0', '"\0'])).toBe('{"a\ufffdb\ufffd","\\"\ufffd"}');
  });

  it('writes numbers, booleans and missing values bare', () => {
    const column = plain<{ value: number | boolean | null | undefined }>((row) => row.value);
    expect(
      arrayLiteral(
        [0, -1.5, 1e21, true, null, undefined].map((value) => ({ value })),
        column,
      ),
    ).toBe('{0,-1.5,1e+21,true,NULL,NULL}');
  });

  it('is empty for no rows', () => {
    expect(
      arrayLiteral(
        [],
        text(() => 'x'),
      ),
    ).toBe('{}');
    expect([texts([]), numbers([])]).toEqual(['{}', '{}']);
  });

  it('L1. gives back what went in, for any text', { timeout: 60_000 }, () => {
    const special = fc.constantFrom('"', '\\', '{', '}', ',', 'NULL', "'", '\n', ' ', '\u2028', '😀');
    const anyText = fc.array(fc.oneof(special, fc.string({ unit: 'binary' }))).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(fc.option(anyText)), (values) => {
        expect(
          parsed(
            arrayLiteral(
              rows(...values),
              text((row) => row.value),
            ),
          ),
        ).toEqual(values.map((value) => value?.replaceAll('\0', '\ufffd') ?? null));
      }),
    );
  });
});

describe('texts and numbers', () => {
  it('write arrays of one kind', () => {
    expect(texts(['a,b', '"'])).toBe('{"a,b","\\""}');
    expect(numbers([1, 2])).toBe('{1,2}');
  });
});
