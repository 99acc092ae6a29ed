/** What a node measures while it works, as Prometheus fetches it. */
import { activity, orchestrator } from 'perdure';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHub, type TestHub } from '../hub/testing/open-test-hub';
import type { Runtime } from '../runtime';

const say = activity('Say', (name: string) => `Hello ${name}!`);
const fail = activity('Fail', () => {
  throw new Error('It is broken.');
});

const greet = orchestrator('Greet', function* (context, name: string) {
  yield* context.createTimer({ milliseconds: 5 });
  return yield* context.callActivity(say, name);
});
const stumble = orchestrator('Stumble', function* (context) {
  yield* context.callActivity(fail, undefined, {
    retry: { firstRetryIntervalInMilliseconds: 1, maxNumberOfAttempts: 2 },
  });
});

let hub: TestHub;
let node: Runtime;

beforeAll(async () => {
  hub = await openTestHub();
  node = await hub.open({ say, fail, greet, stumble });
  const ids = await Promise.all(
    Array.from({ length: 5 }, (_, index) => node.client.startNew(greet, 'you', { instanceId: `secret-id-${index}` })),
  );
  for (const id of ids) await node.client.waitForCompletion(id);
  await node.client.waitForCompletion(await node.client.startNew(stumble, undefined));
});

afterAll(() => hub.close());

const valueIn = (text: string, name: string): number =>
  Number(
    text
      .split('\n')
      .find((line) => line.startsWith(`${name} `))
      ?.split(' ')
      .at(-1),
  );

test('counts turns, checkpoints, activities and ends, by function and result', async () => {
  const text = await node.metrics.text();
  const value = (name: string) => valueIn(text, name);
  expect(value('perdure_instances_started_total')).toBe(6);
  expect(value('perdure_instances_ended_total{orchestrator="Greet",status="Completed"}')).toBe(5);
  expect(value('perdure_instances_ended_total{orchestrator="Stumble",status="Failed"}')).toBe(1);
  expect(value('perdure_activity_seconds_count{activity="Say",result="completed"}')).toBe(5);
  expect(value('perdure_activity_seconds_count{activity="Fail",result="failed"}')).toBe(2);
  expect(value('perdure_activity_repeats_total{activity="Fail",reason="retry"}')).toBe(1);
  expect(value('perdure_activity_schedule_to_start_seconds_count{activity="Say"}')).toBe(5);
  expect(value('perdure_turns_total')).toBeGreaterThanOrEqual(15);
  expect(value('perdure_checkpoints_total{result="committed"}')).toBeGreaterThan(0);
  expect(value('perdure_checkpoint_seconds_count')).toBe(value('perdure_checkpoints_total{result="committed"}'));
  expect(value('perdure_checkpoints_total{result="refused"}')).toBe(0);
  expect(value('perdure_timers_fired_total')).toBeGreaterThanOrEqual(5);
  expect(value('perdure_partitions_owned')).toBe(2);
  expect(value('perdure_up')).toBe(1);
});

test('reads what waits from the database', async () => {
  await hub.store.enqueue(1, [{ instanceId: 'nobody', message: { type: 'suspend', reason: '' }, visibleAt: 1e13 }]);
  const text = await node.metrics.text();
  expect(valueIn(text, 'perdure_control_queue_messages{partition="1"}')).toBe(0);
  expect(valueIn(text, 'perdure_instances{status="Completed"}')).toBe(5);
  expect(valueIn(text, 'perdure_nodes{state="alive"}')).toBe(1);
  expect(valueIn(text, 'perdure_partition_has_owner{partition="0"}')).toBe(1);
});

test('names no instance, and no function that the node does not have', async () => {
  await hub.sql`update instances set name = 'Unheard' where name = 'Stumble'`;
  const text = await node.metrics.text();
  expect(text).not.toContain('secret-id');
  expect(text).not.toContain('Unheard');
});

test('HG2. where the database does not answer, the figures of the node are there all the same', async () => {
  const lonely = await openTestHub();
  const runtime = await lonely.open({ say });
  await runtime.stop();
  const text = await runtime.metrics.text();
  expect(valueIn(text, 'perdure_figures_failed_total')).toBe(1);
  expect(text).not.toContain('perdure_control_queue_messages{');
  await lonely.close();
});
