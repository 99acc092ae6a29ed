/** Rows 12 to 15 of the extension's API. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestServices, type TestServices } from '../testing/open-test-services';
import { request } from '../testing/request';
import { answerAzure } from './answer-azure';

let test: TestServices;

beforeAll(async () => {
  test = await openTestServices();
});

afterAll(() => test.close());

type Options = Parameters<typeof request>[2];

const send = (method: string, path: string, options?: Options) =>
  answerAzure(request(method, `/runtime/webhooks/durabletask/entities${path}`, options), test.services);

async function empty(response: Promise<Response>): Promise<number> {
  const { status, body } = await response;
  expect(body).toBeNull();
  return status;
}

/** Comes back once all that was signaled before is done. */
const settled = (key: string) => test.services.client.callEntity({ name: 'counter', key }, 'add', 0);

it('signals an operation, and gives the state as it is', async () => {
  expect(await empty(send('GET', '/counter/steps'))).toBe(404);
  expect(await empty(send('POST', '/Counter/steps?Op=add', { body: 5 }))).toBe(202);
  await settled('steps');
  const response = await send('GET', '/counter/steps');
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(await response.text()).toBe('{"count":5}');
});

it('takes $ for the empty key', async () => {
  await send('POST', '/counter/$?op=add', { body: 1 });
  await settled('');
  expect(await (await send('GET', '/counter/$')).json()).toEqual({ count: 1 });
});

it('says what is wrong with a body', async () => {
  const response = await send('POST', '/counter/steps?op=add', { body: '{' });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ Message: expect.stringMatching(/^Could not parse JSON content: /) });
});

it('deletes', async () => {
  await send('POST', '/counter/gone?op=add', { body: 1 });
  expect(await empty(send('DELETE', '/counter/gone'))).toBe(202);
  await send('POST', '/counter/marker?op=add', { body: 1 });
  await settled('marker');
  expect(await empty(send('GET', '/counter/never'))).toBe(404);
});

it('lists those of a name, with their states where asked for', async () => {
  for (const key of ['list-1', 'list-2']) await send('POST', `/counter/${key}?op=add`, { body: 3 });
  await Promise.all(['list-1', 'list-2'].map(settled));
  const response = await send('GET', '/Counter?fetchState=true&top=100');
  expect(await response.json()).toContainEqual({
    entityId: { name: 'counter', key: 'list-2' },
    lastOperationTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    state: { count: 3 },
  });
  const first = await send('GET', '?top=1');
  expect(await first.json()).toHaveLength(1);
  const token = first.headers.get('x-ms-continuation-token');
  expect(token).not.toBeNull();
  const second = await send('GET', '/?top=100', { headers: { 'x-ms-continuation-token': token ?? '' } });
  expect(JSON.stringify(await second.json())).not.toContain('state');
  expect(await (await send('GET', '/nobody')).json()).toEqual([]);
});
