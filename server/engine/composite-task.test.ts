import { expect, test } from 'vitest';
import { orchestrator } from './orchestrator';
import { tell } from './testing/messages';
import { expectSameAfterReplay, scenario } from './testing/scenario';
import { TestInstance } from './testing/test-instance';

scenario(
  'all waits for every task, also after failures, and then lists them all (bug class: the other errors are lost)',
  function* (context) {
    const tasks = ['A', 'B', 'C'].map((name) => context.callActivity(name));
    try {
      yield context.all(tasks);
    } catch (error) {
      const { errors, message } = error as AggregateError;
      return { message, errors: errors.map((one: Error) => one.message), third: tasks[1]?.result };
    }
    return 'none failed';
  },
  async (instance) => {
    await instance.turn(tell.start());
    await instance.turn(tell.failed(1, new Error('a')), tell.failed(3, 'c'));
    expect(instance.record.status).toBe('Running');
    await instance.turn(tell.completed(2, 'b'));
    expect(instance.output).toEqual({
      message: "2 of 3 tasks failed: Activity 'A' (#1) failed: a; Activity 'C' (#3) failed: c",
      errors: ["Activity 'A' (#1) failed: a", "Activity 'C' (#3) failed: c"],
      third: 'b',
    });
  },
);

scenario(
  'all of nothing is an empty list, and any of nothing an error (bug class: all of nothing hangs)',
  function* (context) {
    const none = yield* context.all([]);
    try {
      context.any([] as never);
    } catch (error) {
      return [none, (error as Error).message];
    }
    return none;
  },
  async (instance) => {
    await instance.turn(tell.start());
    expect(instance.output).toEqual([[], 'any needs at least one task.']);
  },
);

scenario(
  'any gives the task itself that ended first in history, even if it failed',
  function* (context) {
    const [first, second] = [context.callActivity('A'), context.callActivity('B')];
    const winner = yield* context.any([first, second]);
    return [winner === first, winner === second, winner.isFaulted, String(winner.error)];
  },
  async (instance) => {
    await instance.turn(tell.start());
    const { dropped } = await instance.turn(tell.failed(2), tell.completed(1));
    expect(instance.output).toEqual([false, true, true, "TaskFailedError: Activity 'B' (#2) failed: boom"]);
    expect(dropped).toEqual([tell.completed(1)]);
  },
);

scenario(
  'of tasks that have ended already any gives the first in its list',
  function* (context) {
    const [first, second] = [context.callActivity('A'), context.callActivity('B')];
    yield context.all([first, second]);
    const winner = yield* context.any([second, first]);
    return winner === second;
  },
  async (instance) => {
    await instance.turn(tell.start());
    await instance.turn(tell.completed(1), tell.completed(2));
    expect(instance.output).toBe(true);
  },
);

scenario(
  'composites nest',
  function* (context) {
    const [a, b, c] = [context.callActivity('A'), context.callActivity('B'), context.callActivity('C')];
    const pair = context.all([a, b]);
    const inner = context.any([pair, c]);
    const [winner, last] = yield* context.all([inner, context.callActivity<string>('D')]);
    return [winner === pair, winner.result, last];
  },
  async (instance) => {
    await instance.turn(tell.start());
    await instance.turn(tell.completed(2, 'b'));
    await instance.turn(tell.completed(4, 'd'));
    expect(instance.record.status).toBe('Running');
    await instance.turn(tell.completed(1, 'a'), tell.completed(3, 'c'));
    expect(instance.output).toEqual([true, ['a', 'b'], 'd']);
  },
);

scenario(
  'a task may be in several rounds: it is scheduled once and wins once it ends',
  function* (context) {
    const slow = context.callActivity('Slow');
    const rounds: boolean[] = [];
    for (const name of ['A', 'B']) {
      const winner = yield* context.any([slow, context.callActivity(name)]);
      rounds.push(winner === slow);
    }
    rounds.push((yield* context.any([slow, context.callActivity('C')])) === slow);
    return [rounds, yield* slow];
  },
  async (instance) => {
    await instance.turn(tell.start());
    await instance.turn(tell.completed(2));
    await instance.turn(tell.completed(3));
    await instance.turn(tell.completed(1, 'at last'));
    expect(instance.scheduled).toEqual(['Slow', 'A', 'B', 'C']);
    expect(instance.output).toEqual([[false, false, true], 'at last']);
  },
);

test('promises are made of tasks as of promises, and resume in the order of history', async () => {
  const instance = new TestInstance(
    orchestrator('Tested', async (context) => {
      const order: string[] = [];
      const branch = async (name: string, detours: number) => {
        await context.callActivity(name);
        for (let detour = 0; detour < detours; detour += 1) await null;
        order.push(name);
        return await context.callActivity<string>(`${name}2`);
      };
      const results = await Promise.all([branch('A', 5), branch('B', 0)]);
      return [order, results];
    }),
  );
  await instance.turn(tell.start());
  await instance.turn(tell.completed(1), tell.completed(2));
  expect(instance.scheduled).toEqual(['A', 'B', 'A2', 'B2']);
  await instance.turn(tell.completed(4, 'b'), tell.completed(3, 'a'));
  expect(instance.output).toEqual([
    ['A', 'B'],
    ['a', 'b'],
  ]);
  await expectSameAfterReplay(instance);
});
