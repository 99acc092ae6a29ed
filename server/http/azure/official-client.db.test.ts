/** The npm package `durable-functions`, version 3: every method of its client, by both kinds of addresses that it knows. */
import * as df from 'durable-functions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isTerminal } from '@/contract/runtime-status';
import { openTestServices, type TestServices } from '../testing/open-test-services';
import { serve, type TestServer } from '../testing/serve';
import { answerAzure } from './answer-azure';
import { clientData, officialClient } from './testing/official-client';

const KEY = 'sécret&key';

describe.each(['management links and a key', 'a base address'])('by %s', (kind) => {
  let test: TestServices;
  let server: TestServer;
  let client: df.DurableClient;

  beforeAll(async () => {
    const hasKey = kind !== 'a base address';
    test = await openTestServices([], hasKey ? KEY : null);
    server = await serve((request) => answerAzure(request, test.services));
    const data = clientData(server.origin, KEY);
    client = officialClient(hasKey ? data : { ...data, rpcBaseUrl: `${data.baseUrl}/` });
  });

  afterAll(async () => {
    await server.close();
    await test.close();
  });

  const ended = (instanceId: string) => test.instanceOnce(instanceId, ({ status }) => isTerminal(status));
  const waits = (instanceId: string) => test.instanceOnce(instanceId, (instance) => instance.waits.length > 0);
  const is = (instanceId: string, wanted: string) => test.instanceOnce(instanceId, ({ status }) => status === wanted);

  it('startNew', async () => {
    const id = await client.startNew('Hello', { input: ['Tokyo'] });
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect((await ended(id)).output).toBe('["Hello Tokyo!"]');
    expect(await client.startNew('hello', { instanceId: 'mine 1' })).toBe('mine 1');
    expect((await ended('mine 1')).output).toBe('["Hello world!"]');
    await client.startNew('Approval', { instanceId: 'taken' });
    await expect(client.startNew('Approval', { instanceId: 'taken' })).rejects.toThrow('409');
    await expect(client.startNew('Nobody')).rejects.toThrow('400');
    await expect(client.startNew('Hello', { version: '9' })).resolves.toEqual(expect.any(String));
  });

  it.each([
    [0, '0'],
    [false, 'false'],
    [null, 'null'],
    // The client sends the same for no input at all.
    ['', null],
  ])('startNew with the input %j', async (input, stored) => {
    const id = await client.startNew('Approval', { input });
    expect((await waits(id)).input).toBe(stored);
  });

  it('getStatus', async () => {
    const id = await client.startNew('Hello', { input: ['Tokyo'] });
    await ended(id);
    const status = await client.getStatus(id);
    expect(status).toMatchObject({
      name: 'Hello',
      instanceId: id,
      runtimeStatus: df.OrchestrationRuntimeStatus.Completed,
      input: ['Tokyo'],
      output: ['Hello Tokyo!'],
      customStatus: { greeted: 0 },
    });
    expect(new Date(status.createdTime).getFullYear()).toBeGreaterThan(2020);
    await client.getStatus(id, { showHistory: true, showHistoryOutput: true, showInput: false });
    await expect(client.getStatus('nobody')).rejects.toThrow(/HTTP 404 .*nobody/);
  });

  it('getStatusAll and getStatusBy', async () => {
    const { client: perdure } = test.services;
    for (let n = 0; n < 120; n += 1) await perdure.startNew('Approval', n, { instanceId: `many-${n}` });
    const all = await client.getStatusAll();
    expect(all.filter(({ instanceId }) => instanceId.startsWith('many-'))).toHaveLength(120);
    const running = await client.getStatusBy({
      runtimeStatus: [df.OrchestrationRuntimeStatus.Running],
      createdTimeFrom: new Date('2020-01-01'),
      createdTimeTo: new Date('2999-01-01'),
    });
    expect(running.length).toBeGreaterThanOrEqual(120);
    expect(new Set(running.map(({ runtimeStatus }) => runtimeStatus))).toEqual(new Set(['Running']));
  });

  it('raiseEvent', async () => {
    const id = await client.startNew('Approval');
    await waits(id);
    await client.raiseEvent(id, 'Approval', { ok: false });
    expect((await ended(id)).output).toBe('{"ok":false}');
    await client.raiseEvent(id, 'Approval', 'too late');
    await expect(client.raiseEvent('nobody', 'Approval', 1)).rejects.toThrow("No instance with ID 'nobody' found.");
  });

  it('raiseEvent without data', async () => {
    const id = await client.startNew('Approval');
    await waits(id);
    await client.raiseEvent(id, 'Approval', undefined);
    expect((await ended(id)).status).toBe('Completed');
  });

  it('suspend, resume and terminate, with reasons that are not encoded', async () => {
    const id = await client.startNew('Approval');
    await waits(id);
    await client.suspend(id, 'by hand, twice');
    await is(id, 'Suspended');
    await client.resume(id, 'go on, please');
    await is(id, 'Running');
    await client.terminate(id, 'enough is enough');
    await ended(id);
    expect(await client.getStatus(id)).toMatchObject({ runtimeStatus: 'Terminated', output: 'enough is enough' });
    for (const command of ['suspend', 'resume', 'terminate'] as const) {
      await client[command](id, 'too late');
      await expect(client[command]('nobody', 'x')).rejects.toThrow("No instance with ID 'nobody' found.");
    }
  });

  it('rewind', async () => {
    const id = await client.startNew('Repairing');
    await is(id, 'Failed');
    await client.rewind(id, 'mended it');
    expect((await is(id, 'Completed')).output).toBe('"repaired"');
    await expect(client.rewind(id, 'again')).rejects.toThrow('410');
    await expect(client.rewind('nobody', 'x')).rejects.toThrow("No instance with ID 'nobody' found.");
  });

  it('purgeInstanceHistory and purgeInstanceHistoryBy', async () => {
    const id = await client.startNew('Hello');
    await ended(id);
    expect(await client.purgeInstanceHistory(id)).toEqual({ instancesDeleted: 1 });
    expect(await client.purgeInstanceHistory(id)).toEqual({ instancesDeleted: 0 });
    const failed = await client.startNew('Failing');
    await ended(failed);
    const filter = { createdTimeFrom: new Date('2020-01-01'), runtimeStatus: [df.OrchestrationRuntimeStatus.Failed] };
    expect(await client.purgeInstanceHistoryBy(filter)).toEqual({ instancesDeleted: 1 });
    const never = { ...filter, createdTimeTo: new Date('2020-01-02') };
    expect(await client.purgeInstanceHistoryBy(never)).toEqual({ instancesDeleted: 0 });
  });

  it('signalEntity and readEntityState', async () => {
    const steps = new df.EntityId('Counter', 'my steps');
    expect(await client.readEntityState(steps)).toEqual({ entityExists: false });
    await client.signalEntity(steps, 'add', 5);
    await test.services.client.callEntity({ name: 'counter', key: 'my steps' }, 'add', 0);
    expect(await client.readEntityState(steps)).toEqual({ entityExists: true, entityState: { count: 5 } });
    await client.signalEntity(steps, 'reset');
    await test.services.client.callEntity({ name: 'counter', key: 'my steps' }, 'add', 0);
    expect(await client.readEntityState(steps)).toMatchObject({ entityState: { count: 0 } });
  });

  it('createHttpManagementPayload and createCheckStatusResponse give links that work', async () => {
    const id = await client.startNew('Hello', { input: [] });
    await ended(id);
    const links = client.createHttpManagementPayload(id);
    expect(await (await fetch(links.statusQueryGetUri)).json()).toMatchObject({ runtimeStatus: 'Completed' });
    const response = client.createCheckStatusResponse(undefined, id);
    expect(response.status).toBe(202);
    expect(response.headers.get('location')).toBe(links.statusQueryGetUri);
  });

  it('waitForCompletionOrCreateCheckStatusResponse', async () => {
    const wait = async (name: string, timeoutInMilliseconds: number) => {
      const id = await client.startNew(name);
      const options = { timeoutInMilliseconds, retryIntervalInMilliseconds: 20 };
      return client.waitForCompletionOrCreateCheckStatusResponse(undefined as never, id, options);
    };
    const done = await wait('Hello', 10_000);
    expect(done.status).toBe(200);
    expect(await done.json()).toEqual(['Hello world!']);
    expect((await wait('Failing', 10_000)).status).toBe(500);
    expect((await wait('Approval', 50)).status).toBe(202);
  });

  it('has logged no error', () => {
    expect(test.errors).toEqual([]);
  });
});

describe('the key', () => {
  let test: TestServices;
  let server: TestServer;

  beforeAll(async () => {
    test = await openTestServices([], KEY);
    server = await serve((request) => answerAzure(request, test.services));
  });

  afterAll(async () => {
    await server.close();
    await test.close();
  });

  const get = (query: string, headers: HeadersInit = {}) =>
    fetch(`${server.origin}/runtime/webhooks/durabletask/instances${query}`, { headers });

  it('is asked for, as code or in a header', async () => {
    expect((await get(`?code=${encodeURIComponent(KEY)}`)).status).toBe(200);
    expect((await get(`?CODE=${encodeURIComponent(KEY)}`)).status).toBe(200);
    // Headers are bytes: beyond ASCII the key goes into the query.
    for (const [query, headers] of [
      ['', {}],
      ['?code=', {}],
      ['?code=wrong', {}],
      ['', { 'x-functions-key': 'wrong' }],
    ] as const) {
      const response = await get(query, headers);
      expect(response.status).toBe(401);
      expect(await response.text()).toBe('');
    }
    await expect(officialClient(clientData(server.origin, 'wrong')).startNew('Hello')).rejects.toThrow('401');
  });
});
