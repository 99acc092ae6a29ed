/**
 * What the machine's PostgreSQL can do without an engine: the rows of the workload `hello` written by bare SQL in the same
 * batches, made by the database itself; and one bare commit, which no durable step can be faster than.
 */
import type { Sql } from 'postgres';
import { median } from './statistics';

const BATCH = 500;
const COMMITS = 300;

/** Without statistics the planner would read the whole table for each row. */
const BY_INDEX = 'set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off;';

export type PhysicalLimit = {
  /** Of the rows that an activity of `hello` leaves. */
  activities_per_s: number;
  /** The median time of a commit of one row. */
  commit_ms: number;
};

export async function measurePhysicalLimit(sql: Sql, partitions: number, instances: number): Promise<PhysicalLimit> {
  await sql`checkpoint`;
  const startedAt = performance.now();
  const share = Math.ceil(instances / partitions);
  await Promise.all(Array.from({ length: partitions }, (_, partition) => writeInstances(sql, partition, share)));
  const seconds = (performance.now() - startedAt) / 1_000;
  return {
    activities_per_s: Math.round((3 * share * partitions) / seconds),
    commit_ms: await medianCommitMs(sql),
  };
}

async function medianCommitMs(sql: Sql): Promise<number> {
  await sql`create table if not exists bare_commits (id int primary key, payload text)`;
  const samples: number[] = [];
  for (let id = 0; id < COMMITS; id += 1) {
    const startedAt = performance.now();
    await sql`insert into bare_commits values (${id}, 'payload')`;
    samples.push(performance.now() - startedAt);
  }
  await sql`drop table bare_commits`;
  return Number(median(samples).toFixed(3));
}

/** Instances of one partition, a batch after the other, each batch in four commits: the start and three results. */
async function writeInstances(sql: Sql, partition: number, count: number): Promise<void> {
  for (let from = 0; from < count; from += BATCH) {
    const to = Math.min(from + BATCH, count) - 1;
    await sql.unsafe(BY_INDEX + startRows(partition, from, to));
    for (let step = 1; step <= 3; step += 1) await sql.unsafe(BY_INDEX + stepRows(partition, from, to, step));
  }
}

function startRows(partition: number, from: number, to: number): string {
  return `
    insert into instances (partition_id, instance_id, generation, execution_id, revision, name, status, created_at,
        updated_at, history_length, waiting_on)
      select ${partition}, ${idOf(partition)}, 1, gen_random_uuid(), 1, 'Hello', 'Running', clock_timestamp(),
        clock_timestamp(), 2, '{"task":1}' from generate_series(${from}, ${to}) n;
    insert into history (partition_id, instance_id, generation, seq, turn, type, at, name, payload, deployment)
      select ${partition}, ${idOf(partition)}, 1, 0, 1, 'ExecutionStarted', clock_timestamp(), 'Hello', null, 'local'
      from generate_series(${from}, ${to}) n;
    ${scheduled(partition, from, to, 1)}`;
}

function stepRows(partition: number, from: number, to: number, step: number): string {
  const isLast = step === 3;
  return `
    delete from work_items w using generate_series(${from}, ${to}) n,
        lateral (select s.ctid as place from work_items s where s.partition_id = ${partition}
          and s.instance_id = ${idOf(partition)} and s.generation = 1 and s.task_id = ${step} offset 0) found
      where w.partition_id = ${partition} and w.ctid = found.place;
    update instances i set revision = revision + 1, updated_at = clock_timestamp(), history_length = ${2 * step + 2},
        status = '${isLast ? 'Completed' : 'Running'}', completed_at = ${isLast ? 'clock_timestamp()' : 'null'},
        output = ${isLast ? `'["Hello"," ","World!"]'` : 'null'}, waiting_on = ${isLast ? 'null' : `'{"task":${step + 1}}'`}
      from generate_series(${from}, ${to}) n,
        lateral (select s.ctid as place from instances s where s.partition_id = ${partition}
          and s.instance_id = ${idOf(partition)} offset 0) found
      where i.partition_id = ${partition} and i.ctid = found.place;
    insert into history (partition_id, instance_id, generation, seq, turn, type, at, task_id, payload, duration_ms, deployment)
      select ${partition}, ${idOf(partition)}, 1, ${2 * step}, ${step + 1}, 'TaskCompleted', clock_timestamp(), ${step},
        '"Hello"', 0, 'local' from generate_series(${from}, ${to}) n;
    ${isLast ? completed(partition, from, to) : scheduled(partition, from, to, step + 1)}`;
}

function scheduled(partition: number, from: number, to: number, task: number): string {
  return `
    insert into history (partition_id, instance_id, generation, seq, turn, type, at, task_id, name, payload, call_site, deployment)
      select ${partition}, ${idOf(partition)}, 1, ${2 * task - 1}, ${task}, 'TaskScheduled', clock_timestamp(), ${task},
        'Echo', '"Hello"', 1, 'local' from generate_series(${from}, ${to}) n;
    insert into work_items (partition_id, instance_id, generation, task_id, name, input, locked_by, attempt)
      select ${partition}, ${idOf(partition)}, 1, ${task}, 'Echo', '"Hello"', 'bare', 1 from generate_series(${from}, ${to}) n;`;
}

function completed(partition: number, from: number, to: number): string {
  return `
    insert into history (partition_id, instance_id, generation, seq, turn, type, at, payload, deployment)
      select ${partition}, ${idOf(partition)}, 1, 7, 4, 'ExecutionCompleted', clock_timestamp(), '["Hello"," ","World!"]', 'local'
      from generate_series(${from}, ${to}) n;`;
}

/** As long as the ids that the client draws. */
function idOf(partition: number): string {
  return `'bare-${partition}-' || lpad(n::text, 24, '0') collate "C"`;
}
