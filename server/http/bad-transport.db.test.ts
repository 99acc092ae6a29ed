/** What comes in that is no proper request: the answer to each, and that nothing is changed by it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lastingRows } from '@/db/testing/all-rows';
import { API_ROUTES } from './api/routes';
import { matchRoute, segmentsOf } from './match-route';
import { type InputCase, type InputTest, openInputTest } from './testing/open-input-test';
import { exchange } from './testing/send-raw';

let test: InputTest;

beforeAll(async () => {
  test = await openInputTest({ PERDURE_BODY_TIMEOUT_MS: '300' });
  await test.start('Approval', 'open');
});

afterAll(() => test.close());

const START = { method: 'POST', path: '/api/v1/instances' };
const AZURE = '/runtime/webhooks/durabletask';
const hello = (input: string) => `{"name":"Hello","input":${input}}`;

const CASES: InputCase[] = [
  {
    name: '10: a byte more than a MiB',
    ...START,
    body: `${hello('"')}`.padEnd(1024 * 1024 + 1, 'x'),
    status: 413,
    code: 'too-large',
  },
  { name: '14: 12 MB', ...START, body: hello(`"${'x'.repeat(12_000_000)}"`), status: 413, code: 'too-large' },
  {
    name: '28: a string of 300 MB by its announced length',
    ...START,
    headers: { 'content-type': 'application/json', 'content-length': 300_000_000 },
    body: '"',
    status: 413,
    code: 'too-large',
  },
  {
    name: '30: another method in a header',
    method: 'POST',
    path: '/api/v1/instances/open',
    headers: { 'x-http-method-override': 'DELETE' },
    status: 405,
    code: 'method-not-allowed',
  },
  {
    name: '33: 5,000 parameters',
    path: `/api/v1/instances?${Array.from({ length: 1_000 }, (_, index) => `p${index}=1`).join('&')}`,
    status: 400,
    code: 'invalid-request',
  },
  { name: '33: brackets in parameters', path: '/api/v1/instances?a[b][c]=1', status: 400, code: 'invalid-request' },
  { name: '33: a status that is repeated', path: '/api/v1/instances?status=Failed&status=Completed', status: 200 },
  {
    name: '33: a prefix that is repeated',
    path: '/api/v1/instances?prefix=a&prefix=b',
    status: 400,
    code: 'invalid-request',
  },
  {
    name: '33: a parameter named __proto__',
    path: '/api/v1/instances?__proto__=1',
    status: 400,
    code: 'invalid-request',
  },
];

describe('transport', () => {
  it.each(CASES)('$name', (input) => test.check(input), 20_000);

  it('11: a body in chunks without end is refused at the limit, and its connection is closed', async () => {
    function* endless() {
      yield 'POST /api/v1/instances HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n';
      const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
      for (let count = 0; count < 10_000; count += 1) yield chunk;
    }
    const before = await lastingRows(test.sql);
    const answer = await exchange(test.port, endless());
    expect(answer).toMatch(/^HTTP\/1.1 413 [\s\S]*connection: close[\s\S]*"code":"too-large"/i);
    expect(await lastingRows(test.sql)).toEqual(before);
  });

  it('12: a body that does not arrive is waited for no longer than is allowed', async () => {
    const answer = await exchange(test.port, [
      'POST /api/v1/instances HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"name"',
    ]);
    expect(answer).toMatch(/^HTTP\/1.1 408 [\s\S]*connection: close[\s\S]*"code":"request-timeout"/i);
  });

  it('13: a length and chunks at once are refused', async () => {
    const answer = await exchange(test.port, [
      'POST /api/v1/instances HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ]);
    expect(answer).toMatch(/^HTTP\/1.1 400 /);
  });

  const paths = [...new Set(API_ROUTES.map(({ route }) => route))];
  it.each(paths)('29: /%s takes the methods that it names, and no other', async (route) => {
    const allowed = API_ROUTES.filter((other) => other.route === route).flatMap(({ methods }) => methods);
    const path = `/api/v1/${route
      .replace('{seq}', '0')
      .replace('{name}', 'Counter')
      .replace(/\{\w+\}/g, 'nobody')}`;
    const segments = segmentsOf(path.slice('/api/v1'.length)) ?? [];
    for (const method of ['HEAD', 'OPTIONS', 'PATCH', 'PUT']) {
      if (allowed.includes(method) || (method === 'HEAD' && allowed.includes('GET'))) continue;
      // An instance may have the id `purge`, and can be looked at.
      const match = matchRoute(API_ROUTES, method, segments);
      if (match !== 'not-found' && 'route' in match && match.route.route !== route) continue;
      const before = await lastingRows(test.sql);
      const { status, headers } = await test.send({ method, path });
      expect([method, status]).toEqual([method, 405]);
      for (const one of allowed) expect(headers['allow']).toContain(one);
      expect(await lastingRows(test.sql)).toEqual(before);
    }
  });

  it.each(['HEAD', 'OPTIONS', 'PATCH', 'PUT'])('29: Azure’s routes know no %s', async (method) => {
    await test.check({ name: '', method, path: `${AZURE}/instances/open/terminate`, status: 404 });
  });

  it('31: nothing reads an authorization; the server keeps the first of two', async () => {
    const headers = ['host', 'localhost', 'authorization', 'Bearer a', 'authorization', 'Bearer b'];
    await test.check({ name: '', path: '/api/v1/instances/open', headers, status: 200 });
  });

  it('32: headers of 64 KB', async () => {
    const { status } = await test.send({ path: '/api/v1/instances', headers: { 'x-long': 'x'.repeat(64 * 1024) } });
    expect(status).toBe(431);
  });

  it('52: an address of 16 KB', async () => {
    const { status } = await test.send({ path: `/api/v1/instances/${'a'.repeat(16 * 1024)}` });
    expect(status).toBe(431);
  });

  it('answers on after all of this', async () => {
    await test.check({ name: '', path: '/api/v1/health/ready', status: 200 });
    await test.check({ name: '', ...START, body: hello('["you"]'), status: 201 });
  });
});
