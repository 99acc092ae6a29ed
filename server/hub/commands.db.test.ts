import { activity, orchestrator } from 'perdure';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { violations } from '@/db/testing/invariants';
import { until } from '@/db/testing/until';
import type { Runtime } from '../runtime';
import { openTestHub, type TestHub } from './testing/open-test-hub';

const echo = activity('Echo', (input: unknown) => input);
const echoing = orchestrator('Echoing', async (ctx, input: unknown) => ctx.callActivity(echo, input));
const waiting = orchestrator('Waiting', async (ctx) => ctx.waitForExternalEvent('Go'));
const FUNCTIONS = { echo, echoing, waiting };

let hub: TestHub;
let one: Runtime;
let other: Runtime;

beforeAll(async () => {
  hub = await openTestHub();
  [one, other] = [await hub.open(FUNCTIONS), await hub.open(FUNCTIONS)];
});

afterEach(async () => expect(await violations(hub.sql)).toEqual([]));

afterAll(() => hub.close());

const firstEvent = async (instanceId: string) =>
  (await one.client.getHistory(instanceId, { after: -1, limit: 1 })).events[0];

describe('starts of one id, all at once, on two nodes', () => {
  const start = (instanceId: string, options: object) =>
    Promise.allSettled(
      Array.from({ length: 100 }, (_, index) =>
        (index % 2 === 0 ? one : other).client.startNew(waiting, undefined, { instanceId, ...options }),
      ),
    );

  it('make one instance, and all but one are refused', async () => {
    const results = await start('race', {});
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await hub.once('race', ({ waits }) => waits.length === 1);
    await one.client.terminate('race', 'over');
    expect(await other.client.waitForCompletion('race')).toMatchObject({ generation: 0 });
  });

  it('make one instance, and all of them are content', async () => {
    const results = await start('content', { onConflict: 'return-existing' });
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(100);
    await hub.once('content', ({ waits }) => waits.length === 1);
    await one.client.terminate('content', 'over');
    expect(await other.client.waitForCompletion('content')).toMatchObject({ generation: 0 });
  });
});

describe('a restart', () => {
  it('does again what was done, under the same id, and says why', async () => {
    await one.client.startNew(echoing, { a: 1 }, { instanceId: 'again', tags: { team: 'blue' } });
    await one.client.waitForCompletion('again');
    expect(await other.client.restart('again')).toBe('again');
    const instance = await hub.once('again', ({ generation, status }) => generation === 1 && status === 'Completed');
    expect(instance).toMatchObject({ input: '{"a":1}', output: '{"a":1}', tags: { team: 'blue' } });
  });

  it('goes by another id where it is told to, and refuses the same one while its instance lives', async () => {
    await one.client.startNew(waiting, undefined, { instanceId: 'lives' });
    await expect(other.client.restart('lives')).rejects.toMatchObject({ code: 'instance-not-ended' });
    await expect(other.client.restart('nobody')).rejects.toMatchObject({ code: 'instance-not-found' });
    const copy = await other.client.restart('lives', { restartWithNewInstanceId: true });
    await hub.once(copy, ({ waits }) => waits.length === 1);
    expect((await firstEvent(copy))?.detail).toMatchObject({ reason: 'restarted from lives' });
    for (const id of ['lives', copy]) await one.client.raiseEvent(id, 'Go');
  });
});

describe('a purge', () => {
  it('lets the id be used again, as if it never was', async () => {
    await one.client.startNew(echoing, 1, { instanceId: 'gone' });
    await one.client.waitForCompletion('gone');
    expect(await other.client.purge('gone')).toEqual({ instancesDeleted: 1 });
    await until('it is gone', async () => (await one.client.getInstance('gone')) === null);
    await other.client.startNew(echoing, 2, { instanceId: 'gone' });
    expect(await one.client.waitForCompletion('gone')).toMatchObject({ output: 2, generation: 0 });
  });

  it('takes what has ended and fits, and leaves the others', async () => {
    const ids = Array.from({ length: 7 }, (_, index) => `batch ${index}`);
    for (const instanceId of ids) await one.client.startNew(waiting, undefined, { instanceId });
    for (const id of ids.slice(2)) await other.client.terminate(id, 'over');
    for (const id of ids.slice(2)) await one.client.waitForCompletion(id);
    const purge = (limit?: number) => other.client.purgeBy({ prefix: 'batch ', status: ['Terminated'] }, { limit });
    expect(await purge(2)).toEqual({ instancesDeleted: 2 });
    await until(
      'two are gone',
      async () => (await one.client.listInstances({ prefix: 'batch ', limit: 9 })).instances.length === 5,
    );
    expect(await purge()).toEqual({ instancesDeleted: 3 });
    await until(
      'five are gone',
      async () => (await one.client.listInstances({ prefix: 'batch ', limit: 9 })).instances.length === 2,
    );
    for (const id of ids.slice(0, 2)) await one.client.raiseEvent(id, 'Go');
  });
});

it('a start whose tags are too many or too large is refused', async () => {
  const start = (tags: Record<string, string>) => one.client.startNew(waiting, undefined, { tags });
  const many = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`tag ${index}`, '']));
  for (const tags of [many, { large: 'ü'.repeat(513) }, { '': 'nameless' }, { nul: '\0' }]) {
    await expect(start(tags)).rejects.toMatchObject({ code: 'invalid-request' });
  }
});
