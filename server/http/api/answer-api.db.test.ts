import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { historyEventViewSchema, historyPageSchema } from '@/contract/history-event';
import { instanceDetailsSchema, instancePageSchema } from '@/contract/instance';
import { problemSchema } from '@/contract/problem';
import { openTestServices, type TestServices } from '../testing/open-test-services';
import { request } from '../testing/request';
import { answerConforming } from './testing/answer-conforming';

let test: TestServices;

beforeAll(async () => {
  test = await openTestServices();
});

afterAll(() => test.close());

type Options = Parameters<typeof request>[2];

const send = (method: string, path: string, options?: Options) =>
  answerConforming(request(method, `/api/v1/${path}`, options), test.services);

async function problem(method: string, path: string, options?: Options): Promise<[status: number, code: string]> {
  const response = await send(method, path, options);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const body = problemSchema.parse(await response.json());
  expect(body.status).toBe(response.status);
  return [body.status, body.code];
}

const start = (name: string, instanceId: string, input?: unknown) =>
  send('POST', 'instances', { body: { name, instanceId, input } });

async function startApproval(instanceId: string): Promise<number> {
  await start('Approval', instanceId);
  const { waits } = await test.instanceOnce(instanceId, (instance) => instance.waits.length > 0);
  return waits[0]?.taskId ?? 0;
}

describe('instances', () => {
  it('starts one, and tells everything about it', async () => {
    const started = await start('hello', 'käse 1', ['Tokyo', 'ü']);
    expect(started.status).toBe(201);
    expect(started.headers.get('location')).toBe('/api/v1/instances/k%C3%A4se%201');
    expect(await started.json()).toEqual({ instanceId: 'käse 1' });
    await test.services.client.waitForCompletion('käse 1');

    const response = await send('GET', 'instances/k%C3%A4se%201');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const instance = instanceDetailsSchema.parse(await response.json());
    expect(instance).toMatchObject({
      name: 'Hello',
      status: 'Completed',
      input: '["Tokyo","ü"]',
      output: '["Hello Tokyo!","Hello ü!"]',
    });

    const history = historyPageSchema.parse(await (await send('GET', 'instances/k%C3%A4se%201/history')).json());
    expect(history.events.map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'CustomStatusSet',
      'TaskScheduled',
      'TaskScheduled',
      'TaskCompleted',
      'TaskCompleted',
      'ExecutionCompleted',
    ]);
    expect(history.events[0]).toMatchObject({ actor: { name: 'local', via: 'api' }, payloadBytes: 14 });
    const page = await send('GET', 'instances/k%C3%A4se%201/history?after=2&limit=2');
    expect(await page.json()).toMatchObject({ events: [{ seq: 3 }, { seq: 4 }], nextSeq: 4 });

    const event = await send('GET', 'instances/k%C3%A4se%201/history/6');
    expect(historyEventViewSchema.parse(await event.json())).toMatchObject({
      payload: '["Hello Tokyo!","Hello ü!"]',
      detail: { status: 'Completed' },
    });
  });

  it('invents an id where none is given', async () => {
    const response = await send('POST', 'instances', { body: { name: 'Hello' } });
    expect(await response.json()).toEqual({ instanceId: expect.stringMatching(/^[0-9a-f]{32}$/) });
  });

  it('lists and counts them', async () => {
    for (const n of [1, 2, 3]) {
      await start('Failing', `list-${n}`);
      await test.services.client.waitForCompletion(`list-${n}`);
    }
    const first = instancePageSchema.parse(
      await (await send('GET', 'instances?prefix=list-&status=Failed,Running&limit=2')).json(),
    );
    expect(first.instances.map(({ instanceId }) => instanceId)).toEqual(['list-3', 'list-2']);
    const second = await send('GET', `instances?prefix=list-&status=Failed,Running&limit=2&cursor=${first.next}`);
    expect(await second.json()).toMatchObject({ instances: [{ instanceId: 'list-1', status: 'Failed' }], next: null });
    const counts = await send('GET', 'instances/counts?name=Failing&prefix=list-');
    expect(await counts.json()).toEqual({ cap: 10_001, counts: { Failed: 3 } });
  });

  it('delivers an event, and says through which door it came', async () => {
    await startApproval('event');
    const response = await send('POST', 'instances/event/events/Approval', {
      body: { data: { approved: true } },
      headers: { 'x-perdure-via': 'dashboard' },
    });
    expect(response.status).toBe(202);
    const { output } = await test.services.client.waitForCompletion('event');
    expect(output).toEqual({ approved: true });
    const history = await test.services.client.getHistory('event', { after: -1, limit: 100 });
    expect(history.events.find(({ type }) => type === 'EventRaised')?.actor).toEqual({
      name: 'local',
      via: 'dashboard',
    });
  });

  it('lets one of two decide', async () => {
    const taskId = await startApproval('decide');
    const decide = (data: boolean) => send('POST', 'instances/decide/events/Approval', { body: { data, taskId } });
    const statuses = (await Promise.all([decide(true), decide(false)])).map(({ status }) => status).sort();
    expect(statuses[0]).toBe(202);
    expect([409, 410]).toContain(statuses[1]);
  });

  it('suspends, resumes and terminates with a reason', async () => {
    await startApproval('commands');
    const command = (verb: string) => send('POST', `instances/commands/${verb}`, { body: { reason: `to ${verb}` } });
    expect((await command('suspend')).status).toBe(202);
    await test.instanceOnce('commands', ({ status }) => status === 'Suspended');
    expect((await command('resume')).status).toBe(202);
    await test.instanceOnce('commands', ({ status }) => status === 'Running');
    expect((await command('terminate')).status).toBe(202);
    expect(await test.services.client.waitForCompletion('commands')).toMatchObject({ status: 'Terminated' });
    const { events } = await test.services.client.getHistory('commands', { after: -1, limit: 100 });
    expect(events.flatMap(({ detail }) => detail?.['reason'] ?? [])).toEqual([
      'to suspend',
      'to resume',
      'to terminate',
    ]);
  });
});

describe('refusals', () => {
  const approve = { body: { data: true } };
  const reason = { body: { reason: 'enough' } };

  it('knows what is not there', async () => {
    expect(await problem('GET', 'instances/nobody')).toEqual([404, 'instance-not-found']);
    expect(await problem('GET', 'instances/nobody/history')).toEqual([404, 'instance-not-found']);
    expect(await problem('GET', 'instances/nobody/history/0')).toEqual([404, 'not-found']);
    expect(await problem('POST', 'instances/nobody/events/Approval', approve)).toEqual([404, 'instance-not-found']);
    expect(await problem('POST', 'instances/nobody/terminate', reason)).toEqual([404, 'instance-not-found']);
    expect(await problem('POST', 'instances', { body: { name: '__proto__' } })).toEqual([404, 'function-not-found']);
    expect(await problem('GET', 'nothing')).toEqual([404, 'not-found']);
  });

  it('knows what is over', async () => {
    await start('Hello', 'over');
    await test.services.client.waitForCompletion('over');
    expect(await problem('POST', 'instances/over/events/Approval', approve)).toEqual([410, 'instance-ended']);
    expect(await problem('POST', 'instances/over/suspend', reason)).toEqual([410, 'instance-ended']);
  });

  it('starts no second instance while the first one runs', async () => {
    await startApproval('twice');
    expect(await problem('POST', 'instances', { body: { name: 'Approval', instanceId: 'twice' } })).toEqual([
      409,
      'instance-exists',
    ]);
  });

  it.each<[method: string, path: string, options?: Options]>([
    ['GET', 'instances?createdFrom=2024-02-30T00:00:00Z'],
    ['GET', 'instances?createdFrom=2024-01-02T00:00:00Z&createdTo=2024-01-01T00:00:00Z'],
    ['GET', 'instances?tag=team'],
    ['GET', 'instances?kind=leaf'],
    ['GET', 'instances/counts?updatedFrom=2024-01-02T00:00:00Z&updatedTo=2024-01-01T00:00:00Z'],
    ['GET', 'instances?status=Foo'],
    ['GET', 'instances?top=5'],
    ['GET', 'instances/%40counter%401'],
    ['GET', 'instances/a%00b'],
    ['GET', 'instances/%2e%2e%2fetc'],
    ['GET', 'instances/%252e%23'.replace('%25', '%')],
    ['GET', 'instances/%E0%A4%A'],
    ['GET', 'instances/a/history?limit=10001'],
    ['GET', 'instances/a/history/last'],
    ['POST', 'instances'],
    ['POST', 'instances/a/events/a%0Ab', { body: {} }],
    ['POST', 'instances/a/events/a', { body: { taskId: '1' } }],
    ['POST', 'instances/a/terminate'],
    ['POST', 'instances/a/terminate', { body: { reason: ' ' } }],
  ])('refuses %s %s %j', async (method, path, options) => {
    expect(await problem(method, path, options)).toEqual([400, 'invalid-request']);
  });

  it('refuses cursors that this list did not give', async () => {
    const { next } = instancePageSchema.parse(await (await send('GET', 'instances?prefix=list-&limit=1')).json());
    const refused = [400, 'invalid-continuation-token'];
    expect(await problem('GET', `instances?prefix=list-1&cursor=${next}`)).toEqual(refused);
    expect(await problem('GET', `instances?prefix=list-&order=oldest&cursor=${next}`)).toEqual(refused);
    expect(await problem('GET', `instances?prefix=list-&cursor=${next?.slice(0, -1)}`)).toEqual(refused);
    expect(await problem('GET', 'instances/list-1/children?cursor=bm9uc2Vuc2U')).toEqual(refused);
    expect(await problem('GET', `batches?cursor=${next}`)).toEqual(refused);
  });

  it('takes JSON alone, up to a limit', async () => {
    const form = { body: 'reason=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } };
    expect(await problem('POST', 'instances/a/terminate', form)).toEqual([415, 'unsupported-media-type']);
    const large = { body: { name: 'Hello', input: 'x'.repeat(2 ** 20) } };
    expect(await problem('POST', 'instances', large)).toEqual([413, 'too-large']);
  });

  it('names the methods that a path takes', async () => {
    const response = await send('DELETE', 'instances');
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, HEAD, POST');
    expect(await problem('GET', 'instances/a/terminate')).toEqual([405, 'method-not-allowed']);
  });

  it('lets no page of another site in, and no name that is not ours', async () => {
    const headers = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    expect(await problem('POST', 'instances', { body: { name: 'Hello' }, headers })).toEqual([403, 'cross-site']);
    expect(await problem('GET', 'instances', { headers: { host: 'evil.example' } })).toEqual([421, 'misdirected']);
  });
});

describe('the node', () => {
  it('lists its functions', async () => {
    expect(await (await send('GET', 'functions')).json()).toEqual({
      orchestrators: [
        { name: 'Hello', version: null },
        { name: 'Approval', version: null },
        { name: 'Failing', version: null },
        { name: 'Repairing', version: null },
        { name: 'Booking', version: null },
        { name: 'Journey', version: null },
        { name: 'Echo', version: null },
      ],
      activities: [{ name: 'Say' }, { name: 'Repair' }],
      entities: [{ name: 'Counter' }, { name: 'Notes' }],
    });
  });

  it('says that it lives and is ready', async () => {
    expect(await (await send('GET', 'health/live')).json()).toEqual({ status: 'live' });
    expect(await (await send('GET', 'health/ready')).json()).toEqual({ status: 'ready' });
  });

  it('is not ready while it starts or stops', async () => {
    const stopping = { ...test.services, health: { readiness: async () => 'stopping' as const } };
    const response = await answerConforming(request('GET', '/api/v1/health/ready'), stopping);
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('1');
  });

  it('streams changes', async () => {
    const response = await send('GET', 'changes');
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    await start('Hello', 'watched');
    let text = '';
    while (!text.includes('"watched"')) text += (await reader?.read())?.value;
    expect(text).toMatch(/^: listening\n\n(event: change\ndata: \{"instanceIds":\[.*\]\}\n\n)+$/);
    await reader?.cancel();
  });

  it('has logged no error', () => {
    expect(test.errors).toEqual([]);
  });
});

describe('without a database', () => {
  it('says so, and when to come back', async () => {
    const cut = await openTestServices();
    await cut.close();
    const response = await answerConforming(request('GET', '/api/v1/instances'), cut.services);
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
    expect((await answerConforming(request('GET', '/api/v1/health/ready'), cut.services)).status).toBe(503);
    expect((await answerConforming(request('GET', '/api/v1/health/live'), cut.services)).status).toBe(200);
  });
});
