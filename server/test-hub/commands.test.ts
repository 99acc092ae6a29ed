/** What a client does to the instances of a test hub. */
import { orchestrator } from 'perdure';
import { createTestHub } from 'perdure/testing';
import { expect, test } from 'vitest';

const gate = orchestrator('Gate', async (context) => context.waitForExternalEvent<string>('Open'));

const pauses = orchestrator('Pauses', async (context) => {
  for (let round = 0; round < 3; round += 1) await context.createTimer({ hours: 1 });
  return context.currentUtcDateTime;
});

test('a suspended instance is held back until it is resumed', async () => {
  const hub = createTestHub({ functions: [gate] });
  const id = await hub.client.startNew(gate);
  await hub.client.suspend(id, 'wait a moment');
  await hub.client.raiseEvent(id, 'open', 'sesame');
  await expect(hub.client.waitForCompletion(id)).rejects.toThrow(/is suspended: resume it/);
  await hub.client.resume(id, 'go on');
  expect(await hub.client.waitForCompletion(id)).toMatchObject({ status: 'Completed', output: 'sesame' });
});

test('a terminated instance has ended', async () => {
  const hub = createTestHub({ functions: [gate] });
  const id = await hub.client.startNew(gate);
  await hub.client.terminate(id, 'enough');
  expect(await hub.client.waitForCompletion(id)).toMatchObject({ status: 'Terminated' });
  await expect(hub.client.raiseEvent(id, 'Open')).rejects.toMatchObject({ code: 'instance-ended' });
});

test('a wait for the end may be limited, by the hub’s clock', async () => {
  const hub = createTestHub({ functions: [pauses] });
  const id = await hub.client.startNew(pauses);
  expect(await hub.client.waitForCompletion(id, { timeoutMs: 5_400_000 })).toMatchObject({ status: 'Running' });
  expect(hub.now).toEqual(new Date('2030-01-01T01:30:00Z'));
  expect(await hub.client.waitForCompletion(id)).toMatchObject({ output: '2030-01-01T03:00:00.000Z' });
});

test('a wait whose instance is not there is refused', async () => {
  const hub = createTestHub({ functions: [gate] });
  await expect(hub.client.waitForCompletion('nobody')).rejects.toMatchObject({ code: 'instance-not-found' });
});

test('time passes for all instances alike, from the moment that the test says', async () => {
  const hub = createTestHub({ functions: [pauses], now: new Date('2024-02-28T23:00:00Z') });
  const ids = [await hub.client.startNew(pauses), await hub.client.startNew(pauses)];
  await hub.advance({ hours: 2, minutes: 59 });
  expect(hub.now).toEqual(new Date('2024-02-29T01:59:00Z'));
  for (const id of ids) expect(await hub.client.getInstance(id)).toMatchObject({ status: 'Running', historyLength: 6 });
  await hub.advance({ minutes: 1 });
  for (const id of ids) expect(await hub.client.getInstance(id)).toMatchObject({ status: 'Completed' });
});

test('instances are listed and counted, newest first', async () => {
  const hub = createTestHub({ functions: [gate, pauses] });
  await hub.client.startNew(gate, undefined, { instanceId: 'gate-1' });
  await hub.client.startNew(pauses, undefined, { instanceId: 'pauses-1' });
  await hub.client.terminate('gate-1', 'enough');
  const { instances } = await hub.client.listInstances({ limit: 10 });
  expect(instances.map(({ instanceId }) => instanceId)).toEqual(['pauses-1', 'gate-1']);
  expect((await hub.client.listInstances({ limit: 10, status: ['Terminated'] })).instances).toHaveLength(1);
  expect((await hub.client.countInstances({ name: 'Pauses' })).counts.Running).toBe(1);
});

test('events are read page by page', async () => {
  const hub = createTestHub({ functions: [pauses] });
  const id = await hub.client.startNew(pauses);
  await hub.client.waitForCompletion(id);
  const first = await hub.client.getHistory(id, { after: -1, limit: 5 });
  expect(first.events.map(({ type }) => type).slice(0, 3)).toEqual(['ExecutionStarted', 'TimerCreated', 'TimerFired']);
  const rest = await hub.client.getHistory(id, { after: first.nextSeq ?? 0, limit: 5 });
  expect(rest).toMatchObject({ nextSeq: null, events: [{ seq: 5 }, { seq: 6 }, { type: 'ExecutionCompleted' }] });
});
