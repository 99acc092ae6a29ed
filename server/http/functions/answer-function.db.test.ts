import { http } from 'perdure';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemSchema } from '@/contract/problem';
import { openTestServices, PUBLIC_ADDRESS, type TestServices } from '../testing/open-test-services';
import { request } from '../testing/request';
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
  http('Broken', {
    handler: () => {
      throw Object.assign(new Error('secret'), { code: 'ECONNREFUSED' });
    },
  }),
];

let test: TestServices;

beforeAll(async () => {
  test = await openTestServices(functions);
});

afterAll(() => test.close());

const send = (...[method, path, options]: Parameters<typeof request>) =>
  answerFunction(request(method, `/api/${path}`, options), test.services);

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
