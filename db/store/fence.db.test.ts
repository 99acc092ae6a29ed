import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allRows } from '../testing/all-rows';
import { openTestOwner, type TestOwner } from '../testing/open-test-owner';
import { statementsWait } from '../testing/open-test-stores';
import { newInstance, testCheckpoint, testOutcome, testRecord, testTurned } from '../testing/test-turns';
import { transaction } from '../transaction';

let hub: TestOwner;

beforeAll(async () => {
  hub = await openTestOwner();
});

afterAll(() => hub.close());

/** Runs `body` while a row that a checkpoint of the instance has to change is locked. */
function withLockedInstance<T>(instanceId: string, body: () => Promise<T>): Promise<T> {
  return transaction(hub.sql, async (tx) => {
    await tx`select from instances where instance_id = ${instanceId} for update`;
    return body();
  });
}

async function nextTurnOf(instanceId: string) {
  const { record } = await hub.load(instanceId);
  return testTurned(testOutcome({ ...record, customStatus: '"next"' }));
}

describe('take-over and checkpoint at the same time', () => {
  test('A1. a take-over waits for a checkpoint under way, which commits; the next one is refused', async () => {
    await hub.commit([newInstance('a1')]);
    const [turn, batchId] = [await nextTurnOf('a1'), randomUUID()];
    const both = await withLockedInstance('a1', async () => {
      const checkpoint = hub.store.checkpoint(testCheckpoint(hub.lease, [turn], { batchId }));
      await statementsWait(hub.sql, 1);
      const takeOver = hub.store.reacquirePartition(hub.lease);
      await statementsWait(hub.sql, 2);
      return { checkpoint, takeOver };
    });
    expect(await both.checkpoint).toBe('committed');
    const renewed = await both.takeOver;
    if (renewed === 'lease-lost') throw new Error('The lease was lost.');
    expect(renewed).toMatchObject({ partitionId: 0, epoch: hub.lease.epoch + 1 });
    expect(renewed.leaseId).not.toBe(hub.lease.leaseId);
    expect(await hub.store.lastBatchIds(0)).toContain(batchId);
    expect(await hub.store.checkpoint(testCheckpoint(hub.lease, [newInstance('zombie')]))).toBe('lease-lost');
    hub.lease = renewed;
  });

  test('A2. another node does not get the partition while a checkpoint is under way', async () => {
    await hub.commit([newInstance('a2')]);
    await hub.store.renewNode('node-0', -1);
    const turn = await nextTurnOf('a2');
    const checkpoint = await withLockedInstance('a2', async () => {
      const underWay = hub.store.checkpoint(testCheckpoint(hub.lease, [turn]));
      await statementsWait(hub.sql, 1);
      expect(await hub.store.acquirePartitions('node-1', 1)).toEqual([]);
      return { underWay };
    });
    expect(await checkpoint.underWay).toBe('committed');
    const [lease] = await hub.store.acquirePartitions('node-1', 1);
    expect(lease).toMatchObject({ partitionId: 0, epoch: hub.lease.epoch + 1 });
    expect(await hub.store.checkpoint(testCheckpoint(hub.lease, [newInstance('zombie')]))).toBe('lease-lost');
    if (lease) hub.lease = lease;
  });

  test('A3. a checkpoint that waits behind a take-over changes nothing', async () => {
    const batchId = randomUUID();
    const before = await allRows(hub.sql);
    const { epoch } = hub.lease;
    const checkpoint = await transaction(hub.sql, async (tx) => {
      await tx`update partitions set epoch = epoch + 1, lease_id = gen_random_uuid()`;
      const underWay = hub.store.checkpoint(testCheckpoint(hub.lease, [newInstance('a3')], { batchId }));
      await statementsWait(hub.sql, 1);
      return { underWay };
    });
    expect(await checkpoint.underWay).toBe('lease-lost');
    expect({ ...(await allRows(hub.sql)), partitions: [] }).toEqual({ ...before, partitions: [] });
    expect(await hub.store.lastBatchIds(0)).not.toContain(batchId);
    const [row] = await hub.sql<{ leaseId: string }[]>`select lease_id as "leaseId" from partitions`;
    hub.lease = { partitionId: 0, epoch: epoch + 1, leaseId: row?.leaseId ?? '' };
  });

  test('A3. a checkpoint goes on when the take-over before it is rolled back', async () => {
    const { rolledBack, underWay } = await startBehindFailedTakeOver();
    await expect(rolledBack).rejects.toThrow('The take-over failed.');
    expect(await underWay()).toBe('committed');
  });
});

async function startBehindFailedTakeOver() {
  let underWay: Promise<string> = Promise.resolve('not started');
  const rolledBack = transaction(hub.sql, async (tx) => {
    await tx`update partitions set epoch = epoch + 1`;
    underWay = hub.store.checkpoint(testCheckpoint(hub.lease, [newInstance('goes on')]));
    await statementsWait(hub.sql, 1);
    throw new Error('The take-over failed.');
  });
  return { rolledBack, underWay: () => underWay };
}

describe('what a new epoch says about the old one', () => {
  test('the batch id of a refused checkpoint is not among the last ones', async () => {
    const batchId = randomUUID();
    const stale = testTurned(testOutcome(testRecord('nobody', { revision: 5 })));
    expect(await hub.store.checkpoint(testCheckpoint(hub.lease, [stale], { batchId }))).toBe('conflict');
    const renewed = await hub.store.reacquirePartition(hub.lease);
    if (renewed === 'lease-lost') throw new Error('The lease was lost.');
    expect(await hub.store.lastBatchIds(0)).not.toContain(batchId);
    expect(await hub.store.reacquirePartition(hub.lease)).toBe('lease-lost');
    hub.lease = renewed;
  });

  test('two lanes of one partition overlap: one waits, the other commits', async () => {
    await hub.commit([newInstance('lane')]);
    const [turn, first, second] = [await nextTurnOf('lane'), randomUUID(), randomUUID()];
    const slow = await withLockedInstance('lane', async () => {
      const underWay = hub.store.checkpoint(testCheckpoint(hub.lease, [turn], { batchId: first, lane: 0 }));
      await statementsWait(hub.sql, 1);
      const other = testCheckpoint(hub.lease, [newInstance('other lane')], { batchId: second, lane: 1 });
      expect(await hub.store.checkpoint(other)).toBe('committed');
      return { underWay };
    });
    expect(await slow.underWay).toBe('committed');
    expect(await hub.store.lastBatchIds(0)).toEqual(new Set([first, second]));
  });
});
