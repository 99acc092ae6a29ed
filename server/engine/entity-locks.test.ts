import fc from 'fast-check';
import { entity } from 'perdure';
import { describe, expect, it } from 'vitest';
import { ask, link, TestEntity } from './testing/entity-messages';
import { LOCKABLE, LockWorld } from './testing/lock-world';

const plain = entity('Plain', (context) => {
  if (context.operationName === 'add') context.setState(((context.getState() as number) ?? 0) + 1);
  return context.getState() ?? null;
});

const [a, b] = ['@plain@a', '@plain@b'];
const [one, other] = [link('one'), link('other')];

describe('an entity', () => {
  it('L1. is locked, asks the next one, and the last one tells the owner', async () => {
    const first = new TestEntity(plain, a);
    const { sends } = await first.turn(ask.lock(one, [a, b]));
    expect(sends).toEqual([{ instanceId: b, message: ask.lock(one, [a, b], 1) }]);
    const told = await new TestEntity(plain, b).turn(ask.lock(one, [a, b], 1));
    const message = { type: 'taskCompleted', generation: 0, taskId: 1, result: null, durationMs: 0 };
    expect(told.sends).toEqual([{ instanceId: 'one', message }]);
    expect(told).toMatchObject({ isGone: false, record: { lockedBy: one, state: null } });
  });

  it('L2. keeps what others ask while it is locked, in order, and takes it in once it is released', async () => {
    const tested = new TestEntity(plain, a);
    await tested.turn(ask.lock(one, [a]), ask.signal('add'), ask.call(link('one', 2), 'add'), ask.lock(other, [a]));
    await tested.turn(ask.fromClient('add'));
    expect(tested.record).toMatchObject({ state: '1', lockedBy: one });
    expect(tested.record.waiting.map(({ type }) => type)).toEqual(['entityOperation', 'entityLock', 'entityOperation']);
    const { sends, replies } = await tested.turn(ask.unlock(one, [a]));
    expect(sends).toMatchObject([{ instanceId: 'other' }]);
    expect(replies).toEqual([]);
    expect(tested.record).toMatchObject({ state: '2', lockedBy: other });
    expect((await tested.turn(ask.unlock(other, [a]))).replies).toMatchObject([{ result: '3' }]);
  });

  it('L2. takes in what the owner asked between its request and its being granted', async () => {
    const tested = new TestEntity(plain, a);
    await tested.turn(ask.lock(one, [a]), ask.lock(other, [a]), ask.call(link('other', 2), 'add'));
    expect(tested.state).toBeUndefined();
    const { sends } = await tested.turn(ask.unlock(one, [a]));
    expect(sends.map(({ message }) => message.type)).toEqual(['taskCompleted', 'taskCompleted']);
    expect(tested.record).toMatchObject({ state: '1', lockedBy: other, waiting: [] });
  });

  it('L2. does not know an owner of another generation', async () => {
    const tested = new TestEntity(plain, a);
    await tested.turn(ask.lock(one, [a]), ask.call(link('one', 2, 1), 'add'), ask.unlock(link('one', 1, 1), [a]));
    expect(tested.record).toMatchObject({ lockedBy: one, waiting: [{ type: 'entityOperation' }] });
  });

  it('L3. withdraws a lock that waits, and tells nobody further', async () => {
    const tested = new TestEntity(plain, a);
    await tested.turn(ask.lock(one, [a, b]), ask.lock(other, [a, b]));
    expect((await tested.turn(ask.unlock(other, [a, b]))).sends).toEqual([]);
    expect(tested.record).toMatchObject({ lockedBy: one, waiting: [] });
  });

  it('L3. passes an unlock on, also where somebody else has released it', async () => {
    const tested = new TestEntity(plain, a);
    const { sends, isGone } = await tested.turn(ask.unlock(one, [a, b]));
    expect(sends).toEqual([{ instanceId: b, message: ask.unlock(one, [a, b], 1) }]);
    expect(isGone).toBe(true);
  });
});

const plan = fc.record({
  entities: fc.subarray(LOCKABLE, { minLength: 1 }),
  calls: fc.nat(3),
  endsAfter: fc.option(fc.nat(30), { freq: 2 }),
});

describe('owners that lock in any interleaving', () => {
  it('never wait for each other for ever, never share an entity, and leave nothing locked', async () => {
    const plans = fc.array(plan, { minLength: 2, maxLength: 5 });
    const picks = fc.array(fc.nat(1_000), { minLength: 1, maxLength: 50 });
    await fc.assert(
      fc.asyncProperty(plans, picks, async (wanted, order) => {
        const world = new LockWorld(plain, new Map(wanted.map((each, index) => [`owner-${index}`, each])));
        await world.run(order);
        const waitedOn = [...world.plans].filter(([, { endsAfter }]) => (endsAfter ?? 1e9) > world.deliveries);
        expect(waitedOn.filter(([owner]) => !world.granted.has(owner))).toEqual([]);
        for (const { record } of world.entities.values()) {
          expect(record).toMatchObject({ lockedBy: null, waiting: [] });
        }
      }),
      { numRuns: 60 },
    );
  });
});
