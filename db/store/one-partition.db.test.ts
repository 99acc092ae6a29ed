import { randomUUID } from 'node:crypto';
import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { DatabaseTransaction } from '@/server/transaction-store';
import { createTestDatabase, type TestDatabase } from '../testing/create-test-database';
import { AT, claimWish, newInstance, testCheckpoint } from '../testing/test-turns';
import { checkpointer } from './checkpoint';
import { entityVerbs } from './entities';
import { loadInstances } from './instances';
import { messageVerbs } from './messages';
import { outboxVerbs } from './outbox';
import { startVerbs } from './starts';
import { transactionVerbs } from './within';
import { workItemVerbs } from './work-items';

/** A place where a statement reads or changes a hot table. */
const HOT =
  /\b(?:from|join|using|update|into)\s+(?:instances|history|control_queue|timers|work_items|waits|checkpoints|partitions|outbox|received|entities|entity_replies|suspects|function_limits|function_permits)\b/g;
/** A row condition on one partition, or the column list of an insert, whose first value is checked apart. */
const ONE_PARTITION = /\bpartition_id\s*=\s*(?:\$\d+|p_partition)|\(partition_id,/g;
const INSERT = /\binsert\s+into\s+\w+/g;
const INSERTS_PARAMETER =
  /\binsert\s+into\s+\w+\s*\(partition_id[^)]*\)\s*select\s+(?:\$1::smallint|\$\d+|p_partition),/g;

let database: TestDatabase;
let sql: Sql;
let sent: string[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  sql = postgres(database.url, { max: 1, fetch_types: false, debug: (_, statement) => sent.push(statement) });
});

beforeEach(() => {
  sent = [];
});

afterAll(async () => {
  await sql.end();
  await database.drop();
});

const count = (statement: string, pattern: RegExp) => statement.match(pattern)?.length ?? 0;

function expectOnePartition(statement: string): void {
  expect(count(statement, HOT), statement).toBeGreaterThan(0);
  expect(count(statement, ONE_PARTITION), statement).toBeGreaterThanOrEqual(count(statement, HOT));
  expect(count(statement, INSERTS_PARAMETER), statement).toBe(count(statement, INSERT));
}

const start = {
  executionId: randomUUID(),
  name: 'A',
  version: null,
  input: null,
  tags: {},
  parent: null,
  createdAt: AT,
};
const result = { partitionId: 0, instanceId: 'a', generation: 0, taskId: 1, attempt: 1, durationMs: 1, result: null };

const newStart = { instanceId: 'within', start };
const resume = { instanceId: 'a', message: { type: 'resume' as const, reason: '' } };

async function within(db: Sql, verb: (transaction: DatabaseTransaction) => Promise<unknown>): Promise<void> {
  const connection = await db.reserve();
  await verb(connection);
  connection.release();
}

const VERBS: [string, (sql: Sql) => Promise<unknown>][] = [
  ['fetchMessages', (db) => messageVerbs(db).fetchMessages(0, [1], 10)],
  ['fetchTimers', (db) => messageVerbs(db).fetchTimers(0, 1_000)],
  ['enqueue', (db) => messageVerbs(db).enqueue(0, [{ instanceId: 'a', message: { type: 'resume', reason: '' } }])],
  ['enqueueStarts', (db) => startVerbs(db).enqueueStarts(0, [{ instanceId: 'a', start }])],
  ['startWithin', (db) => within(db, (transaction) => transactionVerbs.startWithin(transaction, 0, newStart))],
  ['sendWithin', (db) => within(db, (transaction) => transactionVerbs.sendWithin(transaction, 0, resume))],
  ['outboxMessages', (db) => outboxVerbs(db).outboxMessages(0)],
  ['deleteOutboxMessages', (db) => outboxVerbs(db).deleteOutboxMessages(0, [1])],
  ['loadEntities', (db) => entityVerbs(db).loadEntities(0, ['@a@'])],
  ['takeEntityReply', (db) => entityVerbs(db).takeEntityReply(0, 'r')],
  ['lastBatchIds', (db) => messageVerbs(db).lastBatchIds(0)],
  ['freeWorkItems', (db) => workItemVerbs(db).freeWorkItems(0, 3)],
  ['heldWorkItems', (db) => workItemVerbs(db).heldWorkItems(0, 'node')],
  ['claimWorkItems', (db) => workItemVerbs(db).claimWorkItems(0, 'node', claimWish(['pay'], 10))],
  ['returnWorkItems', (db) => workItemVerbs(db).returnWorkItems(0, 'node', [result])],
  ['completeWorkItems', (db) => workItemVerbs(db).completeWorkItems(0, 'node', [result])],
];

test.each(VERBS)('%s names one partition', async (_, verb) => {
  await verb(sql);
  expect(sent).toHaveLength(1);
  for (const statement of sent) expectOnePartition(statement);
});

test('loading instances names one partition, for rows and histories', async () => {
  await sql`
    insert into instances (partition_id, instance_id, generation, execution_id, revision, name, status, created_at,
      updated_at, history_length)
    values (0, 'loaded', 0, gen_random_uuid(), 1, 'A', 'Running', now(), now(), 1)`;
  sent = [];
  await loadInstances(sql, 0, ['loaded']);
  expect(sent).toHaveLength(2);
  for (const statement of sent) expectOnePartition(statement);
});

/** The statements inside a SQL function that touch hot tables. */
async function statementsOf(name: string): Promise<string[]> {
  const [row] = await sql<{ body: string }[]>`select prosrc as body from pg_proc where proname = ${name}`;
  return (row?.body ?? '').split(';').filter((statement) => count(statement, HOT) > 0);
}

test('a checkpoint is one call', async () => {
  const lease = { partitionId: 0, epoch: 1, leaseId: randomUUID() };
  await checkpointer(sql)(testCheckpoint(lease, [newInstance('new')]));
  expect(sent).toEqual([
    expect.stringMatching(/^select checkpoint\((?:(?:\$\d+|string_to_array\(\$\d+,[^)]*\)),?)+\) as result$/),
  ]);
});

test('receiving messages is one call', async () => {
  const message = { type: 'resume' as const, reason: '' };
  await outboxVerbs(sql).receiveMessages(1, 0, [{ position: 1, partitionId: 1, instanceId: 'a', message }]);
  expect(sent).toEqual([expect.stringMatching(/^\s*select message_id\s+from receive_messages\(\$1::smallint, /)]);
});

const FUNCTIONS: [string, number][] = [
  ['checkpoint', 16],
  ['checkpoint_purge', 5],
  ['checkpoint_rare', 5],
  ['checkpoint_entities', 3],
  ['receive_messages', 4],
];

test.each(FUNCTIONS)('every statement inside %s names its partition', async (name, statementCount) => {
  const statements = await statementsOf(name);
  expect(statements.length).toBeGreaterThanOrEqual(statementCount);
  for (const statement of statements.filter((text) => !text.includes('insert into checkpoints'))) {
    expectOnePartition(statement);
  }
});
