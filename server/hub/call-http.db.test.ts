import { orchestrator } from 'perdure';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { violations } from '@/db/testing/invariants';
import { openTestServer, type TestServer } from '../http-activity/testing/open-test-server';
import { openTestHub, type TestHub } from './testing/open-test-hub';

const fetched = orchestrator('Fetched', async (context, url: string) => {
  try {
    const { statusCode, content } = await context.callHttp({ method: 'POST', url, body: { order: 7 } });
    return `${statusCode} ${content}`;
  } catch (error) {
    return (error as { details: { errorType: string } }).details.errorType;
  }
});

let hub: TestHub;
let server: TestServer;
let asked = 0;

beforeAll(async () => {
  hub = await openTestHub();
  server = await openTestServer((request, response) => {
    if (request.method === 'POST') response.writeHead(202, { location: '/status', 'retry-after': '0' }).end();
    else if (++asked === 1) response.writeHead(202, { location: '/status', 'retry-after': '1' }).end();
    else response.end('ready');
  });
});

afterEach(async () => expect(await violations(hub.sql)).toEqual([]));

afterAll(() => Promise.all([hub.close(), server.close()]));

it('an orchestrator calls a service over HTTP and polls until its answer is ready', async () => {
  const node = await hub.open({ fetched }, {}, { PERDURE_HTTP_ALLOW: '127.0.0.1' });
  const instanceId = await node.client.startNew(fetched, `${server.origin}/orders`);
  expect(await node.client.waitForCompletion(instanceId)).toMatchObject({ output: '200 ready' });
  expect(server.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
    'POST /orders',
    'GET /status',
    'GET /status',
  ]);
  await node.stop();
});

it('what is not on the public internet is closed by default', async () => {
  const node = await hub.open({ fetched });
  const instanceId = await node.client.startNew(fetched, `${server.origin}/orders`);
  expect(await node.client.waitForCompletion(instanceId)).toMatchObject({ output: 'HttpTargetNotAllowed' });
  await node.stop();
});
