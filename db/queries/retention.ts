/** Retention rules, and what they take away. */
import type { Sql } from 'postgres';
import type { RetentionRule, RetentionRuleBody } from '@/contract/retention';
import type { TerminalStatus } from '@/contract/runtime-status';
import type { OperationsStore } from '@/server/operations-store';
import { partitionOf } from '@/server/partition-of';
import { numbers, texts } from '../array-literal';
import { listExpired } from './list-expired';

type RetentionVerbs = Pick<
  OperationsStore,
  'listRules' | 'addRule' | 'changeRule' | 'removeRule' | 'recordRun' | 'listRuns' | 'listExpired' | 'stillThere'
>;

type RuleRow = {
  rule_id: string;
  name: string;
  statuses: TerminalStatus[];
  orchestrator: string | null;
  tag_key: string | null;
  tag_value: string | null;
  keep_ms: number;
  is_paused: boolean;
  created_ms: number;
  updated_ms: number;
  last_run_ms: number | null;
  purged: number;
};

export function retentionVerbs(sql: Sql, partitionCount: number): RetentionVerbs {
  return {
    listRules: async () => (await sql.unsafe<RuleRow[]>(LIST)).map(toRule),
    addRule: async (ruleId, rule) => void (await sql.unsafe(ADD, [ruleId, ...valuesOf(rule)])),
    changeRule: async (ruleId, rule) => (await sql.unsafe(CHANGE, [ruleId, ...valuesOf(rule)])).count > 0,
    removeRule: async (ruleId) => (await sql.unsafe(REMOVE, [ruleId])).count > 0,
    recordRun: async ({ ruleId, name }, purged) => {
      await sql.unsafe(APPLIED, [ruleId, purged]);
      if (purged > 0) await sql.unsafe(RAN, [ruleId, name, purged]);
      await sql.unsafe(FORGET);
    },
    listRuns: async (limit) => {
      const rows = await sql.unsafe<{ rule_id: string; name: string; at_ms: number; purged: number }[]>(RUNS, [limit]);
      return rows.map((row) => ({ ruleId: row.rule_id, name: row.name, at: iso(row.at_ms), purged: row.purged }));
    },
    listExpired: (rule, limit) => listExpired(sql, rule, limit),
    stillThere: async (instanceIds) => {
      const rows = await sql.unsafe<{ instance_id: string }[]>(THERE, [
        numbers(instanceIds.map((instanceId) => partitionOf(instanceId, partitionCount))),
        texts(instanceIds),
      ]);
      return rows.map((row) => row.instance_id);
    },
  };
}

function valuesOf({ name, statuses, orchestrator, tag, keepMs, isPaused }: RetentionRuleBody) {
  return [name, texts(statuses), orchestrator, tag?.key ?? null, tag?.value ?? null, keepMs, isPaused];
}

function toRule(row: RuleRow): RetentionRule {
  return {
    ruleId: row.rule_id,
    name: row.name,
    statuses: row.statuses,
    orchestrator: row.orchestrator,
    tag: row.tag_key === null ? null : { key: row.tag_key, value: row.tag_value ?? '' },
    keepMs: row.keep_ms,
    isPaused: row.is_paused,
    createdAt: iso(row.created_ms),
    updatedAt: iso(row.updated_ms),
    lastRunAt: row.last_run_ms === null ? null : iso(row.last_run_ms),
    purged: row.purged,
  };
}

const iso = (moment: number): string => new Date(moment).toISOString();

const LIST = `
  select rule_id, name, to_json(statuses) as statuses, orchestrator, tag_key, tag_value, keep_ms::float8 as keep_ms,
    is_paused, purged::float8 as purged, (extract(epoch from created_at) * 1000)::float8 as created_ms,
    (extract(epoch from updated_at) * 1000)::float8 as updated_ms,
    (extract(epoch from last_run_at) * 1000)::float8 as last_run_ms
  from retention_rules order by created_at, rule_id`;

const ADD = `
  insert into retention_rules (rule_id, name, statuses, orchestrator, tag_key, tag_value, keep_ms, is_paused)
  values ($1, $2, $3::runtime_status[], $4, $5, $6, $7, $8)`;

const CHANGE = `
  update retention_rules set name = $2, statuses = $3::runtime_status[], orchestrator = $4, tag_key = $5, tag_value = $6,
    keep_ms = $7, is_paused = $8, updated_at = clock_timestamp()
  where rule_id = $1`;

const REMOVE = 'delete from retention_rules where rule_id = $1';

const APPLIED = `
  update retention_rules set last_run_at = clock_timestamp(), purged = purged + $2 where rule_id = $1`;

const RAN = 'insert into retention_runs (rule_id, name, purged) values ($1, $2, $3)';

const FORGET = "delete from retention_runs where at < clock_timestamp() - interval '90 days'";

const RUNS = `
  select rule_id, name, purged, (extract(epoch from at) * 1000)::float8 as at_ms from retention_runs
  order by at desc limit $1`;

const THERE = `
  select i.instance_id from unnest($1::smallint[], $2::text[]) g (partition, id)
  join instances i on i.partition_id = g.partition and i.instance_id = g.id`;
