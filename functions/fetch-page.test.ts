import { createTestHub } from 'perdure/testing';
import { expect, test } from 'vitest';
import * as pages from './fetch-page';

const accepted = () =>
  new Response(null, { status: 202, headers: { location: 'https://example.com/done', 'retry-after': '1800' } });

test('asks again until there is a page', async () => {
  const hub = createTestHub({ functions: [pages] });
  const answers = [accepted(), accepted(), new Response('hello', { status: 200 })];
  const asked: string[] = [];
  hub.stubHttp(({ url }) => {
    asked.push(url);
    return answers.shift() ?? accepted();
  });
  const id = await hub.client.startNew(pages.fetchPage, { url: 'https://example.com/page' });
  expect(await hub.client.waitForCompletion(id)).toMatchObject({
    output: { statusCode: 200, characters: 5, beginning: 'hello' },
  });
  expect(asked).toEqual(['https://example.com/page', 'https://example.com/done', 'https://example.com/done']);
  expect(hub.now).toEqual(new Date('2030-01-01T01:00:00Z'));
});

test('gives up after six hours', async () => {
  const hub = createTestHub({ functions: [pages] });
  hub.stubHttp(accepted);
  const id = await hub.client.startNew(pages.fetchPage, { url: 'https://example.com/page' });
  const { failure } = await hub.client.waitForCompletion(id);
  expect(failure).toMatchObject({ errorType: 'TimeoutError' });
  expect(hub.now).toEqual(new Date('2030-01-01T06:00:00Z'));
});

test('sends nothing in a test', async () => {
  const hub = createTestHub({ functions: [pages] });
  const id = await hub.client.startNew(pages.fetchPage, { url: 'https://example.com/page' });
  const { failure } = await hub.client.waitForCompletion(id);
  expect(failure?.message).toContain('stub them with hub.stubHttp');
});
