/** Nodes, and what they hold. */
import { expect, test } from 'vitest';
import { nodeFacts } from '@/db/testing/open-test-stores';
import { newInstance } from '@/db/testing/test-turns';
import { byOne, type Hub, LEASE_MS } from './hub';

const DEAD = -1;

export function leases(hub: () => Hub): void {
  test('a live node keeps its partitions; a dead one loses them, under a new epoch', async () => {
    const { one, other, lease } = hub();
    expect(await other.acquirePartitions('other', 2)).toEqual([]);
    await one.renewNode('one', DEAD);
    const taken = await other.acquirePartitions('other', 2);
    expect(taken.map(({ isLeftBehind }) => isLeftBehind)).toEqual([true, true]);
    expect(taken.find(({ partitionId }) => partitionId === 0)?.epoch).toBe(lease.epoch + 1);
    expect(await one.checkpoint(byOne(lease, [newInstance('late')]))).toBe('lease-lost');
    expect(await one.reacquirePartition(lease)).toBe('lease-lost');
    await one.releasePartition(lease);
    expect((await other.renewNode('other', LEASE_MS)).leases).toHaveLength(2);
  });

  test('what is given back is free at once; what is handed over is the heir’s', async () => {
    const { one, other, lease } = hub();
    await one.handOverPartition(lease, 'other');
    expect((await other.renewNode('other', LEASE_MS)).leases).toMatchObject([
      { partitionId: 0, epoch: lease.epoch + 1 },
    ]);
    const [second] = (await one.renewNode('one', LEASE_MS)).leases;
    if (second === undefined) throw new Error('No lease.');
    await one.releasePartition(second);
    expect(await other.acquirePartitions('other', 9)).toMatchObject([{ partitionId: 1, isLeftBehind: false }]);
  });

  test('an ask makes an heir, once', async () => {
    const { one, other } = hub();
    expect(await other.askForPartitions('other', 'one', 1)).toBe(1);
    expect((await one.renewNode('one', LEASE_MS)).leases.filter(({ heir }) => heir === 'other')).toHaveLength(1);
    expect((await other.renewNode('other', LEASE_MS)).asked).toBe(1);
    expect(await one.askForPartitions('third', 'one', 9)).toBe(1);
  });

  test('a node that leaves is counted no more, and one that is removed holds nothing', async () => {
    const { one, other } = hub();
    expect((await one.renewNode('one', LEASE_MS)).liveNodes).toBe(2);
    await other.leaveHub('other', LEASE_MS);
    const { liveNodes, others } = await one.renewNode('one', LEASE_MS);
    expect([liveNodes, others?.map(({ isLeaving }) => isLeaving)]).toEqual([1, [true]]);
    await one.removeNode('one');
    expect(await other.acquirePartitions('other', 9)).toHaveLength(2);
    await expect(other.registerNode(nodeFacts('other'), LEASE_MS)).rejects.toThrow();
  });
}
