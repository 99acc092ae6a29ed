// Stores of several nodes on one database of their own, and a client to look behind them.

import type { Sql } from 'postgres';
import type { Lease, NodeFacts, Store } from '@/server/store';
import { connect } from '../connect';
import { openStore } from '../store/open-store';
import { createTestDatabase } from './create-test-database';
import { until } from './until';

export type TestStores = { stores: Store[]; sql: Sql; url: string; close(): Promise<void> };
export type TestStore = TestStores & { store: Store };

/** Opens `count` stores of a task hub with so many partitions. */
export async function openTestStores(count: number, partitionCount: number): Promise<TestStores> {
  const { url, drop } = await createTestDatabase();
  const sql = await connect(url, { node: 'test', role: 'rows' });
  const stores: Store[] = [];
  for (let index = 0; index < count; index += 1) {
    stores.push(await openStore({ url, node: `node-${index}`, partitionCount }));
  }
  const close = async (): Promise<void> => {
    await Promise.all([sql.end({ timeout: 1 }), ...stores.map((store) => store.close())]);
    await drop();
  };
  return { stores, sql, url, close };
}

/** The only store of a hub, and whatever `openTestStores` gives. */
export async function openTestStore(partitionCount: number): Promise<TestStore> {
  const opened = await openTestStores(1, partitionCount);
  const [store] = opened.stores;
  if (store === undefined) throw new Error('There is no store.');
  return { ...opened, store };
}

export const LEASE_MS = 60_000;

export function nodeFacts(nodeId: string): NodeFacts {
  return { nodeId, deployment: 'test', orchestrators: [], activities: [], entities: [], activityCapacity: 10 };
}

/** Registers a node and takes all free partitions for it; gives its leases in the order of the partitions. */
export async function joinHub(store: Store, nodeId: string): Promise<Lease[]> {
  await store.registerNode(nodeFacts(nodeId), LEASE_MS);
  const leases = await store.acquirePartitions(nodeId, store.partitionCount);
  return leases.sort((one, other) => one.partitionId - other.partitionId);
}

/** Resolves when so many statements on the database wait for a lock. */
export async function statementsWait(sql: Sql, count: number): Promise<void> {
  await until(`${count} statements waiting for a lock`, async () => {
    const [row] = await sql<{ waiting: number }[]>`
      select count(*)::int as waiting from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`;
    return row?.waiting === count;
  });
}
