import { orchestrator } from 'perdure';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { violations } from '@/db/testing/invariants';
import { until } from '@/db/testing/until';
import { openTestHub, type TestHub } from './testing/open-test-hub';

const code = (version: string) =>
  orchestrator(
    'Versioned',
    async (context) => {
      const word = await context.waitForExternalEvent<string>('Go');
      const order = Math.sign(context.compareVersionTo('2.0'));
      return `code ${version}, instance ${context.version} (${order}): ${word}`;
    },
    { version },
  );
const first = code('1.0');
const second = code('2.0');

let hub: TestHub;

beforeAll(async () => {
  hub = await openTestHub();
});

afterEach(async () => expect(await violations(hub.sql)).toEqual([]));

afterAll(() => hub.close());

it('runs instances on the version they started with, new ones on the newest, and others where they say so', async () => {
  const old = await hub.open({ first });
  await old.client.startNew(first, undefined, { instanceId: 'stays' });
  await hub.once('stays', ({ waits }) => waits.length === 1);
  await old.stop();

  const both = await hub.open({ first, second });
  await both.client.startNew('Versioned', undefined, { instanceId: 'new' });
  await both.client.startNew('Versioned', undefined, { instanceId: 'chosen', version: '1.0' });
  await both.client.startNew(first, undefined, { instanceId: 'by reference' });
  const outputs = [];
  for (const id of ['stays', 'new', 'chosen', 'by reference']) {
    await both.client.raiseEvent(id, 'Go', id);
    outputs.push((await both.client.waitForCompletion(id)).output);
  }
  expect(outputs).toEqual([
    'code 1.0, instance 1.0 (-1): stays',
    'code 2.0, instance 2.0 (0): new',
    'code 1.0, instance 1.0 (-1): chosen',
    'code 1.0, instance 1.0 (-1): by reference',
  ]);
  expect(both.client.listFunctions().orchestrators).toEqual([
    { name: 'Versioned', version: '1.0' },
    { name: 'Versioned', version: '2.0' },
  ]);
  await both.stop();
});

it('runs older instances with newer code, and holds newer ones back until their code is deployed', async () => {
  const newer = await hub.open({ second });
  await newer.client.startNew('Versioned', undefined, { instanceId: 'newer' });
  await hub.once('newer', ({ waits }) => waits.length === 1);
  await newer.client.startNew('Versioned', undefined, { instanceId: 'older', version: '1.5' });
  await newer.client.raiseEvent('older', 'Go', 'on');
  expect(await newer.client.waitForCompletion('older')).toMatchObject({
    output: 'code 2.0, instance 1.5 (-1): on',
  });
  await newer.stop();

  const older = await hub.open({ first });
  await older.client.raiseEvent('newer', 'Go', 'on');
  const held = await hub.once('newer', ({ problem }) => problem !== null);
  expect(held.problem).toMatch(/'Versioned' of version '2.0'.*There is: 1.0/);
  await older.stop();

  const again = await hub.open({ second });
  expect(await again.client.waitForCompletion('newer')).toMatchObject({ status: 'Completed' });
  await again.stop();
});

it('fails instances that nothing here runs, begun or not, where the settings say so', async () => {
  const newer = await hub.open({ second });
  await newer.client.startNew('Versioned', undefined, { instanceId: 'begun' });
  await hub.once('begun', ({ waits }) => waits.length === 1);
  await newer.stop();

  const older = await hub.open({ first }, {}, { PERDURE_VERSION_FAILURE: 'fail' });
  await older.client.startNew('Versioned', undefined, { instanceId: 'fresh', version: '2.0' });
  await expect(older.client.raiseEvent('begun', 'Go', 'on')).rejects.toThrow("'begun' has ended");
  const failure = { errorType: 'VersionMismatch', isNonRetriable: true };
  for (const id of ['fresh', 'begun'])
    expect(await older.client.waitForCompletion(id)).toMatchObject({ status: 'Failed', failure });
  await hub.once('begun', ({ waits }) => waits.every(({ state }) => state === 'closed'));
  await until('nothing is left waiting', async () => (await hub.sql`select from control_queue`).length === 0);
  await older.stop();
});
