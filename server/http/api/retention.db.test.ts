import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Retention } from '@/contract/retention';
import { openTestServices, type TestServices } from '../testing/open-test-services';
import { request } from '../testing/request';
import { answerConforming } from './testing/answer-conforming';

const rule = { name: 'Old orders', statuses: ['Completed'], orchestrator: 'Hello', tag: null, keepMs: 86_400_000 };

let test: TestServices;

beforeAll(async () => {
  test = await openTestServices();
});

afterAll(() => test.close());

const send = (method: string, path: string, body?: unknown) =>
  answerConforming(request(method, `/api/v1/${path}`, { body }), test.services);
const read = async (): Promise<Retention> => (await (await send('GET', 'retention')).json()) as Retention;

it('adds a rule, changes and deletes it', async () => {
  const answer = await send('POST', 'retention', rule);
  expect(answer.status).toBe(201);
  const { ruleId } = (await answer.json()) as { ruleId: string };
  expect((await read()).rules).toMatchObject([{ ...rule, ruleId, isPaused: false, purged: 0, lastRunAt: null }]);
  const changed = { ...rule, tag: { key: 'team', value: 'x' }, isPaused: true };
  expect((await send('PUT', `retention/${ruleId}`, changed)).status).toBe(204);
  expect((await read()).rules).toMatchObject([changed]);
  expect((await send('DELETE', `retention/${ruleId}`)).status).toBe(204);
  expect(await read()).toEqual({ rules: [], runs: [] });
  expect((await send('DELETE', `retention/${ruleId}`)).status).toBe(404);
  expect((await send('PUT', `retention/${ruleId}`, rule)).status).toBe(404);
});

it('shows what a rule would purge, and purges nothing', async () => {
  const answer = await send('POST', 'retention/preview', rule);
  expect(await answer.json()).toEqual({ count: 0, cap: 1_001, sample: [] });
});

it.each([
  ['a status in which nothing has ended', { ...rule, statuses: ['Running'] }],
  ['no status', { ...rule, statuses: [] }],
  ['a time below a minute', { ...rule, keepMs: 59_999 }],
  ['a misspelled field', { ...rule, paused: true }],
])('refuses a rule with %s', async (_what, wrong) => {
  expect((await send('POST', 'retention', wrong)).status).toBe(400);
  expect((await read()).rules).toEqual([]);
});

it('gives an overview, and findings', async () => {
  const overview = await send('GET', 'overview?window=1h');
  expect(overview.status).toBe(200);
  expect(await overview.json()).toMatchObject({
    attention: { failed: 0, findings: [] },
    throughput: { stepMs: 60_000 },
  });
  expect((await send('GET', 'overview?window=2h')).status).toBe(400);
  expect(await (await send('GET', 'findings')).json()).toEqual({ findings: [] });
});
