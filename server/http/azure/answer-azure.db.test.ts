import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestServices, PUBLIC_ADDRESS, type TestServices } from '../testing/open-test-services';
import { request } from '../testing/request';
import { answerAzure } from './answer-azure';

const BASE = '/runtime/webhooks/durabletask';

let test: TestServices;

beforeAll(async () => {
  test = await openTestServices();
});

afterAll(() => test.close());

type Options = Parameters<typeof request>[2];

const send = (method: string, path: string, options?: Options) =>
  answerAzure(request(method, BASE + path, options), test.services);

async function ended(instanceId: string): Promise<void> {
  await test.services.client.waitForCompletion(instanceId);
}

async function startApproval(instanceId: string): Promise<void> {
  await send('POST', `/orchestrators/Approval/${instanceId}`);
  await test.instanceOnce(instanceId, ({ waits }) => waits.length > 0);
}

async function empty(response: Promise<Response>): Promise<number> {
  const { status, body } = await response;
  expect(body).toBeNull();
  return status;
}

const SECONDS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const TICKS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$/;

describe('POST /orchestrators/{functionName}/{instanceId?}', () => {
  it('starts an instance and answers with its links', async () => {
    const response = await send('POST', '/orchestrators/Hello/start%201', { body: ['Tokyo'] });
    expect(response.status).toBe(202);
    expect(response.headers.get('retry-after')).toBe('10');
    const { rewindPostUri: _, ...links } = test.services.client.createHttpManagementPayload('start 1');
    expect(response.headers.get('location')).toBe(links.statusQueryGetUri);
    expect(await response.json()).toEqual(links);
    await ended('start 1');
  });

  it('invents an id, and takes no body for no input', async () => {
    const response = await send('POST', '/Orchestrators/hello/');
    const { id } = (await response.json()) as { id: string };
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    await ended(id);
    expect(await (await send('GET', `/instances/${id}`)).json()).toMatchObject({ input: null });
  });

  it('waits for the output where it is told how long', async () => {
    const response = await send('POST', '/orchestrators/Hello?Timeout=20&pollingInterval=0.5', { body: ['Tokyo'] });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await response.text()).toBe('["Hello Tokyo!"]');
  });

  it('answers with the status of an instance that failed meanwhile', async () => {
    const response = await send('POST', '/orchestrators/Failing?timeout=20&pollingInterval=1');
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      runtimeStatus: 'Failed',
      output: "Orchestrator function 'Failing' failed: boom",
    });
  });

  it('answers with the links where the time was too short', async () => {
    const response = await send('POST', '/orchestrators/Approval/patient?timeout=0.1&pollingInterval=0.1');
    expect(response.status).toBe(202);
    expect(await response.json()).toMatchObject({ id: 'patient' });
  });

  it('refuses what is no JSON, no function or no id', async () => {
    const noJson = await send('POST', '/orchestrators/Hello', { body: '{' });
    expect(noJson.status).toBe(400);
    expect(await noJson.json()).toMatchObject({
      Message: 'Invalid JSON content',
      ExceptionType: 'Newtonsoft.Json.JsonReaderException',
    });
    for (const path of ['/orchestrators/Nobody', '/orchestrators/Hello/%40a%40b', '/orchestrators/Hello/a%00']) {
      const response = await send('POST', path);
      expect(response.status).toBe(400);
      expect(await response.json()).toEqual({
        Message: 'One or more of the arguments submitted is incorrect',
        ExceptionMessage: expect.any(String),
        ExceptionType: 'System.ArgumentException',
      });
    }
    await startApproval('taken');
    expect((await send('POST', '/orchestrators/Approval/taken')).status).toBe(409);
  });
});

describe('GET /instances/{instanceId}', () => {
  it('answers 202 while the instance goes on, suspended or not', async () => {
    await startApproval('waiting');
    const response = await send('GET', '/instances/waiting?showInput=false');
    expect(response.status).toBe(202);
    expect(response.headers.get('location')).toBe(`${PUBLIC_ADDRESS}${BASE}/instances/waiting?showInput=false`);
    expect(response.headers.get('retry-after')).toBe('5');
    await send('POST', '/instances/waiting/suspend?reason=ops');
    await test.instanceOnce('waiting', ({ status }) => status === 'Suspended');
    const suspended = await send('GET', '/instances/waiting');
    expect(suspended.status).toBe(202);
    expect(await suspended.json()).toMatchObject({ runtimeStatus: 'Suspended', output: null });
  });

  it('answers 200 and the status once it has ended', async () => {
    await send('POST', '/orchestrators/Hello/done', { body: ['Tokyo'] });
    await ended('done');
    const response = await send('GET', '/INSTANCES/done');
    expect(response.status).toBe(200);
    expect(response.headers.get('location')).toBeNull();
    expect(await response.json()).toEqual({
      name: 'Hello',
      instanceId: 'done',
      runtimeStatus: 'Completed',
      input: ['Tokyo'],
      customStatus: { greeted: 0 },
      output: ['Hello Tokyo!'],
      createdTime: expect.stringMatching(SECONDS),
      lastUpdatedTime: expect.stringMatching(SECONDS),
    });
  });

  it('answers 500 for a failed one where it is asked to', async () => {
    await send('POST', '/orchestrators/Failing/failed');
    await ended('failed');
    expect((await send('GET', '/instances/failed')).status).toBe(200);
    const response = await send('GET', '/instances/failed?RETURNINTERNALSERVERERRORONFAILURE=true');
    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject({
      runtimeStatus: 'Failed',
      output: "Orchestrator function 'Failing' failed: boom",
    });
  });

  it('shows as much of the history as is asked for', async () => {
    await send('POST', '/orchestrators/Hello/told', { body: ['Tokyo'] });
    await ended('told');
    const full = await send('GET', '/instances/told?showHistory=true&showHistoryOutput=true');
    expect(await full.json()).toMatchObject({
      historyEvents: [
        { EventType: 'ExecutionStarted', FunctionName: 'Hello', Input: '["Tokyo"]' },
        {
          EventType: 'TaskCompleted',
          FunctionName: 'Say',
          Input: '"Tokyo"',
          Result: 'Hello Tokyo!',
          ScheduledTime: expect.stringMatching(TICKS),
          Timestamp: expect.stringMatching(TICKS),
        },
        { EventType: 'ExecutionCompleted', OrchestrationStatus: 'Completed', Result: ['Hello Tokyo!'] },
      ],
    });
    const short = await (await send('GET', '/instances/told?showHistory=true&showInput=false')).text();
    expect(short).toContain('"TaskCompleted"');
    expect(short).not.toMatch(/"(Input|Result)"/);
  });

  it.each(['nobody', '%40counter%40a', 'a%00b', 'a%2Fb'])('answers 404 for %s', async (id) => {
    expect(await empty(send('GET', `/instances/${id}`))).toBe(404);
  });
});

describe('GET /instances', () => {
  it('gives pages that a token continues', async () => {
    for (const n of [1, 2, 3]) {
      await send('POST', `/orchestrators/Hello/page-${n}`, { body: [n] });
      await ended(`page-${n}`);
    }
    const seen: unknown[] = [];
    let token: string | null = '';
    while (token !== null) {
      const headers: HeadersInit = token === '' ? {} : { 'x-ms-continuation-token': token };
      const response = await send('GET', '/instances/?instanceIdPrefix=page-&top=2&showInput=false', { headers });
      expect(response.status).toBe(200);
      seen.push(await response.json());
      token = response.headers.get('x-ms-continuation-token');
    }
    expect(seen).toMatchObject([[{ instanceId: 'page-3' }, { instanceId: 'page-2' }], [{ instanceId: 'page-1' }]]);
    expect(seen[1]).toMatchObject([{ input: null, output: ['Hello 1!'] }]);
  });

  it('filters by status, as names or numbers, and by time', async () => {
    await send('POST', '/orchestrators/Failing/filter-1');
    await ended('filter-1');
    await startApproval('filter-2');
    const ids = async (query: string) => {
      const found = (await (await send('GET', `/instances?instanceIdPrefix=filter-&${query}`)).json()) as {
        instanceId: string;
      }[];
      return found.map(({ instanceId }) => instanceId);
    };
    expect(await ids('runtimeStatus=Failed')).toEqual(['filter-1']);
    expect(await ids('runtimeStatus=Failed,0')).toEqual(['filter-2', 'filter-1']);
    expect(await ids('runtimeStatus=failed,Nonsense')).toEqual(['filter-2', 'filter-1']);
    expect(await ids('createdTimeFrom=2999-01-01')).toEqual([]);
    expect(await ids('createdTimeTo=2999-01-01T00:00:00Z&runtimeStatus=Running')).toEqual(['filter-2']);
  });
});

describe('POST /instances/{instanceId}/…', () => {
  it('delivers an event', async () => {
    await startApproval('event');
    expect(await empty(send('POST', '/instances/event/RAISEEVENT/Approval', { body: { ok: true } }))).toBe(202);
    await ended('event');
    expect(await (await send('GET', '/instances/event')).json()).toMatchObject({ output: { ok: true } });
  });

  it('checks an event in the order of the extension', async () => {
    const raise = (id: string, body: string, type: string) =>
      send('POST', `/instances/${id}/raiseEvent/Approval`, { body, headers: { 'content-type': type } });
    await startApproval('order');
    await send('POST', '/orchestrators/Hello/over');
    await ended('over');
    expect(await empty(raise('nobody', '{', 'text/plain'))).toBe(404);
    expect(await empty(raise('over', '{', 'text/plain'))).toBe(410);
    const media = await raise('order', '{', 'text/plain');
    expect(media.status).toBe(400);
    expect(await media.json()).toEqual({ Message: 'Only application/json request content is supported' });
    const json = await raise('order', '{', 'application/json');
    expect(json.status).toBe(400);
    expect(await json.json()).toMatchObject({ Message: 'Invalid JSON content' });
  });

  it('takes an empty event', async () => {
    await startApproval('quiet');
    expect(await empty(send('POST', '/instances/quiet/raiseEvent/Approval', { body: '' }))).toBe(202);
    await ended('quiet');
  });

  it('suspends, resumes and terminates; the reason becomes the output', async () => {
    await startApproval('commands');
    expect(await empty(send('POST', '/instances/commands/suspend'))).toBe(202);
    expect(await empty(send('POST', '/instances/commands/Resume?reason=go'))).toBe(202);
    expect(await empty(send('POST', '/instances/commands/terminate?REASON=stopped%20by%20operator'))).toBe(202);
    await ended('commands');
    const response = await send('GET', '/instances/commands');
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ runtimeStatus: 'Terminated', output: 'stopped by operator' });
  });

  it.each(['suspend', 'resume', 'terminate'])('answers %s with 404 or 410 where it comes too late', async (verb) => {
    await send('POST', `/orchestrators/Hello/late-${verb}`);
    await ended(`late-${verb}`);
    expect(await empty(send('POST', `/instances/late-${verb}/${verb}?reason=x`))).toBe(410);
    expect(await empty(send('POST', `/instances/nobody/${verb}?reason=x`))).toBe(404);
  });
});

describe('everything else', () => {
  it.each([
    ['PUT', '/instances'],
    ['DELETE', '/instances/a'],
    ['GET', '/orchestrators/Hello'],
    ['POST', '/instances/a/rewind'],
    ['GET', '/nothing'],
  ])('answers %s %s with an empty 404', async (method, path) => {
    expect(await empty(send(method, path))).toBe(404);
  });

  it('lets no page of another site in', async () => {
    const headers = { origin: 'https://evil.example' };
    expect((await send('POST', '/orchestrators/Hello', { headers })).status).toBe(403);
  });

  it('has logged no error', () => {
    expect(test.errors).toEqual([]);
  });
});
