import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textList } from './text-list';

/** Reads a list as PostgreSQL's manual describes `string_to_array` (9.4), with these separators. */
function parsed(list: string): (string | null)[] {
  if (list === '') return [];
  return list.split('\u001f').map((element) => (element === '\u001e' ? null : element));
}

const listOf = (values: (string | null)[], isJson = false) => textList(values, (value) => value, isJson);

const TEXTS = ['', 'a', 'NULL', '"', '\\', ',', '{}', 'é\ud800', '\u001e', '\u001f', 'a\u001fb', '\0'];

describe('textList', () => {
  it('L3. gives back what went in, or refuses', () => {
    const texts = fc.array(fc.option(fc.constantFrom(...TEXTS)));
    const property = fc.property(texts, (values) => {
      const list = listOf(values);
      if (list === null) {
        const awkward = ['\0', '\u001e', '\u001f'];
        expect(values.some((text) => text === '' || awkward.some((char) => text?.includes(char)))).toBe(true);
      } else if (values.every((value) => value === null)) {
        expect(list).toBe('');
      } else {
        expect(parsed(list)).toEqual(values);
      }
    });
    fc.assert(property, { numRuns: 40 });
  });

  it('takes any JSON text as it is', () => {
    const property = fc.property(fc.array(fc.json(), { minLength: 1, maxLength: 5 }), (values) => {
      expect(parsed(listOf(values, true) ?? '')).toEqual(values);
    });
    fc.assert(property, { numRuns: 40 });
  });

  it('refuses its separators, NUL, and a single empty text, which an empty list would be', () => {
    expect(['a\u001fb', '\u001e', 'a\0', ''].map((value) => listOf([value]))).toEqual([null, null, null, null]);
    expect(listOf(['', ''])).toBe('\u001f');
  });
});
