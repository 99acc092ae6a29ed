/** Opens the store on a PostgreSQL database: schema up to date, task hub created, one client for each kind of work. */
import type { Sql } from 'postgres';
import type { BatchStore } from '@/server/batch-store';
import type { Store } from '@/server/store';
import { createBatchStore } from '../batches/batch-store';
import { type ConnectOptions, connect } from '../connect';
import { migrate } from '../migrate';
import { createQueryStore } from '../queries/query-store';
import { checkpointer } from './checkpoint';
import { childrenOf } from './children';
import { entityVerbs } from './entities';
import { limitVerbs } from './function-limits';
import { loadInstances } from './instances';
import { lostWorkItems } from './lost-work-items';
import { messageVerbs } from './messages';
import { nodeVerbs } from './nodes';
import { onceVerbs } from './once';
import { operationsVerbs } from './operations';
import { outboxVerbs } from './outbox';
import { restoreRows } from './restore-rows';
import { sessionVerbs } from './sessions';
import { startVerbs } from './starts';
import { suspectVerbs } from './suspects';
import { wakeVerbs } from './wakes';
import { transactionVerbs } from './within';
import { workItemVerbs } from './work-items';

export type StoreOptions = {
  url: string;
  /** Names the connections in `pg_stat_activity`. */
  node: string;
  /** Used where the task hub does not exist yet; fixed from then on. */
  partitionCount: number;
  allowAsyncCommit?: boolean;
};

/** Checkpoints under way at once, and as much again for loading and queueing. */
const HUB_CONNECTIONS = 8;
/** Heartbeats never wait behind other work. */
const LEASE_CONNECTIONS = 1;
const QUERY_CONNECTIONS = 6;
const BATCH_CONNECTIONS = 2;
/** Lists that nobody can wait for must not keep the reads of single instances waiting. */
const LIST_CONNECTIONS = 3;
const LIST_TIMEOUT_MS = 5_000;

/** A heartbeat that is not answered by then is lost. */
const LEASE_SILENCE_MS_MAX = 10_000;

/** The driver waits for connections that it has lost; by then nothing is under way any more. */
const CLOSE_TIMEOUT_S = 1;

/** Throws `DatabaseUnavailable` where the database cannot be used. */
export async function openStore(options: StoreOptions): Promise<Store & { batches: BatchStore }> {
  const open = (
    role: string,
    connectionsMax: number,
    limits: Pick<ConnectOptions, 'statementTimeoutMs' | 'silenceMsMax'> = {},
  ) => connect(options.url, { ...options, ...limits, role, connectionsMax });
  const hub = await open('hub', HUB_CONNECTIONS);
  await migrate(options.url);
  const leases = await open('leases', LEASE_CONNECTIONS, { silenceMsMax: LEASE_SILENCE_MS_MAX });
  const queries = await open('queries', QUERY_CONNECTIONS);
  const lists = await open('lists', LIST_CONNECTIONS, { statementTimeoutMs: LIST_TIMEOUT_MS });
  const batches = await open('batches', BATCH_CONNECTIONS);
  const partitionCount = await ensureTaskHub(hub, options.partitionCount);
  return {
    partitionCount,
    ...nodeVerbs(leases),
    ...sessionVerbs(leases),
    ...messageVerbs(hub),
    ...startVerbs(hub),
    ...onceVerbs(hub),
    ...outboxVerbs(hub),
    ...entityVerbs(hub),
    ...workItemVerbs(hub),
    ...suspectVerbs(hub),
    ...transactionVerbs,
    ...limitVerbs(hub, partitionCount),
    ...wakeVerbs(hub, partitionCount),
    ...createQueryStore(queries, partitionCount, lists),
    batches: createBatchStore(batches),
    checkpoint: checkpointer(hub),
    loadInstances: (partitionId, instanceIds, options) => loadInstances(hub, partitionId, instanceIds, options),
    childrenOf: (instanceIds) => childrenOf(hub, instanceIds),
    restoreRows: (lease, instanceId) => restoreRows(hub, lease, instanceId),
    lostWorkItems: (nodeId, items) => lostWorkItems(hub, nodeId, items),
    now: async () => {
      const [row] = await leases<{ now: number }[]>`
        select (extract(epoch from clock_timestamp()) * 1000)::float8 as now`;
      return row?.now ?? Date.now();
    },
    ping: async () => {
      await leases`select 1`;
    },
    ...operationsVerbs(queries, partitionCount),
    close: async () => {
      await Promise.all([hub, leases, queries, lists, batches].map((sql) => sql.end({ timeout: CLOSE_TIMEOUT_S })));
    },
  };
}

/** The hub's number of partitions; the first node to come creates the hub. */
async function ensureTaskHub(sql: Sql, partitionCount: number): Promise<number> {
  await sql`insert into task_hub (partition_count) values (${partitionCount}) on conflict do nothing`;
  const [row] = await sql<{ partition_count: number }[]>`select partition_count from task_hub`;
  const count = row?.partition_count ?? partitionCount;
  await sql`insert into partitions (partition_id) select generate_series(0, ${count}::int - 1) on conflict do nothing`;
  return count;
}
