import { once } from 'node:events';
import { activity, orchestrator } from 'perdure';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { LEASE_MS, nodeFacts } from '@/db/testing/open-test-stores';
import { claimWish } from '@/db/testing/test-turns';
import { until } from '@/db/testing/until';
import { partitionOf } from '../partition-of';
import type { Runtime } from '../runtime';
import { openTestHub, type TestHub } from './testing/open-test-hub';

let release: () => void;
let released: Promise<void>;
let deliveries: number[];

const hold = activity('Hold', () => released);
const count = activity('Count', (_: undefined, { deliveryCount }) => deliveries.push(deliveryCount));
const both = orchestrator('Both', async (ctx) => {
  await ctx.all([ctx.callActivity(hold), ctx.callActivity(count)]);
});

let hub: TestHub;
let node: Runtime;

/** A node with room for one activity, which has given one of its two partitions to another that does nothing. */
beforeEach(async () => {
  deliveries = [];
  released = new Promise((resolve) => {
    release = resolve;
  });
  hub = await openTestHub();
  node = await hub.open({ hold, count, both }, { heartbeatMs: 50, maxConcurrentActivityFunctions: 1 });
  const lost = once(node.node.signals, 'partitionLost');
  const [self] = await hub.sql<{ id: string }[]>`select node_id as id from nodes`;
  await hub.store.registerNode(nodeFacts('idle'), LEASE_MS);
  expect(await hub.store.askForPartitions('idle', self?.id ?? '', 1)).toBe(1);
  await lost;
});

afterEach(() => hub.close());

/** An id in a partition of the node that works, or of the idle one. */
async function idWhere(isIdle: boolean): Promise<[instanceId: string, partitionId: number]> {
  const partition = await until('a partition', async () => {
    const rows = await hub.sql<{ id: number }[]>`
      select partition_id as id from partitions where (owner = 'idle') = ${isIdle}`;
    return rows.length === 1 && rows[0];
  });
  const ids = Array.from({ length: 100 }, (_, index) => `left-${index}`);
  const found = ids.find((id) => partitionOf(id, hub.store.partitionCount) === partition.id);
  return [found ?? '', partition.id];
}

it('a work item of a partition that lives on, claimed by a node that died, is run by another', async () => {
  const [instanceId, partitionId] = await idWhere(false);
  await node.client.startNew(both, undefined, { instanceId });
  const [claimed] = await until('a work item is free', async () => {
    const items = await hub.store.claimWorkItems(partitionId, 'idle', claimWish(['count'], 1));
    return items.length > 0 && items;
  });
  expect(claimed).toMatchObject({ name: 'Count', attempt: 1 });
  await hub.store.renewNode('idle', -1);
  release();
  expect(await node.client.waitForCompletion(instanceId)).toMatchObject({ status: 'Completed' });
  expect(deliveries).toEqual([2]);
});

it('N2. a partition that the node was never told it has acquired is run all the same', async () => {
  release();
  const [instanceId, partitionId] = await idWhere(true);
  const [self] = await hub.sql<{ id: string }[]>`select node_id as id from nodes where node_id <> 'idle'`;
  const acquired = once(node.node.signals, 'partitionAcquired');
  await hub.sql`
    update partitions set owner = ${self?.id ?? ''}, epoch = epoch + 1, lease_id = gen_random_uuid()
    where partition_id = ${partitionId} and owner = 'idle'`;
  expect(await acquired).toEqual([partitionId]);
  await node.client.startNew(both, undefined, { instanceId });
  expect(await node.client.waitForCompletion(instanceId)).toMatchObject({ status: 'Completed' });
});
