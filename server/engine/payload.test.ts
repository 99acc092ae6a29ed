import { describe, expect, test } from 'vitest';
import { deserialize, PayloadError, serialize } from './payload';
import { tell } from './testing/messages';
import { bothStyles } from './testing/scenario';
import { TestInstance } from './testing/test-instance';

describe.each([
  [0, '0'],
  [false, 'false'],
  ['', '""'],
  [null, 'null'],
  [undefined, null],
  ['\u0000 and \ud800', '"\\u0000 and \\ud800"'],
])('%j', (value, payload) => {
  const styles = bothStyles(function* (context, input) {
    context.setCustomStatus(input);
    return yield* context.callActivity('Echo', input);
  });

  test.each(styles)(
    'comes through as input, custom status, result and output (%s; bug class: falsy values)',
    async (_style, echo) => {
      const instance = new TestInstance(echo);
      const { outcome } = await instance.turn(tell.start(value));
      expect(outcome.workItems[0]?.input).toBe(payload);
      expect(instance.customStatus).toBe(value);
      await instance.turn(tell.completed(1, value));
      expect(instance.record.output).toBe(payload);
      expect(instance.output).toBe(value);
    },
  );
});

const nested = (depth: number) => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`) as unknown;

test.each([
  ['a BigInt', { big: 1n }, 'The input cannot be written as JSON: Do not know how to serialize a BigInt'],
  ['what turns into nothing', { toJSON: () => undefined }, 'The input is of type object, which JSON cannot hold.'],
  ['what cannot be read', Object.defineProperty({}, 'a', { enumerable: true, get: refuse }), /written as JSON: no$/],
  ['what refuses', { toJSON: refuse }, 'The input cannot be written as JSON: no'],
  ['deep nesting', nested(501), 'The input is nested deeper than 500 levels.'],
  ['nesting without end', nested(20_000), /^The input cannot be written as JSON: Maximum call stack/],
  ['17 MB', 'x'.repeat(17_000_000), 'The input is too large: 17000002 characters of JSON, where 16777216 are allowed.'],
])('%s is refused', (_what, value, message) => {
  const refused = expect(() => serialize(value, 'The input'));
  refused.toThrow(PayloadError);
  refused.toThrow(message);
});

test.each([
  ['500 levels', nested(500)],
  ['many brackets in strings', ['[{"\\'.repeat(1_000), '\\', ']'.repeat(1_000)]],
  ['many levels beside each other', Array.from({ length: 1_000 }, () => [{ a: [] }])],
])('%s come through', (_what, value) => {
  expect(deserialize(serialize(value, 'The input'))).toEqual(value);
});

function refuse(): never {
  throw new Error('no');
}
