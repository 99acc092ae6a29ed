/** Texts that PostgreSQL refuses: whichever way they come, they are one instance's own trouble, and never its batch's. */
import { activity, type OrchestrationContext, orchestrator } from 'perdure';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Runtime } from '../runtime';
import { openTestHub, type TestHub } from './testing/open-test-hub';

const BAD = 'NUL \0, lone \ud800';

const throwing = activity('Throwing', () => {
  throw Object.assign(new Error(BAD), { name: BAD, [BAD]: BAD });
});

/** Each way that a program's text can take into the database. */
const WAYS: Record<string, (context: OrchestrationContext) => unknown> = {
  'an error': () => {
    throw new Error(BAD, { cause: BAD });
  },
  'a thrown text': () => {
    throw BAD;
  },
  'an error of an activity': (context) => context.callActivity(throwing),
  'an output': () => ({ [BAD]: BAD }),
  'a custom status': (context) => context.setCustomStatus({ [BAD]: BAD }),
  'an activity': (context) => context.callActivity(BAD, BAD),
  'the input of an activity': (context) => context.callActivity('Throwing', BAD),
  'the tags of an activity': (context) => context.callActivity(throwing, undefined, { tags: { [BAD]: BAD } }),
  'a wait': (context) => context.waitForExternalEvent(BAD),
  'a human task': (context) =>
    context.waitForExternalEvent('Go', {
      question: BAD,
      choices: [{ label: BAD, value: BAD }],
      timeout: { milliseconds: 1 },
    }),
  'an event': (context) => context.sendEvent('nobody', BAD, BAD),
  'the data of an event': (context) => context.sendEvent('nobody', 'Go', BAD),
  'the target of an event': (context) => context.sendEvent(BAD, 'Go'),
  'a sub-orchestration': (context) => context.callSubOrchestrator(BAD, BAD),
  'the id of a sub-orchestration': (context) => context.callSubOrchestrator('Quiet', null, { instanceId: BAD }),
  'the version of a sub-orchestration': (context) => context.callSubOrchestrator('Quiet', null, { version: BAD }),
  'the tags of a sub-orchestration': (context) => context.callSubOrchestrator('Quiet', null, { tags: { [BAD]: BAD } }),
  'a log line': (context) => context.log.info(BAD, { [BAD]: BAD }),
};

const says = orchestrator('Says', async (context, way: string) => WAYS[way]?.(context));
const quiet = orchestrator('Quiet', async () => 'quiet');

let hub: TestHub;
let node: Runtime;
let recoveries = 0;

beforeAll(async () => {
  hub = await openTestHub();
  node = await hub.open({ throwing, says, quiet });
  node.node.signals.on('recovered', () => {
    recoveries += 1;
  });
});

afterAll(() => hub.close());

it('are told or refused, and nobody else is held up', async () => {
  const starts = Object.keys(WAYS).map((way) => node.client.startNew(says, way));
  const bystanders = Object.keys(WAYS).map(() => node.client.startNew(quiet, undefined));
  for (const id of await Promise.all(starts)) {
    const { status } = await node.client.waitForCompletion(id);
    expect(['Completed', 'Failed']).toContain(status);
  }
  for (const id of await Promise.all(bystanders)) {
    expect(await node.client.waitForCompletion(id)).toMatchObject({ output: 'quiet' });
  }
  expect(recoveries).toBe(0);
});

it('come from clients as well', async () => {
  const waits = orchestrator('Waits', async (context) => context.waitForExternalEvent('Go'));
  const other = await hub.open({ throwing, says, quiet, waits });
  const actor = { name: BAD, via: 'client' as const };
  const options = { actor };
  const id = await other.client.startNew('Waits', BAD, options);
  await other.client.suspend(id, BAD, { actor });
  await other.client.resume(id, BAD, { actor });
  await other.client.raiseEvent(id, 'Go', BAD, { eventId: BAD, actor });
  expect(await other.client.waitForCompletion(id)).toMatchObject({ output: BAD });
  const ended = await other.client.startNew('Waits', BAD, options);
  await other.client.terminate(ended, BAD, { actor });
  expect(await other.client.waitForCompletion(ended)).toMatchObject({ status: 'Terminated' });
  await expect(other.client.raiseEvent(id, BAD)).rejects.toThrow();
  await expect(other.client.startNew('Waits', 0, { tags: { team: BAD } })).rejects.toThrow();
  await expect(other.client.startNew('Waits', 0, { instanceId: BAD })).rejects.toThrow();
  await expect(other.client.startNew('Waits', 0, { version: BAD })).rejects.toThrow();
  await other.stop();
});
