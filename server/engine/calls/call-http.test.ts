import { describe, expect } from 'vitest';
import type { HttpAnswer } from '../durable-http';
import { tell } from '../testing/messages';
import { type GeneratorCode, scenario } from '../testing/scenario';
import type { TestInstance } from '../testing/test-instance';
import type { CallHttpOptions } from './call-http';

const url = 'https://api.example/orders?key=1';

const answer = (
  statusCode: number,
  headers: Record<string, string> = {},
  more: Partial<HttpAnswer> = {},
): HttpAnswer => ({
  statusCode,
  content: `answer ${statusCode}`,
  headers,
  url,
  ...more,
});

const calling: GeneratorCode = function* (context, request: CallHttpOptions) {
  const response = yield* context.callHttp(request);
  return { response, mark: response.getHeader('X-MARK') };
};

/** The request that the last turn asked for. */
function requested(instance: TestInstance): unknown {
  const [item] = instance.turns.at(-1)?.result.outcome.workItems ?? [];
  return item && { name: item.name, ...(JSON.parse(item.input ?? '{}') as object) };
}

/** How long the timer of the last turn takes. */
function pause(instance: TestInstance): number {
  const { timersCreated, record } = instance.turns.at(-1)?.result.outcome ?? {};
  return (timersCreated?.[0]?.fireAt ?? Number.NaN) - (record?.updatedAt ?? 0);
}

/** Fires the timer of the last turn, at its time. */
async function fire(instance: TestInstance) {
  const [timer] = instance.turns.at(-1)?.result.outcome.timersCreated ?? [];
  if (timer === undefined) throw new Error('The last turn created no timer.');
  return await instance.turn(tell.fired(timer.taskId, timer.fireAt));
}

scenario('a call is a request of the built-in activity, and any answer is its result', calling, async (instance) => {
  await instance.turn(tell.start({ method: 'post', url, body: { a: 1 }, headers: { Authorization: 'secret' } }));
  expect(requested(instance)).toEqual({
    name: 'BuiltIn::HttpActivity',
    method: 'POST',
    url,
    headers: { Authorization: 'secret', 'content-type': 'application/json' },
    body: '{"a":1}',
  });
  await instance.turn(tell.completed(1, answer(404, { 'x-mark': 'here' })));
  const response = { statusCode: 404, content: 'answer 404', headers: { 'x-mark': 'here' } };
  expect(instance.output).toEqual({ response, mark: 'here' });
});

scenario('text is sent as it is, with the type that the caller gave', calling, async (instance) => {
  await instance.turn(tell.start({ method: 'PUT', url, body: '<a/>', headers: { 'Content-Type': 'text/xml' } }));
  expect(requested(instance)).toMatchObject({ body: '<a/>', headers: { 'Content-Type': 'text/xml' } });
});

scenario('an answer 202 with a Location is asked again until it is another', calling, async (instance) => {
  const headers = { Authorization: 'secret', Accept: 'text/plain', 'X-Functions-Key': 'key' };
  await instance.turn(tell.start({ method: 'POST', url, body: 'go', headers }));
  await instance.turn(tell.completed(1, answer(202, { location: '/status/7', 'retry-after': '10' })));
  expect(pause(instance)).toBe(10_000);
  await instance.reload();
  await fire(instance);
  expect(requested(instance)).toEqual({
    name: 'BuiltIn::HttpActivity',
    method: 'GET',
    url: 'https://api.example/status/7',
    headers: { Authorization: 'secret', Accept: 'text/plain' },
  });
  await instance.turn(tell.completed(3, answer(202, { Location: 'https://other.example/s' })));
  expect(pause(instance)).toBe(30_000);
  await fire(instance);
  expect(requested(instance)).toMatchObject({ url: 'https://other.example/s', headers: { Accept: 'text/plain' } });
  expect(requested(instance)).not.toHaveProperty('headers.Authorization');
  await instance.turn(tell.completed(5, answer(200)));
  expect(instance.output).toEqual({ response: { statusCode: 200, content: 'answer 200', headers: {} } });
});

describe.each([
  ['0 s', '0', 1_000],
  ['ten years', '315360000', 3_600_000],
  ['a date to come', 'Tue, 01 Jan 2030 00:02:01 GMT', 120_000],
  ['a date that has passed', 'Tue, 01 Jan 2019 00:00:00 GMT', 1_000],
  ['nonsense', 'soon', 30_000],
  ['less than nothing', '-5', 30_000],
])('a Retry-After of %s', (_title, retryAfter, expected) => {
  scenario(`is ${expected} ms, by orchestration time`, calling, async (instance) => {
    await instance.turn(tell.start({ method: 'GET', url }));
    await instance.turn(tell.completed(1, answer(202, { location: '/s', 'retry-after': retryAfter })));
    expect(pause(instance)).toBe(expected);
  });
});

describe.each([
  ['has no Location', {}, {}],
  ['has a Location that is none', { location: 'http://[' }, {}],
  ['is not to be polled', { location: '/s' }, { enablePolling: false }],
])('a 202 that %s', (_title, headers, options) => {
  scenario('is the result', calling, async (instance) => {
    await instance.turn(tell.start({ method: 'GET', url, ...options }));
    await instance.turn(tell.completed(1, answer(202, headers)));
    expect(instance.output).toMatchObject({ response: { statusCode: 202 } });
  });
});

scenario('polling ends when its time is over, and the error holds no query', calling, async (instance) => {
  await instance.turn(tell.start({ method: 'GET', url, timeout: { seconds: 60 } }));
  const wait = answer(202, { location: '/s', 'retry-after': '45' });
  await instance.turn(tell.completed(1, wait));
  await fire(instance);
  await instance.turn(tell.completed(3, wait));
  expect(pause(instance)).toBeLessThan(15_000);
  await fire(instance);
  await instance.turn(tell.completed(5, wait));
  expect(instance.record.failure).toMatchObject({
    errorType: 'TimeoutError',
    message: 'https://api.example/orders gave no other answer than 202 in 60 seconds.',
  });
});

scenario('a request without an answer fails the call', calling, async (instance) => {
  await instance.turn(tell.start({ method: 'GET', url }));
  await instance.turn(tell.failed(1, Object.assign(new Error('closed'), { name: 'HttpTargetNotAllowed' })));
  expect(instance.record.failure).toMatchObject({
    innerFailure: { errorType: 'HttpTargetNotAllowed', message: 'closed' },
  });
});

describe.each([
  ['no URL', { method: 'GET', url: '/path' }, 'url is an absolute URL, such as https://example.com/path.'],
  ['no method', { method: 'G ET', url }, 'method is the name of an HTTP method, such as GET.'],
  ['a body where there is none', { method: 'get', url, body: '' }, 'A GET request has no body.'],
  [
    'headers that are no text',
    { method: 'GET', url, headers: { a: 1 } },
    'headers is an object whose values are strings.',
  ],
  [
    'a password in the URL',
    { method: 'GET', url: 'http://user:hunter2@host/' },
    'A URL with a user name or a password would stay in history: send them in a header.',
  ],
])('a request with %s', (_title, request, message) => {
  scenario('is refused, and leaves nothing in history', calling, async (instance) => {
    const { outcome } = await instance.turn(tell.start(request));
    expect(outcome.workItems).toEqual([]);
    expect(outcome.record.failure).toMatchObject({ errorType: 'TypeError', message });
    expect(JSON.stringify(outcome.record.failure)).not.toContain('hunter2');
  });
});
