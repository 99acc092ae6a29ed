/**
 * What a node does to the batch that it works on.
 *
 * B1. Only the holder of a batch's lease writes its progress, and only while the batch runs.
 * B2. Progress and place are written together: what is begun again after a crash is one slice, never more.
 */
import type { Sql } from 'postgres';
import { actorSchema } from '@/contract/actor';
import type { BatchStore } from '@/server/batch-store';
import { texts } from '../array-literal';
import { storedRequest } from './batch-view';

/** Of each batch no more instances are kept by name, for each of the two outcomes. */
const PROBLEMS_MAX = 1000;

type HeldRow = {
  job_id: string;
  lease_id: string;
  request: string;
  actor: string;
  created_at: Date;
  cursor: string | null;
};

export function workOnBatches(sql: Sql): Pick<BatchStore, 'claimBatch' | 'advanceBatch' | 'giveBackBatch'> {
  return {
    claimBatch: async (leaseMs) => {
      const [row] = await sql<HeldRow[]>`
        update batch_jobs set lease_id = gen_random_uuid(),
          leased_until = clock_timestamp() + ${leaseMs}::int * interval '1 ms'
        where job_id = (
          select job_id from batch_jobs
          where state = 'running' and coalesce(leased_until, '-infinity') < clock_timestamp()
          order by created_at limit 1 for update skip locked)
        returning job_id, lease_id, request, actor, created_at, cursor`;
      if (row === undefined) return null;
      return {
        batchId: row.job_id,
        leaseId: row.lease_id,
        request: storedRequest(row.request),
        actor: actorSchema.parse(JSON.parse(row.actor)),
        createdAt: row.created_at.toISOString(),
        place: row.cursor,
      };
    },
    advanceBatch: async ({ batchId, leaseId, results, place }, leaseMs) => {
      const problems = results.flatMap((result) => (result.outcome === 'done' ? [] : [result]));
      const countOf = (outcome: string) => results.filter((result) => result.outcome === outcome).length;
      const rows = await sql`
        with job as (
          update batch_jobs set
            done = done + ${countOf('done')}::int,
            skipped = skipped + ${countOf('skipped')}::int,
            failed = failed + ${countOf('failed')}::int,
            cursor = ${place},
            state = (case when ${place}::text is null then 'completed' else 'running' end)::batch_state,
            ended_at = case when ${place}::text is null then clock_timestamp() end,
            leased_until = clock_timestamp() + ${leaseMs}::int * interval '1 ms'
          where job_id = ${batchId} and lease_id = ${leaseId} and state = 'running'
          returning job_id, skipped, failed
        ), kept as (
          insert into batch_problems (job_id, instance_id, outcome, code, detail)
          select job.job_id, problem.* from job, unnest(
            ${texts(problems.map(({ instanceId }) => instanceId))}::text[],
            ${texts(problems.map(({ outcome }) => outcome))}::batch_outcome[],
            ${texts(problems.map(({ code }) => code))}::text[],
            ${texts(problems.map(({ detail }) => detail))}::text[]) problem (instance_id, outcome, code, detail)
          where case problem.outcome when 'failed' then job.failed else job.skipped end <= ${PROBLEMS_MAX}
          on conflict do nothing
        )
        select from job`;
      return rows.length === 1 ? 'advanced' : 'lost';
    },
    giveBackBatch: async (batchId, leaseId) => {
      await sql`update batch_jobs set leased_until = null where job_id = ${batchId} and lease_id = ${leaseId}`;
    },
  };
}
