import { orchestrator } from 'perdure';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { violations } from '@/db/testing/invariants';
import { openTestHub, type TestHub } from './testing/open-test-hub';

function loopForever(): never {
  for (;;);
}

const loops = {
  generator: orchestrator('Loops', function* (context) {
    const word = yield* context.waitForExternalEvent<string>('Go');
    return word === 'on' ? loopForever() : word;
  }),
  async: orchestrator('AsyncLoops', async (context) => {
    const word = await context.waitForExternalEvent<string>('Go');
    return word === 'on' ? loopForever() : word;
  }),
  atOnce: orchestrator('LoopsAtOnce', async () => loopForever()),
};

const mended = {
  generator: orchestrator('Loops', function* (context) {
    return yield* context.waitForExternalEvent<string>('Go');
  }),
  async: orchestrator('AsyncLoops', async (context) => context.waitForExternalEvent<string>('Go')),
  atOnce: orchestrator('LoopsAtOnce', async () => 'on'),
};

const steady = orchestrator('Steady', async (context) => context.waitForExternalEvent('Go'));

let hub: TestHub;

beforeAll(async () => {
  hub = await openTestHub();
});

afterEach(async () => expect(await violations(hub.sql)).toEqual([]));

afterAll(() => hub.close());

it('stops the instance and names it, others go on, and mended code takes it up again', async () => {
  const broken = await hub.open({ ...loops, steady }, { turnBudgetMs: 100 });
  const ids = ['generator', 'async', 'bystander'];
  for (const [index, definition] of [loops.generator, loops.async, steady].entries())
    await broken.client.startNew(definition.name, undefined, { instanceId: ids[index] });
  for (const id of ids) await hub.once(id, ({ waits }) => waits.length === 1);
  await Promise.all(ids.map((id) => broken.client.raiseEvent(id, 'Go', 'on')));
  await broken.client.startNew('LoopsAtOnce', undefined, { instanceId: 'at once' });

  expect(await broken.client.waitForCompletion('bystander')).toMatchObject({ output: 'on' });
  for (const id of ['generator', 'async', 'at once']) {
    const stuck = await hub.once(id, ({ problem }) => problem !== null);
    expect(stuck.problem).toMatch(/^The turn did not come to an end in 0.1 s\./);
    expect(['Running', 'Pending']).toContain(stuck.status);
  }
  await broken.stop();

  const right = await hub.open({ ...mended, steady });
  for (const id of ['generator', 'async', 'at once'])
    expect(await right.client.waitForCompletion(id)).toMatchObject({ status: 'Completed', output: 'on' });
  await right.stop();
});
