/** What has ended goes by itself, as rules say, and nothing else. */
import { orchestrator } from 'perdure';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { RetentionRuleBody } from '@/contract/retention';
import { openTestHub, type TestHub } from '../hub/testing/open-test-hub';
import type { Runtime } from '../runtime';
import { Retention } from './retention';

const always = { keep: () => Promise.resolve(true) };

const leaf = orchestrator('Leaf', async () => 'done');
const family = orchestrator('Family', function* (context) {
  yield* context.callSubOrchestrator(leaf, undefined, { instanceId: `${context.instanceId}-child` });
});
const waiting = orchestrator('Waiting', function* (context) {
  yield* context.callSubOrchestrator(leaf, undefined, { instanceId: `${context.instanceId}-child` });
  yield* context.waitForExternalEvent('Go');
});
const failing = orchestrator('Failing', async () => {
  throw new Error('It is broken.');
});

const rule: RetentionRuleBody = {
  name: 'Old ones',
  statuses: ['Completed'],
  orchestrator: null,
  tag: null,
  keepMs: 60_000,
  isPaused: false,
};

let hub: TestHub;
let node: Runtime;

beforeAll(async () => {
  hub = await openTestHub();
  const never = { PERDURE_REPAIR_INTERVAL_MS: '0', PERDURE_RETENTION_INTERVAL_MS: '0' };
  node = await hub.open({ leaf, family, waiting, failing }, {}, never);
});

afterEach(async () => {
  for (const { ruleId } of await node.store.listRules()) await node.store.removeRule(ruleId);
});

afterAll(() => hub.close());

async function run(name: string, instanceId: string, tags: Record<string, string> = {}): Promise<void> {
  await node.client.startNew(name, undefined, { instanceId, tags });
  if (name === 'Waiting') await hub.once(instanceId, ({ waitingOn }) => waitingOn?.kind === 'event');
  else await node.client.waitForCompletion(instanceId);
}

const age = () =>
  hub.sql`update instances set created_at = created_at - interval '1 hour', completed_at = completed_at - interval '1 hour'`;

const there = async () => {
  const rows = await hub.sql<{ instance_id: string }[]>`select instance_id from instances order by 1`;
  return rows.map((row) => row.instance_id);
};

async function apply(...rules: Partial<RetentionRuleBody>[]): Promise<number> {
  for (const each of rules) await node.store.addRule(crypto.randomUUID(), { ...rule, ...each });
  let told = 0;
  const retention = new Retention({
    node: node.node,
    store: node.store,
    log: node.log,
    purged: (gone) => (told += gone),
  });
  const total = await retention.apply(always);
  expect(told).toBe(total);
  return total;
}

test('takes away those that ended so long ago, of the function and with the tag that it names', async () => {
  await run('Leaf', 'a-old', { team: 'x' });
  await run('Leaf', 'b-other-team', { team: 'y' });
  await run('Failing', 'c-failed', { team: 'x' });
  await age();
  await run('Leaf', 'd-new', { team: 'x' });
  expect(await apply({ tag: { key: 'team', value: 'x' }, orchestrator: 'Leaf' })).toBe(1);
  expect(await there()).toEqual(['b-other-team', 'c-failed', 'd-new']);
  expect(await hub.sql`select from history where instance_id = 'a-old'`).toHaveLength(0);
  const [kept] = await node.store.listRules();
  expect(kept).toMatchObject({ purged: 1 });
  expect(kept?.lastRunAt).not.toBeNull();
  expect(await node.store.listRuns(5)).toMatchObject([{ name: 'Old ones', purged: 1 }]);
  await apply({ statuses: ['Completed', 'Failed'], keepMs: 1 });
  expect(await there()).toEqual([]);
});

test('RT2, RE2. takes those below an instance along, whatever their function, and before it', async () => {
  await run('Family', 'family');
  await age();
  expect(
    (await node.store.listExpired({ ...rule, orchestrator: 'Family' }, 10)).map(({ depth }) => depth).sort(),
  ).toEqual([0, 1]);
  expect(await apply({ orchestrator: 'Family' })).toBe(2);
  expect(await there()).toEqual([]);
});

test('RE1. leaves an instance whose parent has not ended', async () => {
  await run('Waiting', 'open');
  await age();
  expect(await apply({})).toBe(0);
  expect(await there()).toEqual(['open', 'open-child']);
  await node.client.terminate('open', 'Enough.');
  await node.client.waitForCompletion('open');
  await age();
  expect(await apply({ statuses: ['Terminated'] })).toBe(2);
  expect(await there()).toEqual([]);
});

test('RE2. leaves an ended instance with one below it that has not', async () => {
  await run('Waiting', 'below');
  await run('Leaf', 'above');
  await hub.sql`update instances set parent_id = 'above' where instance_id = 'below'`;
  await age();
  expect(await apply({ orchestrator: 'Leaf' })).toBe(0);
  expect(await there()).toEqual(['above', 'below', 'below-child']);
  await node.client.purge('below', { force: true });
  await hub.once('above', () => true);
  await apply({});
});

test('a paused rule does nothing, and a node without the duty stops between batches', async () => {
  await run('Leaf', 'kept');
  await age();
  expect(await apply({ isPaused: true })).toBe(0);
  await node.store.addRule(crypto.randomUUID(), rule);
  const retention = new Retention({ node: node.node, store: node.store, log: node.log, purged: () => undefined });
  expect(await retention.apply({ keep: () => Promise.resolve(false) })).toBe(0);
  expect(await there()).toContain('kept');
});

test('DU1. a duty is one node’s until it is given back or runs out', async () => {
  const { store } = node;
  expect(await store.takeDuty('sweep', 'one', 60_000)).toBe(true);
  expect(await store.takeDuty('sweep', 'one', 60_000)).toBe(true);
  expect(await store.takeDuty('sweep', 'two', 60_000)).toBe(false);
  await store.leaveDuty('sweep', 'two');
  expect(await store.takeDuty('sweep', 'two', 60_000)).toBe(false);
  await store.leaveDuty('sweep', 'one');
  expect(await store.takeDuty('sweep', 'two', 60_000)).toBe(true);
  await hub.sql`update duties set until = clock_timestamp() - interval '1 s' where name = 'sweep'`;
  expect(await store.takeDuty('sweep', 'one', 60_000)).toBe(true);
});
