import { describe, expect, test } from 'vitest';
import type { OrchestrationContext } from './orchestration-context';
import { type AnyOrchestrator, orchestrator } from './orchestrator';
import type { TimerTask } from './scheduled-task';
import { tell } from './testing/messages';
import { TestInstance } from './testing/test-instance';

describe('code that breaks the rules', () => {
  const failureOf = async (code: AnyOrchestrator) => {
    const instance = new TestInstance(code);
    await instance.turn(tell.start());
    return instance.record.failure;
  };

  test('may only yield tasks, and can catch that it did not', async () => {
    const code = orchestrator('Tested', function* () {
      yield undefined as never;
    });
    expect((await failureOf(code))?.message).toBe(
      'Durable Functions programming constraint violation: Orchestration yielded data of type undefined. This is likely a result of yielding a "fire-and-forget API" such as signalEntity or continueAsNew. These APIs should not be yielded as they are not blocking operations. Please remove the yield statement preceding those invocations. If you are not calling those APIs, please check your yield statements to make sure you only yield Task types resulting from calling Durable Functions APIs.',
    );
    const catching = new TestInstance(
      orchestrator('Tested', function* (context) {
        try {
          yield 5 as never;
        } catch (error) {
          return yield* context.callActivity('A', (error as Error).message);
        }
        return undefined;
      }),
    );
    const { outcome } = await catching.turn(tell.start());
    expect(outcome.workItems[0]?.input).toMatch(/yielded data of type number. Only Task types can be yielded/);
    await catching.turn(tell.completed(1, 'went on'));
    expect(catching.output).toBe('went on');
  });

  test('fails where it does too much in one turn, and nothing of that is run', { timeout: 20_000 }, async () => {
    const code = orchestrator('Tested', (context) => {
      context.callActivity('A');
      for (;;) context.setCustomStatus('busy');
    });
    const instance = new TestInstance(code);
    const { outcome } = await instance.turn(tell.start());
    expect(outcome).toMatchObject({ ended: true, leftovers: 'drop' });
    expect(outcome.record).toMatchObject({ status: 'Failed', failure: { errorType: 'TooManyActions' } });
    expect(outcome.events).toHaveLength(100_002);
  });

  test('is no async generator', async () => {
    const code = { ...orchestrator('Tested', async () => null), run: async function* () {} as never };
    expect((await failureOf(code))?.message).toMatch(/a generator that yields tasks or an async function/);
  });

  test.each([
    ['a promise of its own', () => new Promise(() => undefined)],
    ['a delay', () => new Promise((resolve) => setTimeout(resolve, 1))],
  ])('fails where it waits for %s, which nothing would ever replay', async (_what, wait) => {
    const code = orchestrator('Tested', async (context) => {
      await context.callActivity('A');
      await wait();
    });
    const instance = new TestInstance(code);
    await instance.turn(tell.start());
    await instance.turn(tell.completed(1));
    expect(instance.record).toMatchObject({ status: 'Failed', failure: { errorType: 'NotDurable' } });
  });

  test.each<[string, (context: OrchestrationContext, timer: TimerTask) => unknown]>([
    ['callActivity', (context) => context.callActivity('B')],
    ['createTimer', (context) => context.createTimer({ days: 1 })],
    ['waitForExternalEvent', (context) => context.waitForExternalEvent('B')],
    ['setCustomStatus', (context) => context.setCustomStatus('B')],
    ['currentUtcDateTime', (context) => context.currentUtcDateTime],
    ['log', (context) => context.log.info('B')],
    ['cancel', (_context, timer) => timer.cancel()],
  ])('cannot use %s outside its turn', async (_method, use) => {
    const kept: { context?: OrchestrationContext; timer?: TimerTask } = {};
    const instance = new TestInstance(
      orchestrator('Tested', function* (context) {
        kept.context = context;
        kept.timer = context.createTimer({ days: 1 });
        yield kept.timer;
      }),
    );
    await instance.turn(tell.start());
    const { context, timer } = kept;
    expect(() => context && timer && use(context, timer)).toThrow(/outside its turn/);
    const { outcome } = await instance.turn();
    expect(outcome).toMatchObject({ events: [], logs: [], timersCanceled: [] });
  });
});

test("X5. a task that races a promise of the code's own fails the instance when the next thing comes", async () => {
  const instance = new TestInstance(
    orchestrator('Tested', async (context) => {
      const own = new Promise((resolve) => setTimeout(resolve, 20));
      await Promise.race([context.waitForExternalEvent('Go'), own]);
      await context.callActivity('A');
    }),
  );
  const { outcome } = await instance.turn(tell.start());
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(outcome.workItems).toEqual([]);
  await instance.turn(tell.raised('Go'));
  expect(instance.record).toMatchObject({ status: 'Failed', failure: { errorType: 'NotDurable' } });
});

describe('what is left of code that has ended', () => {
  test('does nothing in the turn that ended it', async () => {
    const instance = new TestInstance(
      orchestrator('Tested', async (context) => {
        const first = context.callActivity('A');
        const straggler = async () => {
          await first;
          for (let detour = 0; detour < 10; detour += 1) await null;
          context.setCustomStatus('late');
          context.waitForExternalEvent('Go');
          await context.callActivity('Late');
        };
        void straggler();
        await first;
        return 'done';
      }),
    );
    await instance.turn(tell.start(), tell.raised('Go'));
    const { outcome } = await instance.turn(tell.completed(1));
    expect(outcome).toMatchObject({
      ended: true,
      leftovers: 'none',
      workItems: [],
      waitsOpened: [],
      waitsClosed: [],
    });
    expect(outcome.record).toMatchObject({ status: 'Completed', customStatus: null });
    expect(instance.history.at(-1)?.type).toBe('ExecutionCompleted');
  });

  test('takes nothing of what was kept for it', async () => {
    const instance = new TestInstance(
      orchestrator('Tested', async (context) => {
        const straggler = async () => {
          await context.waitForExternalEvent('Go');
          await context.callActivity('Late');
        };
        void straggler();
        await context.callActivity('A');
        context.callActivity('Unwatched');
        return 'done';
      }),
    );
    await instance.turn(tell.start(), tell.suspend, tell.completed(2), tell.raised('Go'));
    const { outcome } = await instance.turn(tell.resume);
    expect(outcome).toMatchObject({ ended: true, leftovers: 'run', waitsClosed: [] });
    expect(instance.scheduled).toEqual(['A', 'Unwatched']);
    expect(instance.history.at(-1)?.type).toBe('ExecutionCompleted');
  });
});
