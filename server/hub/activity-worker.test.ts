import { type ActivityContext, activity } from 'perdure';
import { beforeEach, describe, expect, it } from 'vitest';
import { Registry } from '../registry';
import type { ClaimedWorkItem, WorkItemResult } from '../store';
import { silentLog } from '../test-hub/silent-log';
import { ActivityWorker } from './activity-worker';

const CAPACITY = 2;

/** Each call waits here until the test lets it go on. */
let calls: { input: unknown; finish: (value: unknown) => void; context: ActivityContext }[];
let ended: (WorkItemResult | null)[];
let tell: () => void;
let worker: ActivityWorker;

const held = activity('Held', (input: unknown, context) => {
  return new Promise<unknown>((finish) => calls.push({ input, finish, context }));
});
const failing = activity('Failing', () => {
  throw new RangeError('too far');
});
const unwritable = activity('Unwritable', () => 10n as unknown);

beforeEach(() => {
  calls = [];
  ended = [];
  tell = () => undefined;
  const onEnded = (result: WorkItemResult | null) => {
    ended.push(result);
    tell();
  };
  worker = new ActivityWorker(new Registry([], [held, failing, unwritable]), CAPACITY, onEnded, silentLog);
});

const item = (taskId: number, facts: Partial<ClaimedWorkItem> = {}): ClaimedWorkItem => ({
  partitionId: 1,
  instanceId: 'order',
  generation: 2,
  taskId,
  attempt: 1,
  name: 'Held',
  input: `${taskId}`,
  facts: {},
  ...facts,
});

/** The result of the work item that ends next. */
function nextEnd(): Promise<WorkItemResult | null | undefined> {
  return new Promise((resolve) => {
    tell = () => resolve(ended.at(-1));
  });
}

async function finish(call: number, value: unknown): Promise<WorkItemResult | null | undefined> {
  const end = nextEnd();
  calls[call]?.finish(value);
  return end;
}

describe('running', () => {
  it('gives the activity its input and context, and reports its result', async () => {
    worker.start(item(7, { attempt: 3, input: '{"a":1}' }));
    expect(calls[0]?.input).toEqual({ a: 1 });
    const { name: _, input: __, facts: ___, ...key } = item(7, { attempt: 3 });
    expect(await finish(0, { b: 2 })).toEqual({ ...key, durationMs: expect.any(Number), result: '{"b":2}' });
    expect(worker.runningCount).toBe(0);
  });

  it('tells the activity which try of which call it is, and how often it was begun', () => {
    worker.start(item(9, { attempt: 2, facts: { attempt: 3, firstTaskId: 5, tags: { team: 'a' } } }));
    worker.start(item(1));
    const [again, first] = calls.map(({ context }) => context);
    expect([again?.attempt, again?.deliveryCount, again?.tags]).toEqual([3, 2, { team: 'a' }]);
    expect([first?.attempt, first?.deliveryCount, first?.tags]).toEqual([1, 1, {}]);
    expect([again?.idempotencyKey, first?.idempotencyKey]).toEqual(['order:2:5', 'order:2:1']);
  });

  it('an absent result stays absent', async () => {
    worker.start(item(1));
    expect(await finish(0, undefined)).toMatchObject({ result: null });
  });

  it.each([
    ['Failing', { errorType: 'RangeError', message: 'too far' }],
    [
      'Unwritable',
      { errorType: 'NotSerializable', message: expect.stringContaining("The result of activity 'Unwritable'") },
    ],
    ['Nowhere', { errorType: 'ActivityNotFound', isNonRetriable: true }],
  ])('A1. %s fails its task', async (name, failure) => {
    const end = nextEnd();
    worker.start(item(1, { name }));
    expect(await end).toMatchObject({ taskId: 1, failure });
  });

  it('runs no item twice at once, but another attempt of it', () => {
    worker.start(item(1));
    worker.start(item(1));
    expect(worker.runningCount).toBe(1);
    worker.start(item(1, { attempt: 2 }));
    expect(worker.runningCount).toBe(2);
  });
});

describe('capacity', () => {
  it('A2. what is beyond it waits, and is run in order', async () => {
    worker.backlogMax = 2;
    for (const taskId of [1, 2, 3, 4]) worker.start(item(taskId));
    worker.start(item(4));
    expect([worker.runningCount, worker.room]).toEqual([2, 0]);
    await finish(1, null);
    await finish(0, null);
    expect(calls.map(({ input }) => input)).toEqual([1, 2, 3, 4]);
    expect([worker.runningCount, worker.room]).toEqual([2, 2]);
  });

  it('what is reserved is not given twice', () => {
    expect([worker.reserve(1), worker.reserve(5), worker.reserve(5)]).toEqual([1, 1, 0]);
    worker.unreserve(2);
    expect(worker.room).toBe(2);
  });

  it('has no room while more is held than there is capacity for', () => {
    worker.backlogMax = 1;
    for (const taskId of [1, 2, 3]) worker.start(item(taskId));
    worker.backlogMax = 0;
    expect([worker.room, worker.reserve(1)]).toEqual([0, 0]);
  });
});

describe('leaving room to others', () => {
  it('lets go of what waits, and has no room once it is closed', () => {
    worker.backlogMax = 2;
    for (const taskId of [1, 2, 3, 4]) worker.start(item(taskId));
    expect(worker.surrender()).toMatchObject([{ taskId: 3 }, { taskId: 4 }]);
    expect([worker.load, worker.room]).toEqual([2, 2]);
    worker.close();
    expect([worker.room, worker.reserve(1)]).toEqual([0, 0]);
  });
});

describe('aborting', () => {
  it('A3. fires the signal, drops the result, and starts the next once the code has ended', async () => {
    worker.backlogMax = 2;
    for (const taskId of [1, 2, 3, 4]) worker.start(item(taskId));
    worker.abort(({ taskId }) => taskId === 1 || taskId === 3, 'Too late.');
    const signals = calls.map(({ context }) => context.signal);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
    expect(signals[0]?.reason).toMatchObject({ name: 'AbortError', message: 'Too late.' });
    expect([worker.runningCount, calls.length]).toEqual([2, 2]);
    expect(await finish(0, 'ignored')).toBeNull();
    expect(calls[2]?.input).toBe(4);
  });

  it('fires a signal that was asked for before', () => {
    worker.start(item(1));
    const signal = calls[0]?.context.signal;
    worker.abort(() => true, '');
    expect(signal?.aborted).toBe(true);
  });

  it('knows what has been running, and is wanted', () => {
    worker.start(item(1));
    worker.start(item(2));
    worker.abort(({ taskId }) => taskId === 2, '');
    expect(worker.runningFor(0)).toMatchObject([{ taskId: 1 }]);
    expect(worker.runningFor(60_000)).toEqual([]);
  });
});

describe('draining', () => {
  it('waits for what runs, and starts nothing of what waits', async () => {
    worker.backlogMax = 1;
    for (const taskId of [1, 2, 3]) worker.start(item(taskId));
    let isDrained = false;
    const drained = worker.drain(10_000).then(() => {
      isDrained = true;
    });
    await finish(0, null);
    expect(isDrained).toBe(false);
    await finish(1, null);
    await drained;
    expect(calls).toHaveLength(2);
  });

  it('does not wait where nothing runs, nor longer than it may', async () => {
    await worker.drain(10_000);
    worker.start(item(1));
    await worker.drain(1);
    expect(worker.runningCount).toBe(1);
    expect(calls[0]?.context.signal.aborted).toBe(true);
  });
});
