import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatJson } from './format-json.model';

const lay = (text: string) =>
  formatJson(text)
    ?.map(({ indent, tokens }) => '  '.repeat(indent) + tokens.map((token) => token.text).join(''))
    .join('\n');

describe('formatJson', () => {
  it('keeps what is short on one line', () => {
    expect(lay('["Hello"," ","World!"]')).toBe('["Hello", " ", "World!"]');
    expect(lay('{"a":{},"b":[]}')).toBe('{ "a": {}, "b": [] }');
  });

  it('breaks what is long', () => {
    const text = JSON.stringify({ customer: 'x'.repeat(40), order: { id: 'y'.repeat(30), lines: [1, 2] } });
    expect(lay(text)).toBe(`{
  "customer": "${'x'.repeat(40)}",
  "order": { "id": "${'y'.repeat(30)}", "lines": [1, 2] }
}`);
  });

  it('keeps every digit', () => {
    expect(lay('12345678901234567890.10e+2')).toBe('12345678901234567890.10e+2');
  });

  it('tells keys from strings', () => {
    expect(formatJson('{"a":"b"}')?.[0]?.tokens.map(({ kind }) => kind)).toEqual([
      'mark',
      'key',
      'mark',
      'string',
      'mark',
    ]);
  });

  it('refuses what is no JSON', () => {
    expect(formatJson('{"a":')).toBeNull();
    expect(formatJson('hello')).toBeNull();
  });

  it('changes nothing but the space between', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(JSON.parse(lay(text) ?? '')).toEqual(JSON.parse(text));
      }),
    );
  });
});
