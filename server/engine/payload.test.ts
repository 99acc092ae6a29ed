import { describe, expect, test } from 'vitest';
import { serialize } from './payload';
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

  test.each(styles)('comes through as input, custom status, result and output (%s)', async (_style, echo) => {
    const instance = new TestInstance(echo);
    const { outcome } = await instance.turn(tell.start(value));
    expect(outcome.workItems[0]?.input).toBe(payload);
    expect(instance.customStatus).toBe(value);
    await instance.turn(tell.completed(1, value));
    expect(instance.record.output).toBe(payload);
    expect(instance.output).toBe(value);
  });
});

test.each([
  ['a BigInt', { big: 1n }, 'The input cannot be written as JSON: Do not know how to serialize a BigInt'],
  ['what turns into nothing', { toJSON: () => undefined }, 'The input is of type object, which JSON cannot hold.'],
])('%s is refused', (_what, value, message) => {
  expect(() => serialize(value, 'The input')).toThrow(new TypeError(message));
});
