import { expect, it } from 'vitest';
import { parseJson } from './parse-json.model';

it('takes blank text for no value', () => {
  expect(parseJson(' \n')).toEqual({ type: 'empty' });
});

it('keeps null apart from no value', () => {
  expect(parseJson('null')).toEqual({ type: 'value', value: null });
});

it('reads any JSON value', () => {
  expect(parseJson('{"a":[1,"b"]}')).toEqual({ type: 'value', value: { a: [1, 'b'] } });
});

it('says in a sentence what is wrong, without quoting the text back', () => {
  const parsed = parseJson('{"secret": nope}');
  expect(parsed).toMatchObject({ type: 'invalid', message: expect.stringMatching(/^This is not JSON yet: .+/) });
  expect(parsed).not.toMatchObject({ message: expect.stringContaining('secret') });
});
