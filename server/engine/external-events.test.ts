import { expect } from 'vitest';
import { tell } from './testing/messages';
import { scenario } from './testing/scenario';

scenario(
  'an event ends the wait for it, and says who decided',
  function* (context) {
    return yield* context.waitForExternalEvent('Approval', { question: 'May I?', choices: [] });
  },
  async (instance) => {
    const { outcome } = await instance.turn(tell.start());
    expect(outcome.waitsOpened).toEqual([
      {
        taskId: 1,
        eventName: 'Approval',
        humanTask: { question: 'May I?', choices: [] },
        startedAt: outcome.record.updatedAt,
      },
    ]);
    const actor = { name: 'Ada', via: 'dashboard' } as const;
    const { outcome: ended } = await instance.turn(tell.raised('Approval', true, { actor }));
    const closedAt = ended.record.updatedAt;
    expect(ended.waitsClosed).toEqual([{ taskId: 1, state: 'answered', decidedBy: 'Ada', closedAt }]);
    expect(instance.output).toBe(true);
  },
);

scenario(
  'events that come before the wait are kept, in order, each for one wait',
  function* (context) {
    yield context.callActivity('A');
    const first = yield* context.waitForExternalEvent('Tick');
    const second = yield* context.waitForExternalEvent('Tick');
    return [first, second];
  },
  async (instance) => {
    await instance.turn(tell.start());
    await instance.turn(tell.raised('Tick', 1), tell.raised('Other'), tell.raised('Tick', 2));
    const { outcome } = await instance.turn(tell.completed(1));
    expect(instance.output).toEqual([1, 2]);
    expect(outcome.waitsOpened.map(({ taskId }) => taskId)).toEqual([2, 3]);
    expect(outcome.waitsClosed.map(({ taskId }) => taskId)).toEqual([2, 3]);
  },
);

scenario(
  'of two waits the older one gets the first event',
  function* (context) {
    const [older, newer] = [context.waitForExternalEvent('Tick'), context.waitForExternalEvent('Tick')];
    return yield* context.all([newer, older]);
  },
  async (instance) => {
    await instance.turn(tell.start());
    await instance.turn(tell.raised('Tick', 'first'));
    expect(instance.record.status).toBe('Running');
    await instance.turn(tell.raised('Tick', 'second'));
    expect(instance.output).toEqual(['second', 'first']);
  },
);

scenario(
  'names match whatever their case, also in Turkish (bug class: the language of the machine)',
  function* (context) {
    const early = context.waitForExternalEvent('ISSUE');
    yield early;
    return [early.result, yield* context.waitForExternalEvent('tİck')];
  },
  async (instance) => {
    await instance.turn(tell.start());
    await instance.turn(tell.raised('issue', 1), tell.raised('TİCK', 2));
    expect(instance.output).toEqual([1, 2]);
  },
);

scenario(
  'an answer goes to its own wait; a second one is dropped and never kept for another',
  function* (context) {
    const older = context.waitForExternalEvent('Approval');
    const newer = context.waitForExternalEvent('Approval');
    const first = yield* newer;
    const again = context.waitForExternalEvent('Approval');
    return [first, yield* older, yield* again];
  },
  async (instance) => {
    await instance.turn(tell.start());
    const wrongName = tell.raised('Other', 'wrong', { taskId: 2 });
    const { dropped } = await instance.turn(
      tell.raised('approval', 'yes', { taskId: 2 }),
      tell.raised('Approval', 'no', { taskId: 2 }),
      tell.raised('Approval', 'early', { taskId: 4 }),
      wrongName,
    );
    expect(dropped).toHaveLength(3);
    await instance.turn(tell.raised('Approval', 'old', { taskId: 1 }));
    expect(instance.record.status).toBe('Running');
    await instance.turn(tell.raised('Approval', 'new'));
    expect(instance.output).toEqual(['yes', 'old', 'new']);
  },
);

scenario(
  'what an event brings comes through, whatever it is (bug class: falsy values)',
  function* (context) {
    const got: unknown[] = [];
    for (let count = 0; count < 5; count += 1) got.push(yield* context.waitForExternalEvent('Data'));
    return got.map((value) => (value === undefined ? 'undefined' : value));
  },
  async (instance) => {
    await instance.turn(tell.start());
    await instance.turn(...[0, false, '', null, undefined].map((data) => tell.raised('Data', data)));
    expect(instance.output).toEqual([0, false, '', null, 'undefined']);
  },
);

scenario(
  'a human task that JSON cannot hold is refused at once',
  function* (context) {
    const choices = [{ label: 'Many', value: 10n }];
    yield context.waitForExternalEvent('Approval', { question: 'How many?', choices });
  },
  async (instance) => {
    const { outcome } = await instance.turn(tell.start());
    expect(outcome.waitsOpened).toEqual([]);
    expect(instance.record.failure?.message).toMatch(/^The human task of event 'Approval' cannot be written as JSON/);
  },
);

scenario(
  'an event that is raised again under its id counts once, waited for or not',
  function* (context) {
    const first = yield* context.waitForExternalEvent('Tick');
    yield context.callActivity('A');
    const second = yield* context.waitForExternalEvent('Tick');
    return [first, second];
  },
  async (instance) => {
    const once = { eventId: 'one' };
    await instance.turn(tell.start());
    await instance.turn(tell.raised('Tick', 1, once), tell.raised('Tick', 1, once));
    const { dropped } = await instance.turn(tell.raised('Tick', 1, once));
    expect(dropped).toHaveLength(1);
    await instance.turn(tell.completed(2));
    await instance.turn(tell.raised('Tick', 2));
    expect(instance.output).toEqual([1, 2]);
  },
);
