/** A client in a process that is no node, on a hub of one node that would else be alone. */
import { activity, entity, entityId, orchestrator } from 'perdure';
import { connectClient } from 'perdure/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { createTestDatabase, type TestDatabase } from '@/db/testing/create-test-database';
import { until } from '@/db/testing/until';
import type { ConnectedClient } from './connect-client';
import { readEnv } from './env';
import { openRuntime, type Runtime } from './runtime';

const say = activity('Say', (text: string) => `Hello ${text}!`);
const hello = orchestrator('Hello', async (ctx, name: string) => ctx.callActivity(say, name));
const approval = orchestrator('Approval', async (ctx) => ctx.waitForExternalEvent('Approval'));
const booking = orchestrator('Booking', async (_ctx, { seats }) => seats, { input: z.object({ seats: z.number() }) });
const versions = ['1', '2'].map((version) => orchestrator('Quote', async () => version, { version }));
const counter = entity('Counter', {
  initialState: () => 0,
  operations: { add: (state, amount: number) => ({ state: state + amount, result: state + amount }).result },
});

let database: TestDatabase;
let node: Runtime;
let client: ConnectedClient;

const open = () =>
  openRuntime(
    readEnv({
      DATABASE_URL: database.url,
      PERDURE_LOG_LEVEL: 'silent',
      PERDURE_WATCHDOG_MS: '0',
      PERDURE_PARTITIONS: '2',
    }),
    [{ say, hello, approval, booking, counter, one: versions[0], two: versions[1] }],
  );

beforeAll(async () => {
  database = await createTestDatabase();
  node = await open();
  client = await connectClient({
    url: database.url,
    functions: [{ booking }],
    publicAddress: 'https://perdure.example',
  });
});

afterAll(async () => {
  await client.close();
  await node.stop();
  await database.drop();
});

test('starts, watches and commands instances, by name or by reference', async () => {
  const id = await client.startNew(hello, 'Zoë');
  expect(await client.waitForCompletion(id)).toMatchObject({ output: 'Hello Zoë!' });
  expect(await client.getStatus(id)).toMatchObject({ runtimeStatus: 'Completed', input: 'Zoë', output: 'Hello Zoë!' });
  const waiting = await client.startNew('approval');
  await client.suspend(waiting, 'ops');
  await until('it is suspended', async () => (await client.getStatus(waiting)).runtimeStatus === 'Suspended');
  await client.resume(waiting, 'go on');
  await client.raiseEvent(waiting, 'Approval', { ok: true });
  expect(await client.waitForCompletion(waiting)).toMatchObject({ output: { ok: true } });
  expect(await client.purgeInstanceHistory(waiting)).toEqual({ instancesDeleted: 1 });
});

test('a version is named where there are several', async () => {
  const id = await client.startNew('Quote', undefined, { version: '2' });
  expect(await client.waitForCompletion(id)).toMatchObject({ output: '2' });
});

test('checks inputs of functions that it was given', async () => {
  await expect(client.startNew('Booking', { seats: 'two' })).rejects.toMatchObject({ code: 'invalid-request' });
});

test('hears of an end from a node that is alone, without having to ask again', async () => {
  const id = await client.startNew(approval);
  await until('it waits', async () => (await client.getInstance(id))?.waits.length === 1);
  const waits = Array.from({ length: 20 }, () => client.waitForCompletion(id, { timeoutMs: 20_000 }));
  await node.client.raiseEvent(id, 'Approval', 1);
  for (const { status } of await Promise.all(waits)) expect(status).toBe('Completed');
});

test('asks entities', async () => {
  const steps = entityId('Counter', 'steps');
  await client.signalEntity(steps as never, 'add' as never, ...([1] as never));
  expect(await client.callEntity(steps, 'add', 2)).toBe(2);
});

test('links name the address that it was given', () => {
  expect(client.createHttpManagementPayload('a').statusQueryGetUri).toMatch(/^https:\/\/perdure\.example\/runtime\//);
});

test('what is started while no node runs is done when one comes', async () => {
  await node.stop();
  const id = await client.startNew(hello, 'later');
  expect((await client.getStatus(id)).runtimeStatus).toBe('Pending');
  node = await open();
  expect(await client.waitForCompletion(id, { timeoutMs: 20_000 })).toMatchObject({ output: 'Hello later!' });
});

test('needs to know which hub', async () => {
  await expect(connectClient()).rejects.toThrow('Set DATABASE_URL');
});
