import { describe, expect, test } from 'vitest';
import { orchestrator } from './orchestrator';
import { tell } from './testing/messages';
import { type GeneratorCode, scenario } from './testing/scenario';
import { TestInstance } from './testing/test-instance';

const squares: GeneratorCode = function* (context, numbers: number[]) {
  return yield* context.map(numbers, (number) => context.callActivity<number>('Square', number), { concurrency: 2 });
};

scenario(
  'a map has as many items under way as it may, begins in order and gives results in order',
  squares,
  async (instance) => {
    const { outcome } = await instance.turn(tell.start([1, 2, 3, 4]));
    expect(outcome.workItems.map(({ input }) => input)).toEqual(['1', '2']);
    expect(outcome.record.waitingOn).toEqual({ kind: 'activity', taskId: 1, name: 'Square', count: 2 });
    const { outcome: next } = await instance.turn(tell.completed(2, 4));
    expect(next.workItems).toMatchObject([{ taskId: 3, input: '3' }]);
    await instance.reload();
    const { outcome: last } = await instance.turn(tell.completed(3, 9), tell.completed(1, 1));
    expect(last.workItems).toMatchObject([{ taskId: 4, input: '4' }]);
    await instance.turn(tell.completed(4, 16));
    expect(instance.output).toEqual([1, 4, 9, 16]);
  },
);

scenario('a map over nothing is an empty list', squares, async (instance) => {
  await instance.turn(tell.start([]));
  expect(instance.output).toEqual([]);
});

scenario(
  'a map goes on after failures, and then lists them in the order of the items',
  function* (context) {
    const begin = (name: string) => {
      if (name === '') throw new RangeError('an item without a name');
      return context.callActivity(name);
    };
    try {
      yield* context.map(['A', '', 'C', 'D'], begin, { concurrency: 3 });
    } catch (error) {
      const { message, errors } = error as AggregateError;
      return [message, errors.map((one: Error) => one.message)];
    }
    return 'none failed';
  },
  async (instance) => {
    await instance.turn(tell.start());
    await instance.turn(tell.failed(3), tell.failed(1));
    await instance.turn(tell.completed(2));
    expect(instance.output).toEqual([
      "3 of 4 tasks failed: Activity 'A' (#1) failed: boom; an item without a name; Activity 'D' (#3) failed: boom",
      ["Activity 'A' (#1) failed: boom", 'an item without a name', "Activity 'D' (#3) failed: boom"],
    ]);
  },
);

scenario(
  'items that have ended as they begin take no turn of their own',
  function* (context, count: number) {
    yield context.callActivity('A');
    const indices = Array.from({ length: count }, (_, index) => index);
    return yield* context.map(indices, () => context.waitForExternalEvent('Tick'), { concurrency: 1 });
  },
  async (instance) => {
    await instance.turn(tell.start(3));
    await instance.turn(...[1, 2, 3].map((tick) => tell.raised('Tick', tick)));
    await instance.turn(tell.completed(1));
    expect(instance.output).toEqual([1, 2, 3]);
  },
);

scenario(
  'progress is shown as the custom status',
  function* (context) {
    yield* context.map([1, 2, 3], (item) => context.callActivity('A', item), { concurrency: 1, progress: true });
  },
  async (instance) => {
    const { outcome } = await instance.turn(tell.start());
    expect(outcome.record.customStatus).toBeNull();
    await instance.turn(tell.completed(1));
    expect(instance.customStatus).toEqual({ done: 1, total: 3 });
    await instance.turn(tell.failed(2));
    expect(instance.customStatus).toEqual({ done: 2, total: 3 });
  },
);

test('progress is told a hundred times at most', async () => {
  const items = Array.from({ length: 1_000 }, (_, index) => index);
  const code = orchestrator('Tested', async (context) => {
    await context.map(items, () => context.callActivity('A'), { concurrency: 1_000, progress: true });
  });
  const instance = new TestInstance(code);
  await instance.turn(tell.start());
  await instance.turn(...items.map((index) => tell.completed(index + 1)));
  expect(instance.history.filter(({ type }) => type === 'CustomStatusSet')).toHaveLength(100);
});

describe.each([
  ['no concurrency', undefined, 'concurrency must be a number of at least 1.'],
  ['a concurrency of 0', 0, 'concurrency must be a number of at least 1.'],
  ['NaN', Number.NaN, 'concurrency must be a number of at least 1.'],
])('%s', (_title, concurrency, message) => {
  const code: GeneratorCode = function* (context) {
    yield* context.map([1], () => context.callActivity('A'), { concurrency } as never);
  };
  scenario('is refused', code, async (instance) => {
    await instance.turn(tell.start());
    expect(instance.record.failure).toMatchObject({ errorType: 'RangeError', message });
  });
});

scenario(
  'a function that gives no task fails its item',
  function* (context) {
    yield* context.map([1], () => 'no task' as never, { concurrency: 1 });
  },
  async (instance) => {
    await instance.turn(tell.start());
    expect(instance.record.failure).toMatchObject({
      errorType: 'AggregateError',
      innerFailure: {
        errorType: 'TypeError',
        message: 'The function given to map has to return a task for each item.',
      },
    });
  },
);
