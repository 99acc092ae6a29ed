import { describe, expect, test } from 'vitest';
import { NonDeterminismError } from './non-determinism-error';
import { orchestrator } from './orchestrator';
import { tell } from './testing/messages';
import { bothStyles, type GeneratorCode } from './testing/scenario';
import { TestInstance } from './testing/test-instance';

/** The code as it was when its history was written: two turns that did something, and a third to come. */
const before: GeneratorCode = function* (context) {
  yield context.callActivity('Reserve', { seats: 2 });
  context.setCustomStatus('reserved');
  const paid = context.waitForExternalEvent('Paid');
  const timer = context.createTimer({ hours: 1 });
  yield context.any([paid, timer]);
  timer.cancel();
  yield context.callActivity('Ship');
};

type Change = [change: string, code: GeneratorCode, expected: string | null, actual: string | null];

const changes: Change[] = [
  ['left out', function* () {}, "TaskScheduled 'Reserve' #1", 'ExecutionCompleted'],
  [
    'left out at the end',
    function* (context) {
      yield context.callActivity('Reserve');
      context.setCustomStatus('reserved');
      yield context.waitForExternalEvent('Paid');
    },
    'TimerCreated #3',
    null,
  ],
  [
    'added',
    function* (context) {
      context.callActivity('Reserve');
      yield context.callActivity('Audit');
    },
    'TaskCompleted #1',
    "TaskScheduled 'Audit' #2",
  ],
  [
    'another kind',
    function* (context) {
      yield context.createTimer({ hours: 1 });
    },
    "TaskScheduled 'Reserve' #1",
    'TimerCreated #1',
  ],
  [
    'another name',
    function* (context) {
      yield context.callActivity('Book');
    },
    "TaskScheduled 'Reserve' #1",
    "TaskScheduled 'Book' #1",
  ],
  [
    'another event name',
    function* (context) {
      yield context.callActivity('Reserve');
      context.setCustomStatus('reserved');
      yield context.waitForExternalEvent('Payment');
    },
    "EventWaitStarted 'Paid' #2",
    "EventWaitStarted 'Payment' #2",
  ],
  [
    'another order',
    function* (context) {
      yield context.callActivity('Reserve');
      context.setCustomStatus('reserved');
      const timer = context.createTimer({ hours: 1 });
      yield context.any([context.waitForExternalEvent('Paid'), timer]);
    },
    "EventWaitStarted 'Paid' #2",
    'TimerCreated #2',
  ],
  [
    'a status more',
    function* (context) {
      context.setCustomStatus('begun');
      yield context.callActivity('Reserve');
    },
    "TaskScheduled 'Reserve' #1",
    'CustomStatusSet',
  ],
  [
    'a timer not canceled',
    function* (context) {
      yield context.callActivity('Reserve');
      context.setCustomStatus('reserved');
      yield context.any([context.waitForExternalEvent('Paid'), context.createTimer({ hours: 1 })]);
      yield context.callActivity('Ship');
    },
    'TimerCanceled #3',
    "TaskScheduled 'Ship' #4",
  ],
  [
    'an end before the end',
    function* (context) {
      yield context.callActivity('Reserve');
      context.setCustomStatus('reserved');
    },
    "EventWaitStarted 'Paid' #2",
    'ExecutionCompleted',
  ],
];

/** An instance in each style, which waits for the last activity. */
async function lived(): Promise<TestInstance[]> {
  const instances = bothStyles(before).map(([, styled]) => new TestInstance(styled));
  for (const instance of instances) {
    await instance.turn(tell.start());
    await instance.turn(tell.completed(1));
    await instance.turn(tell.raised('Paid'));
  }
  return instances;
}

describe('code that does not do what its history says', () => {
  test.each(changes)('%s', async (_change, code, expected, actual) => {
    for (const instance of await lived()) {
      for (const [, changed] of bothStyles(code)) {
        const error = await instance.reload(changed).catch((thrown: unknown) => thrown);
        expect(error).toBeInstanceOf(NonDeterminismError);
        expect((error as Error).message).toContain(`history has ${expected}`);
        expect((error as Error).message).toContain(
          actual === null ? 'the code did not get there' : `the code did ${actual}`,
        );
      }
    }
  });

  test('is told where the call stood in the code', async () => {
    const [instance] = await lived();
    const changed = orchestrator('Tested', function* () {});
    await expect(instance?.reload(changed)).rejects.toThrow(/ at .*non-determinism-error\.test\.ts:\d+:\d+, the code/);
  });

  test('is found by the ids of its tasks too', async () => {
    const canceling = (index: number) =>
      orchestrator('Tested', function* (context) {
        const timers = [context.createTimer({ hours: 1 }), context.createTimer({ hours: 2 })];
        timers[index]?.cancel();
        yield context.any([...timers, context.callActivity('A')] as never);
      });
    const instance = new TestInstance(canceling(0));
    await instance.turn(tell.start());
    const changed = instance.reload(canceling(1));
    await expect(changed).rejects.toThrow('history has TimerCanceled #1, the code did TimerCanceled #2');
  });

  test('is found whatever the code catches', async () => {
    const [generator, async] = [
      orchestrator('Tested', function* (context) {
        for (;;) {
          try {
            yield context.callActivity('Book');
          } catch {}
        }
      }),
      orchestrator('Tested', async (context) => {
        for (;;) {
          try {
            await context.callActivity('Book');
          } catch {}
        }
      }),
    ];
    for (const instance of await lived())
      for (const changed of [generator, async])
        await expect(instance.reload(changed)).rejects.toThrow("the code did TaskScheduled 'Book' #1");
  });

  test('is found by whom it concerns', async () => {
    const telling = (target: string) =>
      orchestrator('Tested', function* (context) {
        context.sendEvent(target, 'Go', 1);
        yield context.callActivity('A');
      });
    const instance = new TestInstance(telling('one'));
    await instance.turn(tell.start());
    await expect(instance.reload(telling('other'))).rejects.toThrow(
      /history has EventSent 'Go' #1 for 'one'.*, the code did EventSent 'Go' #1 for 'other'/,
    );
  });

  test('is told where both calls stand in a replay that is traced', async () => {
    const [instance] = await lived();
    const changed = orchestrator('Tested', function* (context) {
      yield context.callActivity('Book');
    });
    const error = await instance?.reload(changed, { isTraced: true }).catch((thrown: unknown) => thrown);
    const place = expect.stringMatching(/non-determinism-error\.test\.ts:\d+:\d+$/);
    expect(error).toMatchObject({ callSites: { expected: place, actual: place } });
  });
});
