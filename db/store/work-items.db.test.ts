import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ClaimedWorkItem, Store, WorkItemResult } from '@/server/store';
import { joinHub, LEASE_MS, nodeFacts, openTestStores, type TestStores } from '../testing/open-test-stores';
import { claimWish, testCheckpoint, testOutcome, testRecord, testTurned } from '../testing/test-turns';
import { transaction } from '../transaction';

let hub: TestStores;
let one: Store;
let other: Store;

beforeAll(async () => {
  hub = await openTestStores(2, 2);
  [one, other] = hub.stores as [Store, Store];
});

afterAll(() => hub.close());

beforeEach(async () => {
  await hub.sql`truncate nodes, instances, work_items, control_queue`;
  await hub.sql`update partitions set owner = null`;
});

/** A hub in which node `one` owns partition 0, with `count` work items of its, the first `taken` taken by it. */
async function withWorkItems(count: number, taken = 0, name = 'Pay'): Promise<void> {
  const [lease] = await joinHub(one, 'one');
  await other.registerNode(nodeFacts('other'), LEASE_MS);
  if (lease === undefined) throw new Error('No lease.');
  const workItems = Array.from({ length: count }, (_, index) => ({ taskId: index + 1, name, input: `${index}` }));
  const turned = [testTurned(testOutcome(testRecord('order'), { isNew: true, workItems }))];
  const checkpoint = testCheckpoint(lease, turned, { nodeId: 'one', workItemsTaken: taken });
  expect(await one.checkpoint(checkpoint)).toBe('committed');
}

const claim = (store: Store, nodeId: string, limit: number, activities = ['pay']) =>
  store.claimWorkItems(0, nodeId, claimWish(activities, limit));

const taskIds = (items: { taskId: number }[]) => items.map(({ taskId }) => taskId).sort((a, b) => a - b);
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

const resultOf = ({ instanceId, generation, taskId, attempt }: ClaimedWorkItem): WorkItemResult => ({
  partitionId: 0,
  instanceId,
  generation,
  taskId,
  attempt,
  durationMs: 5,
  result: '"done"',
});

describe('claiming', () => {
  test('W1. gives the item with its attempt counted', async () => {
    await withWorkItems(1);
    expect(await claim(other, 'other', 10)).toMatchObject([
      { partitionId: 0, instanceId: 'order', generation: 0, taskId: 1, attempt: 1, name: 'Pay', input: '0', facts: {} },
    ]);
    const [row] = await hub.sql`select locked_by, attempt from work_items`;
    expect(row).toEqual({ locked_by: 'other', attempt: 1 });
    expect(await claim(one, 'one', 10)).toEqual([]);
  });

  test('two claimers at once get each item once', async () => {
    await withWorkItems(60);
    const claims = upTo(10).flatMap(() => [claim(one, 'one', 4), claim(other, 'other', 4)]);
    const rest = (await Promise.all(claims)).flat();
    expect(taskIds([...rest, ...(await claim(one, 'one', 100))])).toEqual(upTo(60));
  });

  test('gives no more than asked for, of activities that the node has, of one partition', async () => {
    await withWorkItems(3, 0, 'PAY');
    expect(await claim(one, 'one', 2)).toHaveLength(2);
    expect(await claim(one, 'one', 2, ['pack'])).toEqual([]);
    expect(await one.claimWorkItems(1, 'one', claimWish(['pay'], 2))).toEqual([]);
    expect(await claim(one, 'one', 2)).toHaveLength(1);
  });

  test('does not give what the checkpoint took for its node, which holds it', async () => {
    await withWorkItems(3, 2);
    expect(taskIds(await claim(other, 'other', 10))).toEqual([3]);
    expect(taskIds(await one.heldWorkItems(0, 'one'))).toEqual([1, 2]);
    expect((await other.heldWorkItems(0, 'other'))[0]).toMatchObject({ taskId: 3, attempt: 1, input: '2' });
    expect(await one.heldWorkItems(1, 'one')).toEqual([]);
  });
});

describe('returning', () => {
  test('what a node has not begun is free again, and the attempt was none; what it does not hold stays', async () => {
    await withWorkItems(3, 2);
    const held = await one.heldWorkItems(0, 'one');
    await one.returnWorkItems(0, 'other', held);
    expect(await one.heldWorkItems(0, 'one')).toHaveLength(2);
    await one.returnWorkItems(0, 'one', held);
    await one.returnWorkItems(0, 'one', held);
    const again = await claim(other, 'other', 10);
    expect(again.map(({ attempt }) => attempt)).toEqual([1, 1, 1]);
  });
});

describe('freeing', () => {
  test('only what dead nodes hold becomes claimable again, and the next attempt is counted', async () => {
    await withWorkItems(3, 1);
    const [held] = await claim(other, 'other', 1);
    expect(await one.freeWorkItems(0, 3)).toBe(0);
    await other.renewNode('other', -1);
    expect(await one.freeWorkItems(1, 3)).toBe(0);
    expect(await one.freeWorkItems(0, 3)).toBe(1);
    expect(await one.freeWorkItems(0, 3)).toBe(0);
    const again = await claim(one, 'one', 10);
    expect(again.find(({ taskId }) => taskId === held?.taskId)).toMatchObject({ attempt: 2 });
    expect(again).toHaveLength(2);
  });

  test('what a node gives back as it leaves is free at once, and the attempt was none', async () => {
    await withWorkItems(3, 1);
    await claim(other, 'other', 1);
    await other.removeNode('other');
    expect(await one.freeWorkItems(0, 3)).toBe(0);
    expect(taskIds(await one.heldWorkItems(0, 'one'))).toEqual([1]);
    const again = await claim(one, 'one', 3);
    expect(again.map(({ attempt }) => attempt)).toEqual([1, 1]);
  });

  test('a leaving node does not wait for an item that somebody takes away', async () => {
    await withWorkItems(2);
    await claim(other, 'other', 2);
    await transaction(hub.sql, async (tx) => {
      await tx`delete from work_items where task_id = 1`;
      await other.removeNode('other');
    });
    expect(await claim(one, 'one', 3)).toMatchObject([{ taskId: 2, attempt: 1 }]);
  });
});

describe('W2. completing', () => {
  const messages = async () => (await one.fetchMessages(0, [], 100)).messages;

  test('turns the item into a message, once', async () => {
    await withWorkItems(2);
    const [first, second] = (await claim(other, 'other', 2)) as [ClaimedWorkItem, ClaimedWorkItem];
    const failure = { errorType: 'Error', message: 'no "card", {sorry}\\' };
    const { result: _, ...failed } = { ...resultOf(second), result: null, failure };
    await other.completeWorkItems(0, 'other', [resultOf(first), failed]);
    await other.completeWorkItems(0, 'other', [resultOf(first), failed]);
    const taskFacts = { generation: 0, durationMs: 5 };
    expect((await messages()).map(({ instanceId, message }) => ({ instanceId, message }))).toEqual([
      { instanceId: 'order', message: { ...taskFacts, type: 'taskCompleted', taskId: first.taskId, result: '"done"' } },
      { instanceId: 'order', message: { ...taskFacts, type: 'taskFailed', taskId: second.taskId, failure } },
    ]);
    expect(await hub.sql`select from work_items`).toHaveLength(0);
  });

  test('drops a result of a node that lost the item, and of an attempt that was given up', async () => {
    await withWorkItems(1);
    const [late] = (await claim(other, 'other', 1)) as [ClaimedWorkItem];
    await other.renewNode('other', -1);
    await one.freeWorkItems(0, 3);
    await other.completeWorkItems(0, 'other', [resultOf(late)]);
    const [current] = (await claim(one, 'one', 1)) as [ClaimedWorkItem];
    await other.completeWorkItems(0, 'other', [resultOf(late), resultOf(current)]);
    await one.completeWorkItems(0, 'one', [resultOf(late)]);
    expect(await messages()).toEqual([]);
    await one.completeWorkItems(0, 'one', [resultOf(current)]);
    expect(await messages()).toHaveLength(1);
  });

  test('the same result twice at once makes one message', async () => {
    await withWorkItems(20);
    const results = (await claim(other, 'other', 20)).map(resultOf);
    await Promise.all(upTo(4).map(() => other.completeWorkItems(0, 'other', results)));
    expect(taskIds((await messages()).map(({ message }) => message as { taskId: number }))).toEqual(upTo(20));
  });

  test('a checkpoint that ends the item and a completion of it at once: one of them counts', async () => {
    await withWorkItems(1, 1);
    const [lease] = (await one.renewNode('one', LEASE_MS)).leases.filter(({ partitionId }) => partitionId === 0);
    const [held] = (await one.heldWorkItems(0, 'one')) as [ClaimedWorkItem];
    if (lease === undefined) throw new Error('No lease.');
    const outcome = testOutcome(testRecord('order', { revision: 1 }));
    const checkpoint = testCheckpoint(lease, [testTurned(outcome, { workItemsDone: [held] })], { nodeId: 'one' });
    const [committed] = await Promise.all([
      one.checkpoint(checkpoint),
      one.completeWorkItems(0, 'one', [resultOf(held)]),
    ]);
    expect(await messages()).toHaveLength(committed === 'committed' ? 0 : 1);
  });
});
