/**
 * `npm run bench:aged`: a hub with a million instances that have ended, against a fresh one, on one server. Rounds of
 * `hello` alternate between them, so that the machine's moods hit both. `--completed N`, `--rounds N`, `--n N`, `--json`.
 */
import { parseArgs } from 'node:util';
import type { Sql } from 'postgres';
import { type BenchHub, startBenchServer } from './bench-server';
import * as functions from './functions';
import { helloRate } from './hello-rate';
import { queueHealth } from './queue-health';
import { median } from './statistics';

const { values } = parseArgs({
  options: {
    completed: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '7' },
    n: { type: 'string', default: '2000' },
    json: { type: 'boolean', default: false },
  },
});

const ORIGINALS = 1_000;

const server = await startBenchServer();
try {
  const aged = await server.openHub('aged', [functions]);
  await helloRate(aged.runtime.client, ORIGINALS);
  await aged.stopNode();
  await multiply(aged.sql, Number(values.completed));
  await aged.sql`vacuum analyze`;
  await aged.close();
  const [fresh, old] = [await server.openHub('fresh', [functions]), await server.reopenHub('aged', [functions])];
  await compare(fresh, old);
} finally {
  await server.stop();
}

/** Copies the instances that ran until there are so many, each under an id of its own. */
async function multiply(sql: Sql, completed: number): Promise<void> {
  for (let copy = 1; copy * ORIGINALS < completed; copy += 1) {
    if (copy % 100 === 0) process.stderr.write(`${copy * ORIGINALS} instances\n`);
    await sql.unsafe(copyOf('instances', copy));
    await sql.unsafe(copyOf('history', copy));
  }
}

/** Every column as it is, but for the id. */
function copyOf(table: string, copy: number): string {
  return `
    do $$
    declare columns text;
    begin
      select string_agg(case attname when 'instance_id' then 'instance_id || ''-${copy}''' else attname end, ', ' order by attnum)
        into columns from pg_attribute where attrelid = '${table}'::regclass and attnum > 0 and not attisdropped;
      execute 'insert into ${table} select ' || columns || ' from ${table} where length(instance_id) = 32';
    end $$`;
}

async function compare(fresh: BenchHub, aged: BenchHub): Promise<void> {
  const n = Number(values.n);
  const rates = { fresh: [] as number[], aged: [] as number[] };
  await helloRate(fresh.runtime.client, n);
  await helloRate(aged.runtime.client, n);
  for (let round = 0; round < Number(values.rounds); round += 1) {
    rates.fresh.push(await helloRate(fresh.runtime.client, n));
    rates.aged.push(await helloRate(aged.runtime.client, n));
  }
  const [row] = await aged.sql<{ instances: number }[]>`select count(*)::int as instances from instances`;
  const report = {
    instances: row?.instances,
    fresh_activities_per_s: median(rates.fresh),
    aged_activities_per_s: median(rates.aged),
    share: Number((median(rates.aged) / median(rates.fresh)).toFixed(3)),
    rounds: rates,
    tables: await queueHealth(aged.sql),
  };
  process.stdout.write(`${JSON.stringify(report, null, values.json ? 0 : 2)}\n`);
  await Promise.all([fresh.close(), aged.close()]);
}
