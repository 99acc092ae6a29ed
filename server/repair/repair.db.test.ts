/** Rows are broken by hand: they are found, and mended by those who own them. */
import { activity, entity, orchestrator } from 'perdure';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { until } from '@/db/testing/until';
import { openTestHub, type TestHub } from '../hub/testing/open-test-hub';
import { partitionOf } from '../partition-of';
import type { Runtime } from '../runtime';
import { RepairSweep } from './repair-sweep';

const PARTITIONS = 2;
const always = { keep: () => Promise.resolve(true) };

let gates: (() => void)[] = [];
const hold = activity('Hold', () => new Promise<string>((resolve) => gates.push(() => resolve('held'))));

const tally = entity('Tally', { initialState: () => 0, operations: { get: (state: number) => state } });

const holding = orchestrator('Holding', function* (context) {
  return yield* context.callActivity(hold);
});
const sleeping = orchestrator('Sleeping', function* (context) {
  yield* context.createTimer({ hours: 1 });
});
const waiting = orchestrator('Waiting', function* (context) {
  return yield* context.waitForExternalEvent<string>('Go');
});
const busy = orchestrator('Busy', function* (context, rounds: number) {
  for (let round = 0; round < rounds; round += 1) yield* context.createTimer({ milliseconds: 5 });
  if (rounds > 1) yield* context.callSubOrchestrator('Busy', rounds - 1);
});

let hub: TestHub;
let node: Runtime;
let sweeper: RepairSweep;
let outcomes: string[];

beforeAll(async () => {
  hub = await openTestHub();
  const unhurried = { heartbeatMs: 60_000, leaseMs: 600_000 };
  const never = { PERDURE_REPAIR_INTERVAL_MS: '0', PERDURE_RETENTION_INTERVAL_MS: '0' };
  node = await hub.open({ hold, tally, holding, sleeping, waiting, busy }, unhurried, never);
});

beforeEach(() => {
  gates = [];
  outcomes = [];
  sweeper = new RepairSweep(
    {
      node: node.node,
      store: node.store,
      log: node.log,
      found: (kind, outcome) => outcomes.push(`${kind} ${outcome}`),
    },
    { quietMs: 0, patienceMs: 0 },
  );
});

afterAll(() => hub.close());

/** Sweeps until it saw nothing any more of what it saw twice. */
async function sweepUntilMended(kind: string): Promise<void> {
  await until(`${kind} is mended`, async () => {
    await sweeper.sweep(always);
    return outcomes.includes(`${kind} mended`) ? true : null;
  });
}

const started = async (name: string, instanceId: string, isReady: (waitingOn: unknown) => boolean = Boolean) => {
  await node.client.startNew(name, undefined, { instanceId });
  await hub.once(instanceId, ({ waitingOn }) => isReady(waitingOn));
};

test('an open activity without a work item and without a result gets its work item back', async () => {
  await started('Holding', 'robbed');
  await until('the activity runs', async () => (gates.length > 0 ? true : null));
  await hub.sql`delete from work_items where instance_id = 'robbed'`;
  await sweepUntilMended('lost-work-item');
  // The run that lost its work item may end with the new one; else the activity runs again.
  const over = await until('it ends', async () => {
    for (const open of gates) open();
    const found = await hub.store.getInstance('robbed');
    return found?.status === 'Completed' ? found : null;
  });
  expect(over.output).toBe('"held"');
});

test('a pending timer without a row gets its row back', async () => {
  await started('Sleeping', 'sleepless');
  const timers = () => hub.sql`select task_id, fire_at from timers where instance_id = 'sleepless'`;
  const before = await timers();
  expect(before).toHaveLength(1);
  await hub.sql`delete from timers where instance_id = 'sleepless'`;
  await sweepUntilMended('lost-timer');
  expect(await timers()).toEqual(before);
  const [finding] = await node.store.listFindings(10);
  expect(finding).toMatchObject({ kind: 'lost-timer', instanceId: 'sleepless' });
  expect(finding?.mendedAt).not.toBeNull();
});

test('a work item of an instance that is gone goes', async () => {
  await hub.sql`
    insert into work_items (partition_id, instance_id, generation, task_id, name, attempt, enqueued_at, quarantined_at)
    values (${partitionOf('ghost', PARTITIONS)}, 'ghost', 0, 1, 'Hold', 0, now() - interval '1 hour', now())`;
  await sweepUntilMended('stray-work-item');
  expect(await hub.sql`select from work_items where instance_id = 'ghost'`).toHaveLength(0);
});

test('a message that nobody fetches is taken in', async () => {
  await started('Waiting', 'deaf');
  const message = { type: 'eventRaised', name: 'Go', payload: '"gone"', eventId: 'one' };
  await hub.sql`
    insert into control_queue (partition_id, instance_id, message, enqueued_at)
    values (${partitionOf('deaf', PARTITIONS)}, 'deaf', ${JSON.stringify(message)}, now() - interval '1 hour')`;
  await sweepUntilMended('stuck-message');
  expect((await hub.once('deaf', ({ status }) => status === 'Completed')).output).toBe('"gone"');
});

test('what lies in an outbox and nobody forwards is forwarded', async () => {
  await started('Waiting', 'unheard');
  const message = { type: 'eventRaised', name: 'Go', payload: '"sent"', eventId: 'two' };
  await hub.sql`
    insert into outbox (partition_id, position, target_partition, instance_id, message)
    select partition_id, epoch * 4294967296 + 1000000, ${partitionOf('unheard', PARTITIONS)}, 'unheard',
      ${JSON.stringify(message)}
    from partitions where partition_id = 0`;
  await sweepUntilMended('stuck-outbox');
  expect((await hub.once('unheard', ({ status }) => status === 'Completed')).output).toBe('"sent"');
});

test('the lock of an instance that is gone is given back', async () => {
  const id = '@tally@lost';
  const owner = JSON.stringify({ instanceId: 'gone', generation: 0, taskId: 1 });
  await hub.sql`
    insert into entities (partition_id, instance_id, revision, state, locked_by, created_at, last_operation_at)
    values (${partitionOf(id, PARTITIONS)}, ${id}, 1, '0', ${owner}, now(), now() - interval '1 hour')`;
  await sweepUntilMended('lost-lock');
  expect(await hub.sql`select locked_by from entities where instance_id = ${id}`).toEqual([{ locked_by: null }]);
});

test('an instance that waits for nothing is told of, and left as it is', async () => {
  await started('Waiting', 'aimless');
  await hub.sql`delete from waits where instance_id = 'aimless'`;
  await until('it is told of', async () => {
    await sweeper.sweep(always);
    return outcomes.includes('waits-for-nothing reported') ? true : null;
  });
  expect(await node.store.openFindings()).toMatchObject([{ kind: 'waits-for-nothing', instanceId: 'aimless' }]);
  expect((await node.store.hubFigures()).openFindings).toEqual({ 'waits-for-nothing': 1 });
  expect((await hub.store.getInstance('aimless'))?.status).toBe('Running');
  await node.client.terminate('aimless', 'Enough.');
  await sweepUntilMended('waits-for-nothing');
});

test('RP2. finds nothing in a hub that is at work', async () => {
  const ids = await Promise.all(Array.from({ length: 60 }, () => node.client.startNew('Busy', 4)));
  let isOver = false;
  const ends = Promise.all(ids.map((id) => node.client.waitForCompletion(id))).then(() => {
    isOver = true;
  });
  const patient = new RepairSweep(
    {
      node: node.node,
      store: node.store,
      log: node.log,
      found: (kind, outcome) => outcomes.push(`${kind} ${outcome}`),
    },
    { quietMs: 0, patienceMs: 60_000 },
  );
  for (let sweeps = 0; !isOver || sweeps < 3; sweeps += 1) {
    const found = await patient.sweep(always);
    // An outbox holds something at every moment while messages come and go; where it stands changes.
    expect(found).toEqual([]);
  }
  await ends;
  expect(outcomes).toEqual([]);
});
