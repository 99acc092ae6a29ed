/** Histories that left a hub, against the code as it is now. */
import { activity, type ExportedHistory, orchestrator } from 'perdure';
import { createTestHub, replayHistory } from 'perdure/testing';
import { expect, test } from 'vitest';

const step = activity('Step', (name: string) => name);

const two = orchestrator('Steps', async (context) => {
  await context.callActivity(step, 'one');
  await context.createTimer({ days: 3 });
  return context.callActivity(step, 'two');
});

const swapped = orchestrator('Steps', async (context) => {
  await context.createTimer({ days: 3 });
  return context.callActivity(step, 'one');
});

const longer = orchestrator('Steps', async (context) => {
  await context.callActivity(step, 'uno');
  await context.createTimer({ days: 3 });
  await context.callActivity(step, 'two');
  return context.callActivity(step, 'three');
});

/** As it comes out of a file. */
async function kept(untilItEnds: boolean): Promise<ExportedHistory> {
  const hub = createTestHub({ functions: [step, two] });
  const id = await hub.client.startNew(two, undefined, { instanceId: 'steps-1' });
  if (untilItEnds) await hub.client.waitForCompletion(id);
  return JSON.parse(JSON.stringify(await hub.client.exportHistory(id)));
}

test('the export says whose history it is', async () => {
  expect(await kept(false)).toMatchObject({
    format: 'perdure.history.1',
    orchestrator: 'Steps',
    instanceId: 'steps-1',
    generation: 0,
    status: 'Running',
    events: [
      { type: 'ExecutionStarted' },
      { type: 'TaskScheduled' },
      { type: 'TaskCompleted' },
      { type: 'TimerCreated' },
    ],
  });
});

test.each([true, false])('code that has not changed goes on (ended: %s)', async (untilItEnds) => {
  expect(await replayHistory(await kept(untilItEnds), [two])).toEqual({ ok: true });
});

test('code that only has more to come goes on from where the instance is, and not from its end', async () => {
  expect(await replayHistory(await kept(false), [longer])).toEqual({ ok: true });
  expect(await replayHistory(await kept(true), [longer])).toMatchObject({ ok: false });
});

test('code that does something else does not, and is told what', async () => {
  const result = await replayHistory(await kept(false), [swapped]);
  expect(result).toMatchObject({ ok: false, problem: expect.stringMatching(/TaskScheduled 'Step'.*TimerCreated/) });
});

test('an orchestrator that is not there does not go on', async () => {
  expect(await replayHistory(await kept(false), [step])).toMatchObject({
    ok: false,
    problem: "No orchestrator named 'Steps' is deployed here.",
  });
});

test('what is no export is refused', async () => {
  const history = await kept(false);
  await expect(replayHistory({ ...history, format: 'azure' }, [two])).rejects.toThrow(/no exported history.*format/s);
  await expect(replayHistory(history.events, [two])).rejects.toThrow(TypeError);
});

test('an instance that is not there has no history', async () => {
  const hub = createTestHub({ functions: [two] });
  await expect(hub.client.exportHistory('nobody')).rejects.toMatchObject({ code: 'instance-not-found' });
  expect(() => hub.history('nobody')).toThrow("There is no instance 'nobody'.");
});
