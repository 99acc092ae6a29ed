/** Batches on PostgreSQL, over connections of their own. */
import type { Sql } from 'postgres';
import { z } from 'zod';
import type { BatchProblemList, BatchState } from '@/contract/batch';
import type { BatchStore } from '@/server/batch-store';
import { decodePlace, encodePlace } from '../queries/opaque-cursor';
import { type BatchRow, toBatch } from './batch-view';
import { workOnBatches } from './work-on-batches';

const placeSchema = z.tuple([z.string().regex(/^\d{1,20}$/), z.uuid()]);

const COLUMNS = [
  'job_id',
  'request',
  'actor',
  'state',
  'created_at',
  'ended_at',
  'matched',
  'done',
  'skipped',
  'failed',
];

type Problem = BatchProblemList['problems'][number];

export function createBatchStore(sql: Sql): BatchStore {
  const getBatch: BatchStore['getBatch'] = async (batchId) => {
    const [row] = await sql<BatchRow[]>`select ${sql(COLUMNS)} from batch_jobs where job_id = ${batchId}`;
    return row === undefined ? null : toBatch(row);
  };
  return {
    ...workOnBatches(sql),
    getBatch,
    createBatch: async (batchId, request, actor, matched) => {
      await sql`
        insert into batch_jobs (job_id, request, actor, state, created_at, matched)
        values (${batchId}, ${JSON.stringify(request)}, ${JSON.stringify(actor)}, 'running', clock_timestamp(), ${matched})`;
    },
    changeBatch: async (batchId, wanted) => {
      const [row] = await sql<{ state: BatchState }[]>`
        update batch_jobs set
          state = case when state in ('running', 'paused') then ${wanted}::batch_state else state end,
          ended_at = case when state in ('running', 'paused') and ${wanted} = 'aborted' then clock_timestamp() else ended_at end,
          leased_until = case when ${wanted} = 'running' and state = 'paused' then null else leased_until end
        where job_id = ${batchId} returning state`;
      return row?.state ?? null;
    },
    listBatches: async ({ state, limit, cursor }) => {
      const identity = { list: 'batches', state };
      const place = cursor === undefined ? undefined : decodePlace(placeSchema, cursor, identity);
      if (place === null) return 'invalid-cursor';
      const rows = await sql<(BatchRow & { place: string })[]>`
        select ${sql(COLUMNS)}, (extract(epoch from created_at) * 1000000)::bigint::text as place from batch_jobs
        where ${state === undefined ? sql`true` : sql`state = ${state}`}
          and ${place === undefined ? sql`true` : sql`(created_at, job_id) < (timestamptz 'epoch' + ${place[0]}::text::bigint * interval '1 microsecond', ${place[1]})`}
        order by created_at desc, job_id desc limit ${limit + 1}`;
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      const hasMore = rows.length > limit && last !== undefined;
      return { batches: page.map(toBatch), next: hasMore ? encodePlace([last.place, last.job_id], identity) : null };
    },
    listBatchProblems: async (batchId) => {
      const problems = await sql<Problem[]>`
        select instance_id as "instanceId", outcome, code, detail from batch_problems
        where job_id = ${batchId} order by outcome desc, instance_id`;
      if (problems.length === 0 && (await getBatch(batchId)) === null) return null;
      return { problems: [...problems] };
    },
  };
}
