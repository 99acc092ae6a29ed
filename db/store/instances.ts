/** Reads instances back for their owner: rows, and the history that rebuilds what was in memory. */
import type { Sql } from 'postgres';
import type { AwaitTree } from '@/contract/await-tree';
import type { FailureDetails } from '@/contract/failure-details';
import type { RuntimeStatus } from '@/contract/runtime-status';
import type { ParentLink } from '@/server/engine/history';
import type { InstanceRecord } from '@/server/engine/outcome';
import type { LoadedInstance } from '@/server/store';
import { numbers, texts } from '../array-literal';
import { type HistoryRow, toHistoryEvent } from './history-row';

type InstanceRow = {
  instance_id: string;
  generation: number;
  execution_id: string;
  revision: number;
  name: string;
  version: string | null;
  status: RuntimeStatus;
  created_ms: number;
  updated_ms: number;
  completed_ms: number | null;
  history_length: number;
  input: string | null;
  output: string | null;
  failure: string | null;
  custom_status: string | null;
  tags: string | null;
  parent: string | null;
  waiting_on: string | null;
  problem: string | null;
};

/**
 * Instances with the history of their current generation; ids that do not exist are absent. Those that have ended come
 * without it unless it is asked for; then the events say where they were called, for they may be written again.
 */
export async function loadInstances(
  sql: Sql,
  partitionId: number,
  instanceIds: string[],
  { endedToo = false } = {},
): Promise<Map<string, LoadedInstance>> {
  const rows = await sql<InstanceRow[]>`
    select instance_id, generation, execution_id, revision, name, version, status,
      (extract(epoch from created_at) * 1000)::float8 as created_ms,
      (extract(epoch from updated_at) * 1000)::float8 as updated_ms,
      (extract(epoch from completed_at) * 1000)::float8 as completed_ms,
      history_length, input, output, failure, custom_status, tags, parent, waiting_on, problem
    from instances
    where partition_id = ${partitionId} and instance_id = any(${texts(instanceIds)}::text[])`;
  const loaded = new Map(
    rows.map((row) => [row.instance_id, { record: toRecord(row), history: [] } as LoadedInstance]),
  );
  const wanted = rows.filter((row) => (endedToo || row.completed_ms === null) && row.history_length > 0);
  if (wanted.length > 0) await loadHistories(sql, { partitionId, wanted, withCallSites: endedToo }, loaded);
  return loaded;
}

async function loadHistories(
  sql: Sql,
  { partitionId, wanted, withCallSites }: { partitionId: number; wanted: InstanceRow[]; withCallSites: boolean },
  loaded: Map<string, LoadedInstance>,
): Promise<void> {
  const rows = await sql<HistoryRow[]>`
    select h.instance_id, h.seq, h.turn, h.type, (extract(epoch from h.at) * 1000)::float8 as at_ms, h.task_id, h.name,
      h.payload, h.detail, h.duration_ms, h.actor, h.awaiting, h.deployment,
      ${withCallSites ? sql`(select location from call_sites where call_site_id = h.call_site)` : sql`null`} as call_site
    from unnest(${texts(wanted.map((row) => row.instance_id))}::text[],
      ${numbers(wanted.map((row) => row.generation))}::int[]) r (id, generation)
    join history h on h.partition_id = ${partitionId} and h.instance_id = r.id and h.generation = r.generation
    order by h.instance_id, h.seq`;
  for (const row of rows) loaded.get(row.instance_id)?.history.push(toHistoryEvent(row));
}

function toRecord(row: InstanceRow): InstanceRecord {
  return {
    instanceId: row.instance_id,
    executionId: row.execution_id,
    generation: row.generation,
    revision: row.revision,
    name: row.name,
    version: row.version,
    status: row.status,
    createdAt: row.created_ms,
    updatedAt: row.updated_ms,
    completedAt: row.completed_ms,
    input: row.input,
    output: row.output,
    failure: row.failure === null ? null : (JSON.parse(row.failure) as FailureDetails),
    customStatus: row.custom_status,
    tags: row.tags === null ? {} : (JSON.parse(row.tags) as Record<string, string>),
    parent: row.parent === null ? null : (JSON.parse(row.parent) as ParentLink),
    waitingOn: row.waiting_on === null ? null : (JSON.parse(row.waiting_on) as AwaitTree),
    problem: row.problem,
    historyLength: row.history_length,
  };
}
