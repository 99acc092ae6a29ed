/** What the repair sweep found, kept for people to see. */
import type { Sql } from 'postgres';
import type { FindingKind, FindingView } from '@/contract/repair';
import type { Finding, OperationsStore } from '@/server/operations-store';
import { arrayLiteral, plain, text } from '../array-literal';

const COLUMNS = [
  text<Finding>(({ kind }) => kind),
  plain<Finding>(({ partitionId }) => partitionId),
  text<Finding>(({ instanceId }) => instanceId),
  plain<Finding>(({ taskId }) => taskId),
  text<Finding>(({ detail }) => detail),
];

type Row = { kind: FindingKind; partition_id: number; instance_id: string; task_id: number; detail: string };
type DatedRow = Row & { found_ms: number; seen_ms: number; mended_ms: number | null };

type FindingVerbs = Pick<OperationsStore, 'recordFindings' | 'closeFindings' | 'openFindings' | 'listFindings'>;

export function findingVerbs(sql: Sql): FindingVerbs {
  const write = async (statement: string, findings: Finding[]) => {
    if (findings.length > 0)
      await sql.unsafe(
        statement,
        COLUMNS.map((column) => arrayLiteral(findings, column)),
      );
  };
  return {
    recordFindings: async (findings) => {
      await sql.unsafe(FORGET);
      await write(RECORD, findings);
    },
    closeFindings: (findings) => write(CLOSE, findings),
    openFindings: async () => (await sql.unsafe<Row[]>(OPEN)).map(toFinding),
    listFindings: async (limit) => {
      const rows = await sql.unsafe<DatedRow[]>(LIST, [limit]);
      return rows.map(
        (row): FindingView => ({
          ...toFinding(row),
          foundAt: iso(row.found_ms),
          lastSeenAt: iso(row.seen_ms),
          mendedAt: row.mended_ms === null ? null : iso(row.mended_ms),
        }),
      );
    },
  };
}

function toFinding({ kind, partition_id, instance_id, task_id, detail }: Row): Finding {
  return { kind, partitionId: partition_id, instanceId: instance_id, taskId: task_id, detail };
}

const iso = (moment: number): string => new Date(moment).toISOString();

const GIVEN =
  'unnest($1::text[], $2::smallint[], $3::text[], $4::int[], $5::text[]) f (kind, partition, id, task, detail)';

const RECORD = `
  insert into repair_findings (kind, partition_id, instance_id, task_id, detail)
  select kind, partition, id, task, detail from ${GIVEN}
  on conflict (kind, partition_id, instance_id, task_id) do update
    set last_seen_at = clock_timestamp(), detail = excluded.detail, mended_at = null`;

const CLOSE = `
  update repair_findings r set mended_at = clock_timestamp() from ${GIVEN}
  where r.kind = f.kind and r.partition_id = f.partition and r.instance_id = f.id and r.task_id = f.task
    and r.mended_at is null`;

const FORGET = "delete from repair_findings where mended_at < clock_timestamp() - interval '7 days'";

const OPEN = `
  select kind, partition_id, instance_id, task_id, detail from repair_findings where mended_at is null limit 1000`;

const LIST = `
  select kind, partition_id, instance_id, task_id, detail, (extract(epoch from found_at) * 1000)::float8 as found_ms,
    (extract(epoch from last_seen_at) * 1000)::float8 as seen_ms,
    (extract(epoch from mended_at) * 1000)::float8 as mended_ms
  from repair_findings order by mended_at is not null, last_seen_at desc limit $1`;
