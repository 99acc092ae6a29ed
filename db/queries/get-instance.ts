/** Everything about one instance but its history. */
import { and, desc, eq, lt, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { AwaitTree } from '@/contract/await-tree';
import { failureDetailsSchema } from '@/contract/failure-details';
import { humanTaskSchema, type Wait } from '@/contract/human-task';
import type { InstanceDetails } from '@/contract/instance';
import { history, instances, waits } from '../schema';
import { dueAt } from './due-at';
import { type InstanceKey, isInstance } from './instance-key';
import { summaryColumns, toSummary } from './instance-summary';
import type { QueryDatabase } from './query-database';
import { parseStored } from './stored-json';

/** Waits given at most; the open ones come first when there are more. */
const WAITS_MAX = 500;

const EARLIER_GENERATIONS_MAX = 100;

const tagsSchema = z.record(z.string(), z.string());

/** An instance with the waits of its current generation; null where there is none. */
export async function getInstance(db: QueryDatabase, key: InstanceKey): Promise<InstanceDetails | null> {
  const row = await selectInstance(db, key);
  if (row === undefined) return null;
  const summary = toSummary(row);
  return {
    ...summary,
    customStatus: row.wholeCustomStatus,
    executionId: row.executionId,
    generation: row.generation,
    tags: parseStored(tagsSchema, row.tags) ?? {},
    input: row.input,
    output: row.output,
    failure: parseStored(failureDetailsSchema, row.failure),
    historyLength: row.historyLength,
    earlierGenerations: await listEarlierGenerations(db, key, row.generation),
    waits: await listWaits(db, { ...key, generation: row.generation, waitingOn: summary.waitingOn }),
  };
}

async function selectInstance(db: QueryDatabase, key: InstanceKey) {
  const [row] = await db
    .select({
      ...summaryColumns,
      wholeCustomStatus: instances.customStatus,
      executionId: instances.executionId,
      generation: instances.generation,
      tags: instances.tags,
      input: instances.input,
      output: instances.output,
      failure: instances.failure,
      historyLength: instances.historyLength,
    })
    .from(instances)
    .where(isInstance(key));
  return row;
}

async function listEarlierGenerations(db: QueryDatabase, key: InstanceKey, before: number): Promise<number[]> {
  if (before === 0) return [];
  const rows = await db
    .select({ generation: history.generation })
    .from(history)
    .where(
      and(
        eq(history.partitionId, key.partitionId),
        eq(history.instanceId, key.instanceId),
        lt(history.generation, before),
        eq(history.seq, 0),
      ),
    )
    .orderBy(desc(history.generation))
    .limit(EARLIER_GENERATIONS_MAX);
  return rows.map(({ generation }) => generation);
}

async function listWaits(
  db: QueryDatabase,
  of: InstanceKey & { generation: number; waitingOn: AwaitTree | null },
): Promise<Wait[]> {
  const rows = await db
    .select()
    .from(waits)
    .where(
      and(
        eq(waits.partitionId, of.partitionId),
        eq(waits.instanceId, of.instanceId),
        eq(waits.generation, of.generation),
      ),
    )
    .orderBy(desc(sql`${waits.state} = 'open'`), desc(waits.taskId))
    .limit(WAITS_MAX);
  return rows.map((row) => toWait(row, of.waitingOn)).sort((a, b) => a.taskId - b.taskId);
}

function toWait(row: typeof waits.$inferSelect, waitingOn: AwaitTree | null): Wait {
  return {
    taskId: row.taskId,
    eventName: row.eventName,
    humanTask: parseStored(humanTaskSchema, row.humanTask),
    state: row.state,
    startedAt: row.startedAt.toISOString(),
    closedAt: row.closedAt?.toISOString() ?? null,
    decidedBy: row.decidedBy,
    dueAt: row.state === 'open' ? dueAt(waitingOn, row.taskId) : null,
  };
}
