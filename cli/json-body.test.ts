import { expect, it } from 'vitest';
import { jsonBody } from './json-body';

it('puts JSON text into an object as it is written', () => {
  expect(jsonBody({}, 'input', '12345678901234567890')).toBe('{"input":12345678901234567890}');
  expect(jsonBody({ name: 'Hello', version: undefined }, 'input', ' [1.0] ')).toBe('{"name":"Hello","input": [1.0] }');
  expect(jsonBody({ name: 'Hello' }, 'input', undefined)).toBe('{"name":"Hello"}');
});
