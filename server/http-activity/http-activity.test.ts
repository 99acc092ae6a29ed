import type { IncomingMessage, ServerResponse } from 'node:http';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { HttpRequest } from '../engine/durable-http';
import { answerOf } from './http-activity';
import { createTargetPolicy } from './target-policy';
import { openTestServer, type TestServer } from './testing/open-test-server';

const policy = createTargetPolicy(['127.0.0.1']);

let here: TestServer;
let elsewhere: TestServer;
let answer: (request: IncomingMessage, response: ServerResponse) => void;

beforeAll(async () => {
  here = await openTestServer((request, response) => answer(request, response));
  elsewhere = await openTestServer((_request, response) => response.end('elsewhere'));
});

beforeEach(() => {
  here.requests.length = 0;
  elsewhere.requests.length = 0;
});

afterAll(() => Promise.all([here.close(), elsewhere.close()]));

const send = (request: Partial<HttpRequest> = {}, options?: Parameters<typeof answerOf>[2]) =>
  answerOf(policy, { method: 'GET', url: `${here.origin}/start`, headers: {}, ...request }, options);

const redirect = (statusCode: number, location: string) => (request: IncomingMessage, response: ServerResponse) => {
  if (request.url === '/start') response.writeHead(statusCode, { location }).end();
  else response.end('there');
};

describe('an answer', () => {
  test('is what came, whatever its status', async () => {
    answer = (_request, response) =>
      response.writeHead(503, { 'X-Mark': 'here', 'Set-Cookie': ['a', 'b'] }).end('no — not now');
    expect(await send()).toEqual({
      statusCode: 503,
      content: 'no — not now',
      headers: expect.objectContaining({ 'x-mark': 'here', 'set-cookie': 'a, b' }),
      url: `${here.origin}/start`,
    });
  });

  test('follows a body that came in whole', async () => {
    answer = async (request, response) => {
      const chunks = await request.toArray();
      response.end(`${request.method} ${request.headers['content-type']} ${Buffer.concat(chunks)}`);
    };
    const { content } = await send({ method: 'POST', headers: { 'Content-Type': 'text/x' }, body: 'tschüß' });
    expect(content).toBe('POST text/x tschüß');
  });

  test.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ])('is unpacked from %s', async (encoding, pack) => {
    answer = (_request, response) => response.writeHead(200, { 'content-encoding': encoding }).end(pack('unpacked'));
    expect(await send()).toMatchObject({ content: 'unpacked' });
  });

  test('to HEAD has no body, however it is said to be packed', async () => {
    answer = (_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end();
    expect(await send({ method: 'HEAD' })).toMatchObject({ statusCode: 200, content: '' });
  });
});

describe('122. a redirect', () => {
  test('is followed, and so is its method', async () => {
    answer = redirect(302, '/next');
    expect(await send({ method: 'POST', body: 'x' })).toMatchObject({ content: 'there', url: `${here.origin}/next` });
    expect(here.requests.map(({ method }) => method)).toEqual(['POST', 'GET']);
    answer = redirect(307, '/next');
    await send({ method: 'POST', body: 'x' });
    expect(here.requests.map(({ method }) => method)).toEqual(['POST', 'GET', 'POST', 'POST']);
  });

  test('to a closed target is refused', async () => {
    answer = redirect(302, 'http://169.254.169.254/');
    await expect(send()).rejects.toMatchObject({ name: 'HttpTargetNotAllowed' });
    answer = redirect(302, 'file:///etc/passwd');
    await expect(send()).rejects.toMatchObject({ name: 'HttpTargetNotAllowed' });
  });

  test('to another origin carries no credentials', async () => {
    const headers = { Authorization: 'secret', Cookie: 'secret', 'X-Functions-Key': 'secret', 'X-Mark': 'kept' };
    answer = redirect(302, `${elsewhere.origin}/`);
    expect(await send({ headers })).toMatchObject({ content: 'elsewhere' });
    expect(JSON.stringify(elsewhere.requests[0]?.headers)).not.toContain('secret');
    expect(elsewhere.requests[0]?.headers).toMatchObject({ 'x-mark': 'kept' });
    answer = redirect(302, '/next');
    await send({ headers });
    expect(here.requests.at(-1)?.headers).toMatchObject({ authorization: 'secret' });
  });

  test('that goes on for ever is given up after five', async () => {
    answer = (_request, response) => response.writeHead(302, { location: '/start' }).end();
    await expect(send()).rejects.toMatchObject({
      name: 'HttpFailed',
      message: 'The target redirected more than 5 times.',
    });
    expect(here.requests).toHaveLength(6);
  });
});

describe('125. an answer that does not end', () => {
  test('is cut off where it is too large', async () => {
    const chunk = Buffer.alloc(1024 * 1024);
    answer = (_request, response) => {
      const more = () => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on('drain', more);
      more();
    };
    await expect(send()).rejects.toMatchObject({ name: 'HttpTooLarge', isNonRetriable: true });
  });

  test('128. is measured after it was unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    expect(bomb.length).toBeLessThan(100_000);
    answer = (_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
    await expect(send()).rejects.toMatchObject({ name: 'HttpTooLarge' });
  });

  test('is cut off where its body takes too long', async () => {
    answer = (_request, response) => response.write('1 byte a minute');
    await expect(send({}, { limits: { totalMs: 60_000, bodyMs: 50 } })).rejects.toMatchObject({
      name: 'HttpTimeout',
      message: 'The body of the answer took longer than 50 ms.',
    });
  });

  test('is cut off where it does not even begin', async () => {
    answer = () => undefined;
    await expect(send({}, { limits: { totalMs: 50, bodyMs: 30_000 } })).rejects.toMatchObject({
      name: 'HttpTimeout',
      message: 'The request took longer than 50 ms.',
      isNonRetriable: false,
    });
  });

  test('is cut off where nobody waits for it any more', async () => {
    const controller = new AbortController();
    answer = () => controller.abort(new Error('terminated'));
    await expect(send({}, { signal: controller.signal })).rejects.toThrow('terminated');
  });

  test('because the connection broke fails, and may be tried again', async () => {
    answer = (_request, response) => {
      response
        .writeHead(200, { 'content-length': '100', 'content-encoding': 'gzip' })
        .write(gzipSync('half').subarray(0, 10));
      response.socket?.end();
    };
    await expect(send()).rejects.toMatchObject({ name: 'HttpFailed', isNonRetriable: false });
  });
});

describe('126. a header', () => {
  test.each([
    ['X', 'a\r\nHost: b'],
    ['X\r\nHost', 'b'],
    ['Bad Name', 'a'],
    ['Host', 'internal'],
    ['Connection', 'keep-alive'],
    ['Transfer-Encoding', 'chunked'],
    ['content-LENGTH', '3'],
  ])('%j: %j is refused, and nothing is sent', async (name, value) => {
    await expect(send({ headers: { [name]: value } })).rejects.toMatchObject({ name: 'HttpHeaderNotAllowed' });
    expect(here.requests).toEqual([]);
  });
});
