/** What happened lately, counted only as far as a page can use it. */
import type { Sql } from 'postgres';
import type { Overview, OverviewWindow } from '@/contract/overview';
import { RUNTIME_STATUSES, type RuntimeStatus } from '@/contract/runtime-status';
import type { RecentFigures } from '@/server/operations-store';
import { texts } from '../array-literal';
import { transaction } from '../transaction';

const TIMEOUT_MS = 5_000;
const BUCKET_CAP = 1_001;
const COUNT_CAP = 10_001;
const SAMPLE = 200;

const HOUR_MS = 3_600_000;

const WINDOWS: Record<OverviewWindow, { buckets: number; stepMs: number }> = {
  '1h': { buckets: 60, stepMs: HOUR_MS / 60 },
  '24h': { buckets: 48, stepMs: HOUR_MS / 2 },
  '7d': { buckets: 56, stepMs: 3 * HOUR_MS },
};

type HeadRow = { from_ms: number; failed: number; failed_before: number; human_tasks: number; suspended: number };
type BucketRow = { bucket: number; status: RuntimeStatus; count: number };
type NameRow = {
  name: string;
  started: number;
  open: number;
  completed: number;
  failed: number;
  p50_ms: number | null;
  p95_ms: number | null;
};

export function recentFigures(sql: Sql, window: OverviewWindow, names: string[]): Promise<RecentFigures> {
  const { buckets, stepMs } = WINDOWS[window];
  return transaction(sql, async (tx) => {
    await tx.unsafe(`set local statement_timeout = ${TIMEOUT_MS}`);
    const [head] = await tx.unsafe<HeadRow[]>(HEAD, [buckets, stepMs]);
    if (head === undefined) throw new Error('The database gave no answer.');
    const counts = await tx.unsafe<BucketRow[]>(BUCKETS, [head.from_ms, stepMs, buckets]);
    const orchestrators = await tx.unsafe<NameRow[]>(NAMES, [head.from_ms, texts(names)]);
    return {
      failed: head.failed,
      failedBefore: head.failed_before,
      humanTasks: head.human_tasks,
      suspended: head.suspended,
      throughput: {
        from: new Date(head.from_ms).toISOString(),
        stepMs,
        cap: BUCKET_CAP,
        buckets: bucketsOf(counts, buckets),
      },
      orchestrators: orchestrators.map(({ p50_ms: p50Ms, p95_ms: p95Ms, ...row }) => ({ ...row, p50Ms, p95Ms })),
      sample: SAMPLE,
    };
  });
}

function bucketsOf(rows: BucketRow[], count: number): Overview['throughput']['buckets'] {
  const buckets: Overview['throughput']['buckets'] = Array.from({ length: count }, () => ({}));
  for (const { bucket, status, count: instances } of rows) {
    const found = buckets[bucket];
    if (found !== undefined) found[status] = instances;
  }
  return buckets;
}

const at = (ms: string): string => `to_timestamp((${ms})::float8 / 1000)`;

/** $1 buckets, $2 their length in milliseconds. The last bucket is the one that is under way. */
const HEAD = `
  with span as (
    select (floor(extract(epoch from clock_timestamp()) * 1000 / $2::float8) + 1 - $1::int) * $2::float8 as from_ms,
      $1::int * $2::float8 as length_ms
  )
  select from_ms,
    (select count(*)::int from (select from instances
      where status = 'Failed' and created_at >= ${at('from_ms')} limit ${COUNT_CAP}) f) as failed,
    (select count(*)::int from (select from instances
      where status = 'Failed' and created_at >= ${at('from_ms - length_ms')} and created_at < ${at('from_ms')}
      limit ${COUNT_CAP}) f) as failed_before,
    (select count(*)::int from (select from waits where state = 'open' and human_task is not null limit ${COUNT_CAP}) w)
      as human_tasks,
    (select count(*)::int from (select from instances where status = 'Suspended' limit ${COUNT_CAP}) s) as suspended
  from span`;

/** $1 the beginning, $2 the length of a bucket, in milliseconds, $3 how many. */
const BUCKETS = `
  select n::int as bucket, status, count
  from generate_series(0, $3::int - 1) n,
    unnest('{${RUNTIME_STATUSES.join()}}'::runtime_status[]) status,
    lateral (select count(*)::int as count from (select from instances i
      where i.status = status.status and i.created_at >= ${at('$1::float8 + n * $2::float8')}
        and i.created_at < ${at('$1::float8 + (n + 1) * $2::float8')} limit ${BUCKET_CAP}) i) c
  where count > 0`;

/** $1 the beginning, in milliseconds, $2 names. */
const NAMES = `
  select name, started, open, completed, failed, p50_ms, p95_ms
  from unnest($2::text[]) with ordinality w (name, place),
    lateral (
      select count(*)::int as started,
        (count(*) filter (where completed_at is null))::int as open,
        (count(*) filter (where status = 'Completed'))::int as completed,
        (count(*) filter (where status = 'Failed'))::int as failed,
        percentile_cont(0.5) within group (order by took_ms) as p50_ms,
        percentile_cont(0.95) within group (order by took_ms) as p95_ms
      from (select status, completed_at, (extract(epoch from completed_at - created_at) * 1000)::float8 as took_ms
        from instances i where i.name = w.name and i.created_at >= ${at('$1::float8')}
        order by created_at desc limit ${SAMPLE}) i) s
  order by place`;
