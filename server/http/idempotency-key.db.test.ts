/** Requests that come with an `Idempotency-Key`, over HTTP. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type InputTest, openInputTest } from './testing/open-input-test';

let test: InputTest;

beforeAll(async () => {
  test = await openInputTest();
  await test.start('Approval', 'open');
});

afterAll(() => test.close());

const AZURE = '/runtime/webhooks/durabletask';
const API = '/api/v1/instances';
const JSON_TYPE = { 'content-type': 'application/json' };
const bad = { status: 400, code: 'invalid-request' };
const start = (facts: object) => ({ method: 'POST', path: API, body: { name: 'Hello', ...facts } });

const historyOf = async (instanceId: string) => {
  const { events } = await test.runtime.client.exportHistory(instanceId);
  return events.map(({ type }) => type);
};

describe('idempotency keys', () => {
  it('56: a start with its key is answered alike, and happens once', async () => {
    const once = (body: object, key = 'a-1') => ({ ...start(body), headers: { ...JSON_TYPE, 'idempotency-key': key } });
    const answers = [await test.send(once({ input: ['a'] })), await test.send(once({ input: ['a'] }))];
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(answers[0]?.body).toBe(answers[1]?.body);
    await test.check({ name: '57', ...once({ input: ['b'] }), status: 422, code: 'idempotency-key-reuse' });
    await test.check({ name: '58', ...once({}, ''), ...bad });
    await test.check({ name: '58', ...once({}, 'x'.repeat(10_000)), ...bad });
    await test.check({ name: '31', ...once({}, 'a, b'), ...bad });
  });

  it('56, 57: so is one on Azure’s route, and an event on both', async () => {
    const keyed = (path: string, body: unknown) => ({
      ...{ name: '', method: 'POST', path, body },
      headers: { ...JSON_TYPE, 'idempotency-key': 'b-1' },
    });
    const links = async (input: unknown) => (await test.send(keyed(`${AZURE}/orchestrators/Hello`, input))).body;
    expect(await links(['a'])).toBe(await links(['a']));
    await test.check({ ...keyed(`${AZURE}/orchestrators/Hello`, ['b']), status: 422 });
    for (const path of [`${AZURE}/instances/open/raiseEvent/Other`, `${API}/open/events/Other`]) {
      const body = path.startsWith(AZURE) ? 1 : { data: 1 };
      await test.check({ ...keyed(path, body), status: 202 });
      await test.check({ ...keyed(path, body), status: 202 });
    }
    expect((await historyOf('open')).filter((type) => type === 'EventRaised')).toHaveLength(1);
    await test.check({ ...keyed(`${API}/open/events/Other`, { data: 2 }), status: 422, code: 'idempotency-key-reuse' });
  });
});
