import { afterAll, beforeAll, expect, it } from 'vitest';
import { functionLimitsSchema } from '@/contract/function-limits';
import { problemSchema } from '@/contract/problem';
import { openTestServices, type TestServices } from '../testing/open-test-services';
import { request } from '../testing/request';
import { sampleActivities } from '../testing/sample-functions';
import { answerConforming } from './testing/answer-conforming';

let test: TestServices;

beforeAll(async () => {
  test = await openTestServices();
});

afterAll(() => test.close());

const name = sampleActivities[0]?.name ?? '';
const send = (method: string, of = name, body?: unknown) =>
  answerConforming(request(method, `/api/v1/functions/${of}/limits`, { body }), test.services);
const limits = async (method: string, body?: unknown) =>
  functionLimitsSchema.parse(await (await send(method, name, body)).json());

it('limits are put, read and taken away', async () => {
  expect(await limits('GET')).toEqual({ name, maxConcurrent: null, rate: null, per: 'second' });
  const put = await limits('PUT', { maxConcurrent: 5, rate: 100, per: 'minute' });
  expect(put).toMatchObject({ name, maxConcurrent: 5, rate: 100, per: 'minute', updatedBy: 'local' });
  expect(await limits('GET')).toEqual(put);
  expect((await send('DELETE')).status).toBe(204);
  expect((await send('DELETE')).status).toBe(204);
  expect(await limits('GET')).toMatchObject({ maxConcurrent: null });
});

it.each([
  ['no number', { maxConcurrent: 'many' }],
  ['less than one', { maxConcurrent: 0 }],
  ['a fraction', { rate: 1.5 }],
  ['another period', { rate: 1, per: 'hour' }],
  ['a field that is none', { maxConcurent: 1 }],
])('what cannot be is refused: %s', async (_, body) => {
  const refused = await send('PUT', name, body);
  expect(problemSchema.parse(await refused.json())).toMatchObject({ status: 400, code: 'invalid-request' });
  expect(await limits('GET')).toMatchObject({ maxConcurrent: null, rate: null });
});

it('an activity that nobody has cannot be limited', async () => {
  for (const method of ['GET', 'PUT']) {
    const refused = await send(method, 'nobody', method === 'PUT' ? {} : undefined);
    expect(problemSchema.parse(await refused.json())).toMatchObject({ status: 404, code: 'function-not-found' });
  }
});
