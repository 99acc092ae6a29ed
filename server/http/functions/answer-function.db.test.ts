import { http } from 'perdure';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemSchema } from '@/contract/problem';
import { openTestServices, PUBLIC_ADDRESS, type TestServices } from '../testing/open-test-services';
import { request } from '../testing/request';
import { serve } from '../testing/serve';
import { answerFunction } from './answer-function';

const functions = [
  http('StartHello', {
    methods: ['POST'],
    route: 'hello/{instanceId?}',
    handler: async (_request, { client, params, createCheckStatusResponse }) => {
      const instanceId = await client.startNew('Hello', undefined, { instanceId: params['instanceId'] });
      return createCheckStatusResponse(instanceId);
    },
  }),
  http('Echo', { handler: async (received) => Response.json(await received.json(), { status: 201 }) }),
  http('Greet', { methods: ['GET'], route: 'people/{name}', handler: (_request, { params }) => Response.json(params) }),
  http('Latest', { methods: ['GET'], route: 'people/latest', handler: () => new Response('static') }),
  http('Files', { methods: ['GET'], route: 'files/{*path}', handler: (_request, { params }) => Response.json(params) }),
  http('Asked', { methods: ['OPTIONS'], handler: () => new Response('ask me') }),
  http('Forgetful', { handler: (() => undefined) as unknown as () => Response }),
  http('Waiting', {
    route: 'waiting/{name}',
    handler: async (received, { client, params }) => {
      const id = await client.startNew(params['name'] ?? '');
      const options = { timeoutInMilliseconds: 20_000 };
      return client.waitForCompletionOrCreateCheckStatusResponse(received, id, options);
    },
  }),
  http('Streaming', { handler: () => new Response(twoParts()) }),
  http('Broken', {
    handler: () => {
      throw Object.assign(new Error('secret'), { code: 'ECONNREFUSED' });
    },
  }),
];

/** The second part comes when the first one has been read. */
let firstPartRead = (): void => {};

function twoParts(): ReadableStream<Uint8Array> {
  const read = new Promise<void>((resolve) => {
    firstPartRead = resolve;
  });
  const utf8 = new TextEncoder();
  return new ReadableStream({
    start: (controller) => controller.enqueue(utf8.encode('first ')),
    pull: async (controller) => {
      await read;
      controller.enqueue(utf8.encode('second'));
      controller.close();
    },
  });
}

let test: TestServices;

beforeAll(async () => {
  test = await openTestServices(functions);
});

afterAll(() => test.close());

const send = (...[method, path, options]: Parameters<typeof request>) =>
  answerFunction(request(method, `/api/${path}`, options), test.services);

/** The instances of this name, as soon as there are some. */
async function untilWaiting(name: string) {
  for (;;) {
    const { instances } = await test.services.client.listInstances({ name, status: ['Running'], limit: 1 });
    if (instances.length > 0) return instances;
  }
}

async function problem(...sent: Parameters<typeof request>): Promise<[status: number, code: string]> {
  const { status, code } = problemSchema.parse(await (await send(...sent)).json());
  return [status, code];
}

describe('answerFunction', () => {
  it('lets a function start an instance and answer with its links', async () => {
    const response = await send('POST', 'Hello/order%207');
    expect(response.status).toBe(202);
    expect(response.headers.get('location')).toBe(
      `${PUBLIC_ADDRESS}/runtime/webhooks/durabletask/instances/order%207?taskHub=perdure&connection=DATABASE_URL`,
    );
    const status = await test.services.client.waitForCompletion('order 7');
    expect(status.output).toEqual(['Hello world!']);
  });

  it('gives the request to the function and its answer to the caller', async () => {
    const response = await send('POST', 'ECHO', { body: { a: 1 } });
    expect(response.status).toBe(201);
    expect(await response.json()).toEqual({ a: 1 });
  });

  it('finds the route that fits best', async () => {
    expect(await (await send('GET', 'people/Zo%C3%AB')).json()).toEqual({ name: 'Zoë' });
    expect(await (await send('GET', 'people/LATEST')).text()).toBe('static');
  });

  it('answers 404 and 405 where no function fits', async () => {
    expect(await problem('GET', 'nobody')).toEqual([404, 'not-found']);
    expect(await problem('DELETE', 'people/ann')).toEqual([405, 'method-not-allowed']);
    expect((await send('DELETE', 'Echo')).headers.get('allow')).toBe('GET, HEAD, POST');
  });

  it('gives a catch-all the rest of the path', async () => {
    expect(await (await send('GET', 'files/a/b.txt')).json()).toEqual({ path: 'a/b.txt' });
  });

  it('answers OPTIONS with what may be done, unless a function does', async () => {
    const response = await send('OPTIONS', 'people/ann');
    expect(response.status).toBe(204);
    expect(response.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
    expect(await problem('OPTIONS', 'nobody')).toEqual([404, 'not-found']);
    expect(await (await send('OPTIONS', 'asked')).text()).toBe('ask me');
  });

  it('waits for the end as Azure’s client does', async () => {
    const done = await send('POST', 'waiting/Hello');
    expect([done.status, await done.json()]).toEqual([200, ['Hello world!']]);
    const failed = await send('POST', 'waiting/Failing');
    expect([failed.status, await failed.json()]).toMatchObject([500, { runtimeStatus: 'Failed' }]);
  });

  it('lets go of a request whose caller has gone', async () => {
    const caller = new AbortController();
    const headers = { host: 'localhost:7071' };
    const gone = new Request('http://localhost:7071/api/waiting/Approval', { headers, signal: caller.signal });
    const answer = answerFunction(gone, test.services);
    const [instance] = await untilWaiting('Approval');
    caller.abort();
    const response = await answer;
    expect([response.status, await response.json()]).toMatchObject([202, { id: instance?.instanceId }]);
  });

  it('sends what a function streams as it comes', async () => {
    const server = await serve((received) => answerFunction(received, test.services));
    const response = await fetch(`${server.origin}/api/streaming`);
    const reader = response.body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('first ');
    firstPartRead();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('second');
    await server.close();
  });

  it('says in the log which function gave no answer', async () => {
    const response = await send('GET', 'forgetful');
    expect(response.status).toBe(500);
    expect(test.errors.splice(0)).toMatchObject([{ err: { message: "HTTP function 'Forgetful' gave no Response." } }]);
  });

  it('answers what the client refused as the problem that it is', async () => {
    expect(await problem('POST', 'hello/%40counter%40a')).toEqual([400, 'invalid-request']);
    expect(test.errors).toEqual([]);
  });

  it('stops reading a body that is too large', async () => {
    expect(await problem('POST', 'Echo', { body: 'x'.repeat(2 ** 20 + 1) })).toEqual([413, 'too-large']);
  });

  it('lets no page of another site in', async () => {
    expect(await problem('POST', 'hello', { headers: { 'sec-fetch-site': 'cross-site' } })).toEqual([
      403,
      'cross-site',
    ]);
  });

  it('keeps the error of a function to the log', async () => {
    const response = await send('POST', 'Broken');
    expect(response.status).toBe(500);
    const text = await response.text();
    expect(text).not.toContain('secret');
    expect(test.errors).toMatchObject([{ err: { message: 'secret' }, method: 'POST', path: '/api/Broken' }]);
    expect(text).toContain((test.errors[0] as { requestId: string }).requestId);
  });
});
