import { entity, entityId, orchestrator } from 'perdure';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { violations } from '@/db/testing/invariants';
import { until } from '@/db/testing/until';
import { partitionOf } from '../partition-of';
import type { Runtime } from '../runtime';
import { openTestHub, type TestHub } from './testing/open-test-hub';

const account = entity('Account', {
  initialState: () => 0,
  operations: {
    add(state, amount: number, context) {
      context.setState(state + amount);
      return state + amount;
    },
    balance: (state) => state,
  },
});

/** Moves one from the first to the second in three steps that nobody may see half done. */
const transfer = orchestrator('Transfer', function* (context, [from, to]: [string, string]) {
  const [source, target] = [entityId(account, from), entityId(account, to)];
  const lock = yield* context.lockEntities(source, target);
  try {
    const before = yield* context.callEntity(source, 'balance');
    yield* context.callEntity(source, 'add', -1);
    yield* context.callEntity(target, 'add', 1);
    return before - (yield* context.callEntity(source, 'balance'));
  } finally {
    lock.release();
  }
});

const holder = orchestrator('Holder', function* (context, keys: string[]) {
  yield context.lockEntities(...keys.map((key) => entityId(account, key)));
  context.setCustomStatus('holds');
  const order: string = yield context.waitForExternalEvent<string>('Order');
  if (order === 'throw') throw new Error('told to');
  return order;
});

const FUNCTIONS = { account, transfer, holder };

let hub: TestHub;
let node: Runtime;

beforeAll(async () => {
  hub = await openTestHub();
  node = await hub.open(FUNCTIONS);
});

afterEach(async () => expect(await violations(hub.sql)).toEqual([]));

afterAll(() => hub.close());

/** Two keys whose entities are of different partitions, in the order in which they are locked. */
function keysApart(name: string): [string, string] {
  const keys = Array.from({ length: 20 }, (_, index) => `${name}-${index}`);
  const on = (partition: number) => keys.find((key) => partitionOf(`@account@${key}`, 2) === partition) ?? '';
  const [one = '', other = ''] = [on(0), on(1)].sort();
  return [one, other];
}

const balanceOf = (key: string) => node.client.callEntity(entityId(account, key), 'balance');

async function hold(instanceId: string, keys: string[]): Promise<void> {
  await node.client.startNew(holder, keys, { instanceId });
  await hub.once(instanceId, ({ customStatus }) => customStatus === '"holds"');
}

const lockOwners = async (...keys: string[]) =>
  Promise.all(keys.map(async (key) => (await node.client.getEntity(entityId(account, key)))?.lockedBy ?? null));

describe('locks', () => {
  it('L1. let many orchestrations move between two entities in both directions, and none of them waits for ever', async () => {
    const [one, other] = keysApart('transfer');
    const ids = Array.from({ length: 40 }, (_, index) => `transfer-${index}`);
    await Promise.all(
      ids.map((instanceId, index) =>
        node.client.startNew(transfer, index % 4 === 0 ? [other, one] : [one, other], { instanceId }),
      ),
    );
    const ends = await Promise.all(ids.map((id) => node.client.waitForCompletion(id)));
    expect(ends.map(({ status, output }) => [status, output])).toEqual(ids.map(() => ['Completed', 1]));
    expect([await balanceOf(one), await balanceOf(other)]).toEqual([-20, 20]);
    await until('all released', async () => (await lockOwners(one, other)).every((owner) => owner === null));
  });

  it('L2. hold everybody else back, in order', async () => {
    const [key] = keysApart('held');
    await hold('holding', [key]);
    const calls = [5, 6].map((amount) => node.client.callEntity(entityId(account, key), 'add', amount));
    await until('both wait', async () => (await node.client.getEntity(entityId(account, key)))?.waitingCount === 2);
    await expect(
      node.client.callEntity(entityId(account, key), 'balance', undefined, { timeoutMs: 50 }),
    ).rejects.toMatchObject({
      code: 'timed-out',
    });
    await node.client.raiseEvent('holding', 'Order', 'go');
    expect(await Promise.all(calls)).toEqual([5, 11]);
  });

  it.each([
    ['returns', (id: string) => node.client.raiseEvent(id, 'Order', 'go')],
    ['throws', (id: string) => node.client.raiseEvent(id, 'Order', 'throw')],
    ['is terminated', (id: string) => node.client.terminate(id, 'enough')],
    [
      'is terminated on a node that does not have its code',
      async (id: string) => {
        await node.stop();
        const without = await hub.open({ account });
        await without.client.terminate(id, 'enough');
        await without.client.waitForCompletion(id);
        await without.stop();
        node = await hub.open(FUNCTIONS);
      },
    ],
  ])('are given back where the owner %s', async (title, end) => {
    const keys = keysApart(title.replaceAll(' ', ''));
    const id = `ends ${title}`;
    await hold(id, keys);
    expect(await lockOwners(...keys)).toEqual([id, id]);
    const waiting = `waits ${title}`;
    await node.client.startNew(holder, [...keys].reverse(), { instanceId: waiting });
    await end(id);
    await hub.once(waiting, ({ customStatus }) => customStatus === '"holds"');
    expect(await lockOwners(...keys)).toEqual([waiting, waiting]);
    await node.client.raiseEvent(waiting, 'Order', 'go');
    await until('released', async () => (await lockOwners(...keys)).every((owner) => owner === null));
  });

  it('that are still asked for are withdrawn', async () => {
    const keys = keysApart('withdrawn');
    await hold('first', [keys[1]]);
    await node.client.startNew(holder, keys, { instanceId: 'second' });
    await until('the second has one', async () => (await lockOwners(...keys)).join() === 'second,first');
    await node.client.terminate('second', 'enough');
    await until('and gives it back', async () => (await lockOwners(...keys)).join() === ',first');
    await node.client.raiseEvent('first', 'Order', 'go');
    await until('nothing is left', async () => (await lockOwners(...keys)).join() === ',');
  });

  it('whose owner is gone are found and released', async () => {
    const [key] = keysApart('orphaned');
    await node.client.callEntity(entityId(account, key), 'add', 1);
    await hold('lives', [keysApart('kept')[0]]);
    await node.stop();
    await hub.sql`update entities set locked_by = '{"instanceId":"nobody","generation":0,"taskId":1}'
      where instance_id = ${`@account@${key}`}`;
    node = await hub.open(FUNCTIONS);
    expect(await node.client.cleanEntityStorage()).toEqual({ orphanedLocksReleased: 1 });
    expect(await balanceOf(key)).toBe(1);
    expect(await node.client.cleanEntityStorage()).toEqual({ orphanedLocksReleased: 0 });
    await node.client.raiseEvent('lives', 'Order', 'go');
    await node.client.waitForCompletion('lives');
  });
});
