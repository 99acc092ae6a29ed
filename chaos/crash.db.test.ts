/** Processes are killed and frozen in the middle of their work; nothing is lost, and nothing happens twice. */
import { setTimeout as sleep } from 'node:timers/promises';
import postgres, { type Sql } from 'postgres';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openStore } from '@/db/store/open-store';
import { createTestDatabase, type TestDatabase } from '@/db/testing/create-test-database';
import { violationsAtRest } from '@/db/testing/invariants';
import type { Store } from '@/server/store';
import { type NodeProcess, startNodeProcess } from './node-process';

const LEASE_MS = 1_000;
const LENGTH = 40;
const TOLD = 12;
const PATIENCE_MS = 60_000;

let database: TestDatabase;
let store: Store;
let sql: Sql;
let processes: NodeProcess[];

vi.setConfig({ testTimeout: PATIENCE_MS });

beforeEach(async () => {
  database = await createTestDatabase();
  store = await openStore({ url: database.url, node: 'test', partitionCount: 4 });
  sql = postgres(database.url, { max: 1, onnotice: () => undefined });
  processes = [];
});

afterEach(async () => {
  await Promise.all(processes.map((process) => process.end()));
  await store.close();
  await sql.end();
  await database.drop();
});

/** The repair sweep, which the nodes do all the while, has found nothing: nothing was broken. */
const expectNoFindings = async () => expect(await sql`select * from repair_findings`).toEqual([]);

async function startNode(): Promise<NodeProcess> {
  const process = await startNodeProcess(database.url, LEASE_MS, { PERDURE_REPAIR_INTERVAL_MS: '1000' });
  processes.push(process);
  return process;
}

const startOn = (node: NodeProcess, instanceId: string) =>
  node.tell({ do: 'start', name: 'SlowChain', input: LENGTH, instanceId });

async function until<T>(look: () => Promise<T | undefined | false>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    await sleep(10);
  }
}

const historyOf = (instanceId: string) =>
  sql<{ seq: number; type: string; task_id: number | null; payload: string | null }[]>`
    select seq, type, task_id, payload from history where instance_id = ${instanceId} order by seq`;

const untilCompletedTasks = (instanceId: string, count: number) =>
  until(async () => {
    const events = await historyOf(instanceId);
    return events.filter(({ type }) => type === 'TaskCompleted').length >= count && events;
  });

async function outputOf(instanceId: string): Promise<{ value: number; ranIn: number }[]> {
  const status = await until(async () => {
    const found = await store.getInstanceStatus(instanceId);
    return found?.status === 'Completed' && found;
  });
  return JSON.parse(status.output ?? 'null');
}

/** Every position once and without gaps, every task scheduled once and ended once. */
async function expectSoundHistory(instanceId: string): Promise<void> {
  const events = await historyOf(instanceId);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index));
  const taskIds = Array.from({ length: LENGTH }, (_, index) => index + 1);
  expect(events.filter(({ type }) => type === 'TaskScheduled').map((event) => event.task_id)).toEqual(taskIds);
  expect(events.filter(({ type }) => type === 'TaskCompleted').map((event) => event.task_id)).toEqual(taskIds);
  expect(events.filter(({ type }) => type === 'ExecutionCompleted')).toHaveLength(1);
  const [left] = await sql<{ rows: string }[]>`
    select (select count(*) from work_items) + (select count(*) from control_queue) + (select count(*) from timers) as rows`;
  expect(left?.rows).toBe('0');
}

test('an instance whose node is killed in its middle completes in another process with the results it had', async () => {
  const first = await startNode();
  await startOn(first, 'interrupted');
  await untilCompletedTasks('interrupted', 10);
  first.signal('SIGKILL');
  const kept = (await historyOf('interrupted')).filter(({ type }) => type === 'TaskCompleted');
  const second = await startNode();

  const output = await outputOf('interrupted');
  expect(output.map(({ value }) => value)).toEqual(Array.from({ length: LENGTH }, (_, index) => index));
  expect(output.slice(0, kept.length)).toEqual(kept.map(({ payload }) => JSON.parse(payload ?? 'null')));
  expect(output[0]?.ranIn).toBe(first.pid);
  expect(output.at(-1)?.ranIn).toBe(second.pid);
  await expectSoundHistory('interrupted');
});

test('an instance whose node is killed right after its start was acknowledged completes in another process', async () => {
  const first = await startNode();
  await startOn(first, 'just-started');
  first.signal('SIGKILL');
  await startNode();

  expect(await outputOf('just-started')).toHaveLength(LENGTH);
  await expectSoundHistory('just-started');
});

test('instances of a killed node go on in a node that was there before', async () => {
  const nodes = [await startNode(), await startNode()];
  const ids = Array.from({ length: 12 }, (_, index) => `shared-${index}`);
  await Promise.all(ids.map((id, index) => startOn(nodes[index % 2] as NodeProcess, id)));
  await untilCompletedTasks('shared-0', 3);
  nodes[0]?.signal('SIGKILL');

  for (const id of ids) {
    expect(await outputOf(id)).toHaveLength(LENGTH);
    await untilSettled();
    await expectSoundHistory(id);
  }
});

test('messages between instances arrive once and in order, though one node after the other is killed', async () => {
  const nodes = [await startNode(), await startNode()];
  const ids = Array.from({ length: 10 }, (_, index) => `talk-${index}`);
  await Promise.all(
    ids.map((instanceId, index) =>
      (nodes[index % 2] as NodeProcess).tell({ do: 'start', name: 'Talk', input: TOLD, instanceId }),
    ),
  );
  for (const node of nodes) {
    await untilCompletedTasks('talk-0', node === nodes[0] ? 3 : 6);
    node.signal('SIGKILL');
    await startNode();
  }
  for (const id of ids) expect(await textOf(id)).toBe(Array.from({ length: TOLD }, (_, n) => n).join());
  await until(async () => {
    const [left] = await sql<{ rows: string }[]>`
      select (select count(*) from outbox) + (select count(*) from control_queue) as rows`;
    return left?.rows === '0';
  });
  expect(await violationsAtRest(sql)).toEqual([]);
  await expectNoFindings();
});

async function textOf(instanceId: string): Promise<string> {
  const status = await until(async () => {
    const found = await store.getInstanceStatus(instanceId);
    return found?.status === 'Completed' && found;
  });
  return JSON.parse(status.output ?? 'null');
}

/** The last instances may still be at work when the first are looked at. */
async function untilSettled(): Promise<void> {
  await until(async () => {
    const [open] = await sql<{ open: string }[]>`select count(*) as open from instances where completed_at is null`;
    return open?.open === '0';
  });
}

test('an owner that was frozen and goes on changes nothing', async () => {
  const frozen = await startNode();
  await startOn(frozen, 'taken-over');
  await untilCompletedTasks('taken-over', 10);
  frozen.signal('SIGSTOP');
  await startNode();
  await outputOf('taken-over');
  const history = await historyOf('taken-over');

  frozen.signal('SIGCONT');
  // Two live nodes again: the frozen one has sent its heartbeat, and learned what it lost.
  await until(async () => {
    const [live] = await sql<
      { live: string }[]
    >`select count(*) as live from nodes where alive_until > clock_timestamp()`;
    return live?.live === '2';
  });
  await startOn(frozen, 'afterwards');
  await outputOf('afterwards');

  expect(await historyOf('taken-over')).toEqual(history);
  expect(frozen.isAlive()).toBe(true);
  await expectSoundHistory('taken-over');
});
