/** Cancel, rewind, restart and purge by HTTP, and what each one is refused for. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { purgeResponseSchema, startResponseSchema } from '@/contract/commands';
import { problemSchema } from '@/contract/problem';
import { isTerminal } from '@/contract/runtime-status';
import { openTestServices, type TestServices } from '../testing/open-test-services';
import { request } from '../testing/request';
import { answerConforming } from './testing/answer-conforming';

let test: TestServices;

beforeAll(async () => {
  test = await openTestServices();
});

afterAll(() => test.close());

const send = (method: string, path: string, body?: unknown) =>
  answerConforming(
    request(method, `/api/v1/${path}`, { body, headers: { 'x-perdure-via': 'dashboard' } }),
    test.services,
  );

async function refusal(method: string, path: string, body?: unknown): Promise<[status: number, code: string]> {
  const { status, code } = problemSchema.parse(await (await send(method, path, body)).json());
  return [status, code];
}

async function start(name: string, instanceId: string): Promise<void> {
  await send('POST', 'instances', { name, instanceId });
}

async function waiting(instanceId: string): Promise<void> {
  await start('Approval', instanceId);
  await test.instanceOnce(instanceId, ({ waits }) => waits.length > 0);
}

async function failed(instanceId: string): Promise<void> {
  await start('Repairing', instanceId);
  await test.services.client.waitForCompletion(instanceId);
}

const ended = (instanceId: string) => test.instanceOnce(instanceId, ({ status }) => isTerminal(status));
const gone = async (instanceId: string) => (await send('GET', `instances/${instanceId}`)).status === 404;

describe('cancel', () => {
  it('lets the code come to an end, and keeps who asked for it and why', async () => {
    await waiting('cancel');
    expect((await send('POST', 'instances/cancel/cancel', { reason: 'sold out' })).status).toBe(202);
    expect(await ended('cancel')).toMatchObject({ status: 'Canceled' });
    const { events } = await test.services.client.getHistory('cancel', { after: -1, limit: 100 });
    expect(events.find(({ type }) => type === 'ExecutionCancelRequested')).toMatchObject({
      actor: { name: 'local', via: 'dashboard' },
      detail: { reason: 'sold out' },
    });
  });

  it('wants a reason, and an instance that has not ended', async () => {
    expect(await refusal('POST', 'instances/cancel/cancel', {})).toEqual([400, 'invalid-request']);
    expect(await refusal('POST', 'instances/cancel/cancel', { reason: 'again' })).toEqual([410, 'instance-ended']);
    expect(await refusal('POST', 'instances/nobody/cancel', { reason: 'why' })).toEqual([404, 'instance-not-found']);
  });
});

describe('rewind', () => {
  it('lets a failed instance try again what failed', async () => {
    await failed('rewind');
    expect((await send('POST', 'instances/rewind/rewind', { reason: 'mended' })).status).toBe(202);
    await test.instanceOnce('rewind', ({ status }) => status === 'Completed');
    expect(await test.services.client.waitForCompletion('rewind')).toMatchObject({ output: 'repaired', generation: 1 });
  });

  it('is refused where the instance has not failed', async () => {
    await waiting('not failed');
    const body = { reason: 'why' };
    expect(await refusal('POST', 'instances/not%20failed/rewind', body)).toEqual([409, 'instance-not-ended']);
    expect(await refusal('POST', 'instances/rewind/rewind', body)).toEqual([410, 'instance-not-failed']);
    expect(await refusal('POST', 'instances/nobody/rewind', body)).toEqual([404, 'instance-not-found']);
  });
});

describe('restart', () => {
  it('begins anew, under the same id or under another', async () => {
    await failed('restart');
    const same = await send('POST', 'instances/restart/restart', {});
    expect(same.status).toBe(201);
    expect(same.headers.get('location')).toBe('/api/v1/instances/restart');
    expect(await test.services.client.waitForCompletion('restart')).toMatchObject({ output: 'repaired' });
    const other = await send('POST', 'instances/restart/restart', { newInstanceId: true });
    const { instanceId } = startResponseSchema.parse(await other.json());
    expect(instanceId).not.toBe('restart');
    expect(await test.services.client.getInstance(instanceId)).toMatchObject({ name: 'Repairing' });
  });

  it('keeps the id from an instance that still goes on', async () => {
    await waiting('goes on');
    expect(await refusal('POST', 'instances/goes%20on/restart', {})).toEqual([409, 'instance-not-ended']);
    expect(await refusal('POST', 'instances/nobody/restart', {})).toEqual([404, 'instance-not-found']);
  });
});

describe('purge', () => {
  it('deletes what has ended', async () => {
    await failed('purge');
    const response = await send('DELETE', 'instances/purge');
    expect(purgeResponseSchema.parse(await response.json())).toEqual({ instancesDeleted: 1 });
    expect(await gone('purge')).toBe(true);
    expect(await refusal('DELETE', 'instances/purge')).toEqual([404, 'instance-not-found']);
  });

  it('takes force for what has not', async () => {
    await waiting('lives');
    expect(await refusal('DELETE', 'instances/lives')).toEqual([409, 'instance-not-ended']);
    expect(await refusal('DELETE', 'instances/lives?force=yes')).toEqual([400, 'invalid-request']);
    expect((await send('DELETE', 'instances/lives?force=true')).status).toBe(200);
    expect(await gone('lives')).toBe(true);
  });

  it('goes by a filter, and leaves alone what has not ended', async () => {
    await failed('many-1');
    await failed('many-2');
    await waiting('many-3');
    const response = await send('POST', 'instances/purge', { prefix: 'many-', status: ['Failed', 'Completed'] });
    expect(await response.json()).toEqual({ instancesDeleted: 2 });
    expect(await Promise.all(['many-1', 'many-2', 'many-3'].map(gone))).toEqual([true, true, false]);
    expect(await refusal('POST', 'instances/purge', { status: ['Running'] })).toEqual([400, 'invalid-request']);
  });
});

describe('start', () => {
  it('may be content with what is there, or replace it', async () => {
    await waiting('taken');
    const again = { name: 'Approval', instanceId: 'taken' };
    expect(await refusal('POST', 'instances', again)).toEqual([409, 'instance-exists']);
    const before = await test.services.client.getInstance('taken');
    expect((await send('POST', 'instances', { ...again, onConflict: 'return-existing' })).status).toBe(201);
    expect((await test.services.client.getInstance('taken'))?.executionId).toBe(before?.executionId);
    expect((await send('POST', 'instances', { ...again, onConflict: 'replace' })).status).toBe(201);
    await test.instanceOnce('taken', ({ executionId }) => executionId !== before?.executionId);
  });

  it('may be for later', async () => {
    const startAt = '2030-01-01T12:00:00+01:00';
    expect((await send('POST', 'instances', { name: 'Hello', instanceId: 'later', startAt })).status).toBe(201);
    expect(await test.instanceOnce('later', ({ waitingOn }) => waitingOn !== null)).toMatchObject({
      status: 'Pending',
      waitingOn: { kind: 'timer', taskId: 0, fireAt: '2030-01-01T11:00:00.000Z' },
    });
  });
});
