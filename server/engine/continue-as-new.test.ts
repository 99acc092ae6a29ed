import { expect, test } from 'vitest';
import { orchestrator } from './orchestrator';
import { tell } from './testing/messages';
import { expectSameAfterReplay, scenario } from './testing/scenario';
import { TestInstance } from './testing/test-instance';

scenario(
  'each generation has its input, its ids and its history',
  function* (context, sum: number | undefined) {
    const add: number = yield context.waitForExternalEvent('Add');
    if (add < 0) return sum;
    context.continueAsNew((sum ?? 0) + add);
    return 'not the output';
  },
  async (instance) => {
    await instance.turn(tell.start());
    const { outcome } = await instance.turn(tell.raised('Add', 2));
    expect(outcome.earlier).toMatchObject([{ generation: 0, leftovers: 'none' }]);
    expect(instance.historyOf(0).map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'EventWaitStarted',
      'EventRaised',
      'ContinuedAsNew',
    ]);
    expect(outcome).toMatchObject({ generation: 1, isNew: true, ended: false, forgetsUpTo: null });
    expect(outcome.replaces).toEqual({ instanceId: 'tested-1', revision: 1 });
    expect(instance.history).toMatchObject([
      { type: 'ExecutionStarted', payload: '2', seq: 0, turn: 1 },
      { type: 'EventWaitStarted', taskId: 1, seq: 1, turn: 1 },
    ]);
    expect(instance.record).toMatchObject({ generation: 1, status: 'Running', input: '2', historyLength: 2 });
    await instance.turn(tell.raised('Add', 3));
    await instance.turn(tell.raised('Add', -1));
    expect([instance.output, instance.record.generation]).toEqual([5, 2]);
  },
);

scenario(
  'what people know an instance by stays, its execution id does not',
  function* (context) {
    context.setCustomStatus('kept');
    yield context.waitForExternalEvent('Go');
    context.continueAsNew();
  },
  async (instance) => {
    await instance.turn(tell.start());
    const before = { ...instance.record };
    const { outcome } = await instance.turn(tell.raised('Go'));
    const { instanceId, name, version, tags, parent, createdAt, customStatus } = before;
    expect(instance.record).toMatchObject({ instanceId, name, version, tags, parent, createdAt, customStatus });
    expect(instance.record.executionId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5/);
    expect(outcome).toMatchObject({ isNew: true, replaces: { instanceId, revision: before.revision } });
    expect(outcome.sends).toEqual([]);
  },
  { tags: { team: 'a' }, version: '2', parent: { instanceId: 'parent-1', generation: 0, taskId: 1 } },
);

scenario(
  'X9. an event that is raised again after its generation has ended is nothing new',
  function* (context, sum: number | undefined) {
    const add: number = yield context.waitForExternalEvent('Add');
    if (add < 0) return sum;
    context.continueAsNew((sum ?? 0) + add);
    return 'not the output';
  },
  async (instance) => {
    const [two, three] = [tell.raised('Add', 2), tell.raised('Add', 3)];
    await instance.turn(tell.start());
    await instance.turn(two, three, two);
    await instance.turn(two, three);
    await instance.turn(tell.raised('Add', 4), two, three);
    expect(instance.record.generation).toBe(3);
    await instance.turn(tell.raised('Add', -1));
    expect(instance.output).toBe(9);
  },
);

scenario(
  'events that nobody took come first in the next generation, in order, whatever their names',
  function* (context, seen: string[] = []) {
    yield context.waitForExternalEvent('Go');
    seen.push(yield context.waitForExternalEvent('A'));
    if (seen.length < 3) context.continueAsNew(seen);
    return seen;
  },
  async (instance) => {
    await instance.turn(tell.start(), tell.raised('A', 'a1'), tell.raised('B', 'b1'), tell.raised('A', 'a2'));
    await instance.turn(tell.raised('A', 'a3'), tell.raised('Go'), tell.raised('Go'), tell.raised('A', 'a4'));
    const names = (generation: number) =>
      instance
        .historyOf(generation)
        .flatMap((event) => (event.type === 'EventRaised' ? [event.payload ?? event.name] : []));
    expect(names(1)).toEqual(['"b1"', '"a2"', '"a3"', 'Go']);
    expect(names(2)).toEqual(['"b1"', '"a3"', '"a4"']);
    await instance.turn(tell.raised('Go'));
    expect(instance.output).toEqual(['a1', 'a2', 'a3']);
  },
);

scenario(
  'events are dropped where the code says so, but not those that come after its call',
  function* (context, round = 1) {
    yield context.waitForExternalEvent('Go');
    if (round === 1) context.continueAsNew(2, { keepEvents: false });
    else return yield context.waitForExternalEvent('News');
  },
  async (instance) => {
    await instance.turn(tell.start());
    await instance.turn(tell.raised('News', 'old'), tell.raised('Go'), tell.raised('News', 'new'));
    await instance.turn(tell.raised('Go'));
    expect(instance.output).toBe('new');
  },
);

scenario(
  'events that were kept while the instance was suspended are carried over too',
  function* (context, round = 1) {
    yield context.waitForExternalEvent('Go');
    if (round === 1) context.continueAsNew(2);
    return yield context.waitForExternalEvent('News');
  },
  async (instance) => {
    await instance.turn(tell.start());
    await instance.turn(tell.suspend, tell.raised('Go'), tell.raised('News', 'first'), tell.raised('Go'));
    await instance.turn(tell.raised('News', 'second'), tell.resume);
    expect([instance.output, instance.record.generation]).toEqual(['first', 1]);
  },
);

scenario(
  'what was asked for before the call happens, what comes after it does not',
  function* (context, round = 1) {
    if (round === 2) return yield context.waitForExternalEvent('Never');
    context.sendEvent('other-1', 'Early');
    context.callActivity('Early');
    context.createTimer({ hours: 1 });
    context.continueAsNew(2);
    context.continueAsNew(3);
    context.sendEvent('other-1', 'Late');
    context.setCustomStatus('late');
    const late = context.callActivity('Late');
    context.createTimer({ hours: 1 }).cancel();
    yield late;
    return 'unreachable';
  },
  async (instance) => {
    const { outcome } = await instance.turn(tell.start());
    expect(outcome.sends).toMatchObject([{ message: { name: 'Early' } }]);
    expect(outcome.earlier).toMatchObject([
      { workItems: [{ name: 'Early' }], timersCreated: [{ taskId: 3 }], timersCanceled: [], leftovers: 'run' },
    ]);
    expect(instance.record).toMatchObject({ input: '2', customStatus: null, generation: 1, status: 'Running' });
    const { dropped } = await instance.turn(tell.completed(2, 'of the old generation'));
    expect(dropped).toHaveLength(1);
    expect(instance.history).toHaveLength(2);
  },
);

scenario(
  'code that throws after the call fails its instance',
  function* (context) {
    yield context.callActivity('First');
    context.continueAsNew();
    throw new Error('after all');
  },
  async (instance) => {
    await instance.turn(tell.start());
    const { outcome } = await instance.turn(tell.completed(1));
    expect(outcome.earlier).toEqual([]);
    expect(instance.record).toMatchObject({ status: 'Failed', generation: 0, failure: { message: 'after all' } });
  },
);

scenario(
  'a loop without waiting pauses after ten generations in a turn, and loses nothing that came meanwhile',
  function* (context, round: number) {
    if (round < 25) context.continueAsNew(round + 1);
    else return yield context.waitForExternalEvent('News');
  },
  async (instance) => {
    const { outcome } = await instance.turn(tell.start(0), tell.raised('News', 'kept'));
    const startAt = (instance.history[0]?.at ?? 0) + 100;
    expect(instance.record).toMatchObject({ generation: 10, status: 'Pending', input: '10' });
    expect(instance.record.waitingOn).toMatchObject({ kind: 'timer', taskId: 0 });
    expect(outcome.timersCreated).toEqual([{ taskId: 0, fireAt: startAt }]);
    expect(outcome.forgetsUpTo).toBe(8);
    expect(outcome.earlier.map(({ events }) => events.length)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 2]);
    for (const generation of [10, 20]) await instance.turn(tell.fired(0, 0, generation));
    expect([instance.output, instance.record.generation]).toEqual(['kept', 25]);
  },
);

test('an async orchestrator that goes on waiting after the call is stopped there', async () => {
  let reached = 'nothing';
  const waiting = orchestrator('Tested', async (context, round: number | undefined) => {
    if (round === 2) return 'over';
    context.continueAsNew(2);
    await null;
    reached = 'the first await';
    await context.callActivity('Never');
    reached = 'too far';
    return 'unreachable';
  });
  const instance = new TestInstance(waiting);
  await instance.turn(tell.start());
  expect([instance.output, reached]).toEqual(['over', 'the first await']);
  await expectSameAfterReplay(instance);
});

test('code that does not continue as new any more does not agree with its history', async () => {
  const told = (continues: boolean) =>
    orchestrator('Tested', function* (context, round: number | undefined) {
      yield context.waitForExternalEvent('Go');
      if (continues && round === undefined) context.continueAsNew(2);
      else yield context.waitForExternalEvent('Go');
    });
  const instance = new TestInstance(told(false));
  await instance.turn(tell.start());
  await instance.turn(tell.raised('Go'));
  await expect(instance.reload(told(true))).rejects.toThrow('did ContinuedAsNew');
});
