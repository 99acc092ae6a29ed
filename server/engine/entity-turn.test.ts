import { type EntityContext, entity, entityId, orchestrator } from 'perdure';
import { describe, expect, it } from 'vitest';
import { ask, link, NOW, TestEntity } from './testing/entity-messages';

/** The same counter in each style. */
const STYLES = [
  [
    'object',
    entity('Counter', {
      initialState: () => 0,
      operations: {
        add(state, amount: number, context) {
          context.setState(state + amount);
          if (amount > 100) throw new RangeError('too much');
          return state + amount;
        },
        get: (state) => state,
      },
    }),
  ],
  [
    'class',
    entity(
      'Counter',
      class {
        value = 0;

        add(amount: number) {
          this.value += amount;
          if (amount > 100) throw new RangeError('too much');
          return this.value;
        }

        get() {
          return this.value;
        }
      },
    ),
  ],
  [
    'function',
    entity('Counter', (context: EntityContext<number>) => {
      const value = context.getState(() => 0);
      switch (context.operationName.toLowerCase()) {
        case 'add':
          context.setState(value + context.getInput<number>());
          if (context.getInput<number>() > 100) throw new RangeError('too much');
          return context.return(value + context.getInput<number>());
        case 'get':
          return context.return(value);
        case 'delete':
          return;
        default:
          throw new Error('unknown');
      }
    }),
  ],
] as const;

describe.each(STYLES)('an entity in the %s style', (_style, counter) => {
  it('N1. runs operations in order, by name without regard to case, and answers whoever waits', async () => {
    const tested = new TestEntity(counter);
    const { sends, replies, logs } = await tested.turn(
      ask.signal('add', 2),
      ask.call(link('caller', 7, 3), 'ADD', 3),
      ask.fromClient('Get'),
    );
    const message = { type: 'taskCompleted', generation: 3, taskId: 7, result: '5', durationMs: 0 };
    expect(sends).toEqual([{ instanceId: 'caller', message }]);
    expect(replies).toMatchObject([{ result: '5' }]);
    expect(logs).toEqual([]);
  });

  it('O1. leaves the state as it was where an operation throws, and goes on with the next', async () => {
    const tested = new TestEntity(counter);
    const { sends, logs } = await tested.turn(
      ask.signal('add', 1),
      ask.call(link('caller'), 'add', 101),
      ask.signal('add', 102),
      ask.signal('add', 2),
    );
    expect(sends).toMatchObject([{ message: { type: 'taskFailed', failure: { errorType: 'RangeError' } } }]);
    expect(logs).toMatchObject([{ level: 'warn', message: "operation 'add' failed" }]);
    expect(await tested.ask('get')).toBe(3);
  });

  it('N4. keeps nothing of an initial state that nobody changed', async () => {
    const tested = new TestEntity(counter);
    expect(await tested.ask('get')).toBe(0);
    expect(tested.last).toMatchObject({ isGone: true, record: { state: null } });
    await tested.turn(ask.signal('add', 0));
    await tested.turn(ask.signal('add', 1));
    expect(tested.last).toMatchObject({ isGone: false });
  });

  it('is deleted by `delete`, and begins anew after it', async () => {
    const tested = new TestEntity(counter);
    await tested.turn(ask.signal('add', 5));
    expect(await tested.ask('delete')).toBeUndefined();
    expect(tested.last).toMatchObject({ isGone: true, record: { state: null } });
    expect(await tested.ask('add', 1)).toBe(1);
  });

  it('fails an operation that it does not know', async () => {
    expect(await new TestEntity(counter).ask('multiply')).toMatchObject({ failure: { message: expect.any(String) } });
  });
});

const mirror = entity('Mirror', (context) => {
  if (context.operationName === 'keep') context.setState(context.getInput());
  if (context.operationName === 'show') return context.getState();
  return context.getInput();
});

describe('values that look like nothing', () => {
  it.each([0, false, '', [], {}])('%j survives as input, state and result', async (value) => {
    const tested = new TestEntity(mirror);
    expect(await tested.ask('keep', value)).toEqual(value);
    expect(tested.last?.isGone).toBe(false);
    expect(await tested.ask('show')).toEqual(value);
  });

  it('null survives as input and result; as a state it is none, like undefined', async () => {
    const tested = new TestEntity(mirror);
    expect(await tested.ask('echo', null)).toBeNull();
    expect(await tested.ask('echo')).toBeUndefined();
    await tested.turn(ask.signal('keep', 1), ask.signal('keep', null));
    expect(tested.last?.isGone).toBe(true);
  });
});

describe('the context', () => {
  const seen = entity('Seen', (context) => {
    const { entityId: id, entityName, entityKey, operationName, isNewlyConstructed } = context;
    context.setState(1);
    context.return(0);
    context.return({ id, entityName, entityKey, operationName, isNewlyConstructed });
    return 'not this';
  });

  it('says which entity and operation it is, and gives the last result', async () => {
    const tested = new TestEntity(seen, '@seen@a@b');
    expect(await tested.ask('Look')).toEqual({
      id: { name: 'seen', key: 'a@b' },
      entityName: 'seen',
      entityKey: 'a@b',
      operationName: 'Look',
      isNewlyConstructed: true,
    });
    expect(await tested.ask('look')).toMatchObject({ isNewlyConstructed: false });
  });

  const busy = entity('Busy', (context) => {
    context.log.info('working', { on: 1 });
    context.signalEntity(entityId('Other', 'x'), 'add', 0);
    context.signalEntity(entityId('Other', 'x'), 'add', undefined, { dueAt: { minutes: 1 } });
    context.startNewOrchestration(
      orchestrator('Own', async (_context, input: number) => input),
      1,
    );
    context.return(context.startNewOrchestration('Named', '', { instanceId: 'given' }));
    if (context.operationName === 'fail') throw new Error('after all');
  });

  it('signals and starts in order, with a time where one is given', async () => {
    const tested = new TestEntity(busy);
    const { sends, replies } = await tested.turn(ask.fromClient('go'));
    expect(replies).toMatchObject([{ result: '"given"' }]);
    expect(sends).toMatchObject([
      { instanceId: '@other@x', message: { operation: 'add', input: '0', caller: null } },
      { instanceId: '@other@x', message: { operation: 'add', input: null }, visibleAt: NOW + 60_000 },
      { message: { type: 'start', start: { name: 'Own', input: '1', parent: null, createdAt: NOW } } },
      { instanceId: 'given', message: { type: 'start', start: { name: 'Named', input: '""' } } },
    ]);
  });

  it('O1. sends nothing where the operation fails, and logs all the same', async () => {
    const { sends, logs } = await new TestEntity(busy).turn(ask.signal('fail'));
    expect(sends).toEqual([]);
    expect(logs.map(({ message }) => message)).toEqual(['working', "operation 'fail' failed"]);
  });

  it.each([
    [
      'an operation without a name that can be',
      (context: EntityContext) => context.signalEntity(entityId('Other', 'x'), 'a\n'),
    ],
    ['an orchestrator without one', (context: EntityContext) => context.startNewOrchestration('')],
    ['an entity’s id', (context: EntityContext) => context.startNewOrchestration('Named', 1, { instanceId: '@a@b' })],
  ])('refuses %s', async (_what, act) => {
    expect(await new TestEntity(entity('Odd', act)).ask('go')).toMatchObject({ failure: { errorType: 'TypeError' } });
  });

  it('destructs on exit, whatever is set', async () => {
    const brief = entity('Brief', (context) => {
      context.destructOnExit();
      context.setState(1);
    });
    const tested = new TestEntity(brief);
    await tested.turn(ask.signal('go'));
    expect(tested.last?.isGone).toBe(true);
  });
});

describe('an async operation', () => {
  let late: EntityContext | null = null;
  const patient = entity('Patient', async (context) => {
    await null;
    await Promise.resolve();
    if (context.operationName === 'throw') throw new TypeError('no');
    if (context.operationName === 'wait') {
      late = context;
      await new Promise((resolve) => setImmediate(resolve));
    }
    context.setState('done');
    return 'done';
  });

  it('O2. may await what settles by itself', async () => {
    const tested = new TestEntity(patient);
    expect(await tested.ask('go')).toBe('done');
    expect(await tested.ask('throw')).toMatchObject({ failure: { errorType: 'TypeError' } });
    expect(tested.state).toBe('done');
  });

  it('O2. fails where it waits for anything else, and can do nothing afterwards', async () => {
    const tested = new TestEntity(patient);
    expect(await tested.ask('wait')).toMatchObject({ failure: { errorType: 'NotSettled' } });
    expect(() => late?.setState(1)).toThrow(/after its operation/);
    expect(tested.last?.isGone).toBe(true);
  });

  it('keeps what an object’s or a class’s operation changes after an await', async () => {
    class List {
      items: string[] = [];

      async add(item: string) {
        await null;
        return this.items.push(item);
      }
    }
    const tested = new TestEntity(entity('List', List));
    await tested.turn(ask.signal('add', 'a'), ask.signal('add', 'b'));
    expect(tested.state).toEqual({ items: ['a', 'b'] });
  });
});

describe('states that are changed in place', () => {
  const list = entity('List', {
    initialState: (): string[] => [],
    operations: {
      push(state, item: string) {
        state.push(item);
        if (item === 'bad') throw new Error('bad');
      },
    },
  });

  it('are kept, but not where the operation throws', async () => {
    const tested = new TestEntity(list);
    await tested.turn(ask.signal('push', 'a'), ask.signal('push', 'bad'), ask.signal('push', 'b'));
    expect(tested.state).toEqual(['a', 'b']);
  });

  it('fails an operation whose state, result or input cannot be stored', async () => {
    const odd = entity('Odd', (context) => {
      if (context.operationName === 'state') context.setState(1n);
      return context.operationName === 'result' ? 1n : undefined;
    });
    const tested = new TestEntity(odd);
    expect(await tested.ask('state')).toMatchObject({ failure: { errorType: 'NotSerializable' } });
    expect(await tested.ask('result')).toMatchObject({ failure: { errorType: 'NotSerializable' } });
  });
});
