import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { entityDetailsSchema, entityPageSchema } from '@/contract/entity';
import { problemSchema } from '@/contract/problem';
import { openTestServices, type TestServices } from '../testing/open-test-services';
import { request } from '../testing/request';
import { answerConforming } from './testing/answer-conforming';

let test: TestServices;

beforeAll(async () => {
  test = await openTestServices();
});

afterAll(() => test.close());

const send = (method: string, path: string, body?: unknown) =>
  answerConforming(request(method, `/api/v1/entities${path}`, { body }), test.services);

async function refusal(method: string, path: string, body?: unknown): Promise<[status: number, code: string]> {
  const { status, code } = problemSchema.parse(await (await send(method, path, body)).json());
  return [status, code];
}

const add = (key: string, input: number) => send('POST', `/counter/${key}/add`, { input });

describe('an operation', () => {
  it('is called for what it gives', async () => {
    expect(await (await add('called', 2)).json()).toEqual({ result: 2 });
    expect(await (await add('called', 3)).json()).toEqual({ result: 5 });
    expect(await (await send('POST', '/counter/called/reset')).json()).toEqual({});
  });

  it('is signaled, and done before what is called later', async () => {
    expect((await send('POST', '/Counter/signaled/add?signal=true', { input: 40 })).status).toBe(202);
    expect(await (await add('signaled', 2)).json()).toEqual({ result: 42 });
  });

  it('changes nothing where it fails, and says why', async () => {
    await add('failing', 1);
    const failed = problemSchema.parse(await (await add('failing', -1)).json());
    expect(failed).toMatchObject({ status: 422, code: 'operation-failed' });
    expect(failed.detail).toContain('It only goes up.');
    expect(await (await add('failing', 0)).json()).toEqual({ result: 1 });
  });

  it('is refused for an entity that nobody has, and for one that cannot be', async () => {
    expect(await refusal('POST', '/nobody/x/add', { input: 1 })).toEqual([404, 'function-not-found']);
    expect(await refusal('POST', '/a@b/x/add', { input: 1 })).toEqual([400, 'invalid-request']);
    expect(await refusal('POST', '/counter/x/add', { amount: 1 })).toEqual([400, 'invalid-request']);
  });
});

describe('entities', () => {
  it('are read, by their key or by $ for the empty one', async () => {
    await add('$', 7);
    const entity = entityDetailsSchema.parse(await (await send('GET', '/counter/$')).json());
    expect(entity).toMatchObject({ entityId: '@counter@', name: 'counter', key: '', state: '{"count":7}' });
    expect(await refusal('GET', '/counter/nobody')).toEqual([404, 'entity-not-found']);
  });

  it('are listed by name and by the beginning of their key', async () => {
    for (const key of ['list-b', 'list-a', 'other']) await add(key, 1);
    const page = entityPageSchema.parse(await (await send('GET', '?name=Counter&prefix=list-&limit=1')).json());
    expect(page.entities).toMatchObject([{ key: 'list-a', exists: true, statePreview: '{"count":1}' }]);
    const next = await send('GET', `?name=Counter&prefix=list-&limit=1&cursor=${page.next}`);
    expect(await next.json()).toMatchObject({ entities: [{ key: 'list-b' }], next: null });
    expect(await refusal('GET', '?cursor=nonsense')).toEqual([400, 'invalid-continuation-token']);
  });

  it('are deleted after what came before', async () => {
    await send('POST', '/counter/deleted/add?signal=true', { input: 1 });
    expect((await send('DELETE', '/counter/deleted')).status).toBe(202);
    expect(await (await add('deleted', 5)).json()).toEqual({ result: 5 });
  });
});
