/** Functions that end their process: they are found out, the others go on, and they can be released. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { InstanceDetails } from '@/contract/instance';
import { openStore } from '@/db/store/open-store';
import { createTestDatabase, type TestDatabase } from '@/db/testing/create-test-database';
import type { Store } from '@/server/store';
import { type NodeProcess, startNodeProcess } from './node-process';

const LEASE_MS = 1_000;
const BYSTANDERS = ['bystander-0', 'bystander-1', 'bystander-2'];

let database: TestDatabase;
let store: Store;
let nodes: NodeProcess[];

vi.setConfig({ testTimeout: 240_000 });

beforeEach(async () => {
  database = await createTestDatabase();
  store = await openStore({ url: database.url, node: 'test', partitionCount: 4 });
  nodes = [];
});

afterEach(async () => {
  await Promise.all(nodes.map((node) => node.end()));
  await store.close();
  await database.drop();
});

async function startNode(environment: Record<string, string> = {}): Promise<NodeProcess> {
  const node = await startNodeProcess(database.url, LEASE_MS, environment);
  nodes.push(node);
  return node;
}

const startOn = (node: NodeProcess, name: string, instanceId: string, input: number) =>
  node.tell({ do: 'start', name, instanceId, input });

async function once(instanceId: string, wanted: (found: InstanceDetails) => boolean): Promise<InstanceDetails> {
  for (;;) {
    const found = await store.getInstance(instanceId);
    if (found !== null && wanted(found)) return found;
    await sleep(20);
  }
}

const isHeldBack = ({ problem }: InstanceDetails) => problem !== null;
const isCompleted = ({ status }: InstanceDetails) => status === 'Completed';

/** Starts one broken node after the other until the instance is held back. Gives how many of them died. */
async function sacrificeNodes(instanceId: string): Promise<number> {
  const heldBack = once(instanceId, isHeldBack).then(() => 'held back' as const);
  for (let deaths = 1; ; deaths += 1) {
    // It may die before it is ready.
    const node = await startNode({ CHAOS_BROKEN: '1' }).catch(() => null);
    if (node !== null && (await Promise.race([heldBack, node.ended])) === 'held back') return deaths;
  }
}

/** The first node takes up the instance and some bystanders, and dies of it. */
async function startPoison(name: string, instanceId: string): Promise<void> {
  const first = await startNode({ CHAOS_BROKEN: '1' });
  for (const id of BYSTANDERS) await startOn(first, 'SlowChain', id, 10);
  // It may die of it before it can say that it has it.
  await startOn(first, name, instanceId, 300).catch(() => {});
  await first.ended;
}

async function expectReleased(instanceId: string): Promise<void> {
  for (const id of BYSTANDERS) expect(await once(id, isCompleted)).toMatchObject({ problem: null });
  await nodes.at(-1)?.end();
  const mended = await startNode();
  await mended.tell({ do: 'release', instanceId });
  expect(await once(instanceId, isCompleted)).toMatchObject({ output: '"survived"', problem: null });
}

test('an instance whose turn ends its process three times is held back, others go on, and it can be released', async () => {
  await startPoison('DeadlyTurn', 'deadly');
  expect(await sacrificeNodes('deadly')).toBe(3);
  expect(await store.getInstance('deadly')).toMatchObject({
    status: 'Running',
    problem: 'Its process ended 3 times while a turn of it was under way: it is held back until it is released.',
  });
  await expectReleased('deadly');
});

test('an activity that ends its process three times is held back, others go on, and it can be released', async () => {
  await startPoison('DeadlyActivity', 'deadly');
  expect(await sacrificeNodes('deadly')).toBeGreaterThanOrEqual(3);
  expect(await store.getInstance('deadly')).toMatchObject({
    problem: "Activity 'Deadly' (#1) is held back until it is released: its process ended 3 times while it ran.",
  });
  await expectReleased('deadly');
});

test('a process that a turn does not let go on is ended, and says which instance it was', async () => {
  const settings = { CHAOS_BROKEN: '1', PERDURE_TURN_BUDGET_MS: '600000', PERDURE_WATCHDOG_MS: '1000' };
  const hanging = await startNode(settings);
  await startOn(hanging, 'HangingTurn', 'hanging', 10);
  await hanging.ended;
  expect(JSON.parse(hanging.complaints())).toMatchObject({ level: 'fatal', instanceId: 'hanging' });
  await startNode();
  expect(await once('hanging', isCompleted)).toMatchObject({ output: '"survived"' });
});
