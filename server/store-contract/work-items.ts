/** Activities to be run, each by one. */
import { expect, test } from 'vitest';
import { claimWish, testOutcome, testRecord, testTurned } from '@/db/testing/test-turns';
import type { ClaimedWorkItem, Store, WorkItemResult } from '../store';
import { byOne, type Hub } from './hub';

const DEAD = -1;

const resultOf = ({ instanceId, generation, taskId, attempt }: ClaimedWorkItem): WorkItemResult => ({
  ...{ partitionId: 0, instanceId, generation, taskId, attempt },
  durationMs: 5,
  result: '"done"',
});

export function workItems(hub: () => Hub): void {
  const schedule = async (count: number, taken: number) => {
    const items = Array.from({ length: count }, (_, index) => ({ taskId: index + 1, name: 'Pay', input: null }));
    const turned = testTurned(testOutcome(testRecord('order'), { isNew: true, workItems: items }));
    await hub().one.checkpoint(byOne(hub().lease, [turned], { workItemsTaken: taken }));
  };
  const claim = (store: Store, nodeId: string, limit = 9) => store.claimWorkItems(0, nodeId, claimWish(['pay'], limit));

  test('the first ones are the checkpoint’s node’s; the others are claimed, each by one', async () => {
    const { one, other } = hub();
    await schedule(4, 2);
    expect((await one.heldWorkItems(0, 'one')).map(({ taskId }) => taskId).sort()).toEqual([1, 2]);
    const claimed = (
      await Promise.all([claim(one, 'one', 1), claim(other, 'other', 1), claim(other, 'other', 1)])
    ).flat();
    const rest = await claim(other, 'other');
    const all = [...claimed, ...rest];
    expect(all.map(({ taskId }) => taskId).sort()).toEqual([3, 4]);
    expect(all.every(({ attempt }) => attempt === 1)).toBe(true);
  });

  test('W2. a result counts once, and only of whoever holds the item at that attempt', async () => {
    const { one, other } = hub();
    await schedule(1, 0);
    const [late] = (await claim(other, 'other')) as [ClaimedWorkItem];
    expect(await one.freeWorkItems(0, 3)).toBe(0);
    await other.renewNode('other', DEAD);
    expect(await one.freeWorkItems(0, 3)).toBe(1);
    await other.completeWorkItems(0, 'other', [resultOf(late)]);
    const [held] = (await claim(one, 'one')) as [ClaimedWorkItem];
    expect(held.attempt).toBe(2);
    await one.completeWorkItems(0, 'one', [resultOf(late)]);
    expect((await one.fetchMessages(0, [], 9)).messages).toEqual([]);
    await one.completeWorkItems(0, 'one', [resultOf(held)]);
    await one.completeWorkItems(0, 'one', [resultOf(held)]);
    expect((await one.fetchMessages(0, [], 9)).messages).toHaveLength(1);
  });

  test('lost are those that the node does not hold: others’, at another attempt, ended, never there', async () => {
    const { one, other } = hub();
    await schedule(4, 0);
    const [kept, given, ended, others] = (await claim(one, 'one', 4)) as ClaimedWorkItem[];
    if (!kept || !given || !ended || !others) throw new Error('Too few.');
    await one.returnWorkItems(0, 'one', [given, others]);
    await claim(other, 'other', 1);
    await one.completeWorkItems(0, 'one', [resultOf(ended)]);
    const never = { ...kept, instanceId: 'nobody' };
    const older = { ...kept, attempt: 7 };
    const lost = await one.lostWorkItems('one', [
      kept,
      given,
      ended,
      others,
      never,
      older,
      { ...kept, partitionId: 1 },
    ]);
    expect(lost).toEqual([given, ended, others, never, older, { ...kept, partitionId: 1 }]);
  });

  test('W3. one whose nodes ended too often waits until it is released', async () => {
    const { one } = hub();
    await schedule(1, 1);
    await one.renewNode('one', DEAD);
    expect(await one.freeWorkItems(0, 1)).toBe(1);
    expect(await claim(one, 'one')).toEqual([]);
    expect(await one.release(0, 'order', 9)).toBe(0);
    expect(await one.release(0, 'order', null)).toBe(1);
    expect(await claim(one, 'one')).toMatchObject([{ attempt: 1 }]);
  });
}
