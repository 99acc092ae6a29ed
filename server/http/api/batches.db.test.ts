import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Batch,
  type BatchProblemList,
  batchPageSchema,
  batchPreviewSchema,
  batchProblemListSchema,
  batchSchema,
} from '@/contract/batch';
import { until } from '@/db/testing/until';
import { BatchRunner } from '../../batches/batch-runner';
import { carryOut } from '../../batches/carry-out';
import { openTestServices, type TestServices } from '../testing/open-test-services';
import { request } from '../testing/request';
import { answerConforming } from './testing/answer-conforming';

let test: TestServices;

beforeAll(async () => {
  test = await openTestServices();
});

afterAll(() => test.close());

const send = (method: string, path: string, body?: unknown) =>
  answerConforming(request(method, `/api/v1/${path}`, body === undefined ? {} : { body }), test.services);

async function create(body: object): Promise<Batch> {
  const response = await send('POST', 'batches', { reason: 'spring cleaning', ...body });
  const batch = batchSchema.parse(await response.json());
  expect(response.status).toBe(201);
  expect(response.headers.get('location')).toBe(`/api/v1/batches/${batch.batchId}`);
  return batch;
}

const read = async (batchId: string): Promise<Batch> =>
  batchSchema.parse(await (await send('GET', `batches/${batchId}`)).json());

const problemsOf = async (batchId: string): Promise<BatchProblemList['problems']> =>
  batchProblemListSchema.parse(await (await send('GET', `batches/${batchId}/problems`)).json()).problems;

async function ended(batchId: string): Promise<Batch> {
  await until('the batch has ended', async () => (await read(batchId)).endedAt !== null);
  return read(batchId);
}

async function startApprovals(prefix: string, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, n) => `${prefix}${n}`);
  await Promise.all(ids.map((instanceId) => test.services.client.startNew('Approval', undefined, { instanceId })));
  const filter = { prefix, status: ['Running' as const] };
  await until('all wait', async () => (await test.services.client.countInstances(filter)).counts.Running === count);
  return ids;
}

const statusOf = async (id: string) => (await test.services.client.getInstance(id))?.status;

describe('a batch by filter', () => {
  it('concerns what fits, and leaves the rest alone', async () => {
    await startApprovals('many-', 130);
    const [other = ''] = await startApprovals('other-', 1);
    const filter = { prefix: 'many-', name: ['Approval'] };
    const preview = await send('POST', 'batches/preview', { operation: 'terminate', filter });
    expect(batchPreviewSchema.parse(await preview.json())).toMatchObject({ matched: 130, isCapped: false });

    const { batchId, matched } = await create({ operation: 'terminate', filter });
    expect(matched).toBe(130);
    expect(await ended(batchId)).toMatchObject({ state: 'completed', done: 130, skipped: 0, failed: 0 });
    await until(
      'all are terminated',
      async () => (await test.services.client.countInstances({ prefix: 'many-' })).counts.Terminated === 130,
    );
    expect(await statusOf(other)).toBe('Running');
    const { events } = await test.services.client.getHistory('many-7', { after: -1, limit: 100 });
    const last = events.find(({ type }) => type === 'ExecutionTerminated');
    expect(last).toMatchObject({ actor: { name: 'local', via: 'api' }, detail: { reason: 'spring cleaning' } });

    const again = await create({ operation: 'terminate', filter });
    expect(await ended(again.batchId)).toMatchObject({ matched: 0, done: 0, skipped: 0 });
  });

  it('suspends, resumes, begins again and purges', async () => {
    await startApprovals('life-', 3);
    const filter = { prefix: 'life-' };
    const run = async (operation: string) => (await ended((await create({ operation, filter })).batchId)).done;
    expect(await run('suspend')).toBe(3);
    await test.instanceOnce('life-2', ({ status }) => status === 'Suspended');
    await until(
      'all have come so far',
      async () => (await test.services.client.countInstances(filter)).counts.Suspended === 3,
    );
    expect(await run('resume')).toBe(3);
    await until(
      'all have come so far',
      async () => (await test.services.client.countInstances(filter)).counts.Running === 3,
    );
    expect(await run('terminate')).toBe(3);
    await until(
      'all have come so far',
      async () => (await test.services.client.countInstances(filter)).counts.Terminated === 3,
    );
    expect(await run('restart')).toBe(3);
    await until(
      'all have come so far',
      async () => (await test.services.client.countInstances(filter)).counts.Running === 3,
    );
    expect(await run('cancel')).toBe(3);
    await until(
      'all have come so far',
      async () => (await test.services.client.countInstances(filter)).counts.Running === undefined,
    );
    expect(await run('purge')).toBe(3);
    await until('all have come so far', async () => (await test.services.client.getInstance('life-0')) === null);
  });

  it('lets what failed try again, once', async () => {
    const { client } = test.services;
    await Promise.all(['fix-1', 'fix-2'].map((instanceId) => client.startNew('Failing', undefined, { instanceId })));
    for (const id of ['fix-1', 'fix-2']) await client.waitForCompletion(id);
    const { batchId } = await create({ operation: 'rewind', filter: { prefix: 'fix-' } });
    expect(await ended(batchId)).toMatchObject({ done: 2, failed: 0 });
    expect((await client.getInstance('fix-1'))?.generation).toBe(1);
  });
});

describe('a batch by ids', () => {
  it('says of each that it left out why', async () => {
    await startApprovals('id-', 2);
    await test.services.client.terminate('id-1', 'over');
    await test.services.client.waitForCompletion('id-1');
    const instanceIds = ['id-0', 'id-1', 'id-0', 'nobody'];
    const preview = await send('POST', 'batches/preview', { operation: 'terminate', instanceIds });
    expect(await preview.json()).toMatchObject({
      matched: 3,
      sample: [{ instanceId: 'id-0' }, { instanceId: 'id-1' }],
    });
    const { batchId } = await create({ operation: 'terminate', instanceIds });
    expect(await ended(batchId)).toMatchObject({ instanceCount: 3, matched: 3, done: 1, skipped: 2, failed: 0 });
    expect(await problemsOf(batchId)).toMatchObject([
      { instanceId: 'id-1', outcome: 'skipped', code: 'instance-ended' },
      { instanceId: 'nobody', outcome: 'skipped', code: 'instance-not-found' },
    ]);
  });

  it('raises an event with its data', async () => {
    const instanceIds = await startApprovals('event-', 2);
    await create({ operation: 'raiseEvent', instanceIds, eventName: 'Approval', data: { ok: true } });
    const { output } = await test.services.client.waitForCompletion('event-1');
    expect(output).toEqual({ ok: true });
  });

  it('does not begin again what ended after it was made', async () => {
    const { client } = test.services;
    await client.startNew('Hello', undefined, { instanceId: 'late' });
    await client.waitForCompletion('late');
    const request = { operation: 'restart' as const, instanceIds: ['late'], reason: 'again' };
    const createdAt = '2026-01-01T00:00:00.000Z';
    const ids = { batchId: crypto.randomUUID(), leaseId: crypto.randomUUID() };
    const batch = { ...ids, request, createdAt, actor: { name: 'local', via: 'api' as const }, place: null };
    expect(await carryOut(client, batch, 'late')).toMatchObject({ outcome: 'skipped', code: 'changed-since' });
  });
});

describe('after a crash', () => {
  it('goes on at the slice that was not written, and raises no event twice', async () => {
    const { batches, client, log } = test.services;
    const instanceIds = await startApprovals('crash-', 3);
    const batchId = crypto.randomUUID();
    const request = { operation: 'raiseEvent' as const, instanceIds, eventName: 'Other', reason: 'again' };
    await batches.store.createBatch(batchId, request, { name: 'local', via: 'api' }, 3);
    const held = await batches.store.claimBatch(0);
    expect(held).toMatchObject({ batchId, place: null });
    // The node that held it got so far, and died.
    await client.raiseEvent('crash-0', 'Other', undefined, { eventId: `${batchId}:crash-0` });
    const other = new BatchRunner(client, batches.store, log);
    other.wake();
    expect(await ended(batchId)).toMatchObject({ state: 'completed', done: 3 });
    await other.stop();
    const advance = { batchId, leaseId: held?.leaseId ?? '', results: [], place: null };
    expect(await batches.store.advanceBatch(advance, 1000)).toBe('lost');
    for (const id of instanceIds) await client.raiseEvent(id, 'Approval', 1);
    for (const id of instanceIds) {
      await client.waitForCompletion(id);
      const { events } = await client.getHistory(id, { after: -1, limit: 100 });
      expect(events.filter(({ type, name }) => type === 'EventRaised' && name === 'Other').length).toBeLessThanOrEqual(
        1,
      );
    }
  });
});

describe('a batch that is stopped', () => {
  it('pauses, goes on and ends as it is told', async () => {
    const { batches } = test.services;
    const make = async (): Promise<string> => {
      const batchId = crypto.randomUUID();
      const request = { operation: 'suspend' as const, instanceIds: ['nobody'], reason: 'x' };
      await batches.store.createBatch(batchId, request, { name: 'local', via: 'api' }, 1);
      return batchId;
    };
    const [paused, aborted] = [await make(), await make()];
    const command = async (batchId: string, verb: string) =>
      (await (await send('POST', `batches/${batchId}/${verb}`)).json()) as { state?: string; code?: string };
    expect(await command(paused, 'pause')).toMatchObject({ state: 'paused' });
    expect(await command(aborted, 'abort')).toMatchObject({ state: 'aborted' });
    expect(await command(aborted, 'resume')).toMatchObject({ code: 'batch-ended' });
    const held = { batchId: paused, leaseId: crypto.randomUUID(), results: [], place: null };
    expect(await batches.store.advanceBatch(held, 1000)).toBe('lost');
    expect(await command(paused, 'resume')).toMatchObject({ state: 'running' });
    expect(await ended(paused)).toMatchObject({ state: 'completed', skipped: 1 });
    expect(await command(paused, 'abort')).toMatchObject({ code: 'batch-ended' });
  });

  it('lists them, newest first', async () => {
    const first = batchPageSchema.parse(await (await send('GET', 'batches?limit=2')).json());
    expect(first.batches).toHaveLength(2);
    const second = batchPageSchema.parse(await (await send('GET', `batches?limit=2&cursor=${first.next}`)).json());
    const times = [...first.batches, ...second.batches].map(({ createdAt }) => createdAt);
    expect(times).toEqual(times.toSorted().reverse());
    expect((await send('GET', `batches?limit=2&state=aborted&cursor=${first.next}`)).status).toBe(400);
    const aborted = batchPageSchema.parse(await (await send('GET', 'batches?state=aborted')).json());
    expect(aborted.batches.map(({ state }) => state)).toEqual(['aborted']);
  });
});

describe('refusals', () => {
  const reason = 'x';
  const filter = {};
  it.each<[body: object]>([
    [{ operation: 'terminate', reason }],
    [{ operation: 'terminate', reason, filter, instanceIds: ['a'] }],
    [{ operation: 'terminate', filter }],
    [{ operation: 'terminate', reason: ' ', filter }],
    [{ operation: 'explode', reason, filter }],
    [{ operation: 'terminate', reason, instanceIds: [] }],
    [{ operation: 'terminate', reason, instanceIds: Array.from({ length: 1001 }, (_, n) => `i${n}`) }],
    [{ operation: 'terminate', reason, instanceIds: ['@counter@1'] }],
    [{ operation: 'terminate', reason, filter: { nmae: 'Order' } }],
    [{ operation: 'terminate', reason, filter: { createdFrom: '2024-02-30T00:00:00Z' } }],
    [{ operation: 'raiseEvent', reason, filter }],
    [{ operation: 'terminate', reason, filter, eventName: 'Approval' }],
  ])('refuses %j', async (body) => {
    const response = await send('POST', 'batches', body);
    expect(await response.json()).toMatchObject({ status: 400, code: 'invalid-request' });
  });

  it('knows no batch that nobody made', async () => {
    const path = `batches/${crypto.randomUUID()}`;
    for (const [method, where] of [
      ['GET', path],
      ['GET', `${path}/problems`],
      ['POST', `${path}/abort`],
    ] as const) {
      expect(await (await send(method, where)).json()).toMatchObject({ code: 'batch-not-found' });
    }
    expect((await send('GET', 'batches/1')).status).toBe(400);
  });

  it('has logged no error', () => {
    expect(test.errors).toEqual([]);
  });
});
