/** Ids, names and paths that cannot be: the answer to each, and that nothing is changed by it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type InputCase, type InputTest, openInputTest } from './testing/open-input-test';

let test: InputTest;

beforeAll(async () => {
  test = await openInputTest();
  await test.start('Approval', 'open');
});

afterAll(() => test.close());

const AZURE = '/runtime/webhooks/durabletask';
const start = (instanceId: unknown) => ({
  method: 'POST',
  path: '/api/v1/instances',
  body: { name: 'Hello', instanceId },
});
const bad = { status: 400, code: 'invalid-request' };
const event = (name: string) => ({ method: 'POST', path: `/api/v1/instances/open/events/${name}`, body: {} });

const BAD_IDS: [what: string, instanceId: unknown, code?: string][] = [
  ...['../../etc/passwd', 'a/b', 'a\\b', 'a#b', 'a?b'].map((id): [string, string] => [`35: ${id}`, id]),
  ['36: an entity’s id', '@counter@1'],
  ['37: 257 characters', 'a'.repeat(257)],
  ['37: 256 characters of four bytes each', '🚀'.repeat(256)],
  ['37: 200 characters of three bytes each', '€'.repeat(200)],
  ['38: nothing', ''],
  ['38: a space', ' '],
  ['38: a tab', '\t'],
  ['38: a space at the beginning', ' a'],
  ['38: a space at the end', 'a '],
  ['39: one dot', '.'],
  ['39: two dots', '..'],
  ['40: e and an accent, where one character is both', 'cafe\u0301', 'not-normalized'],
  ['41: what turns the direction of writing round', 'a\u202eb'],
  ['41: a space of no width', 'a\u200bb'],
  ['51: a number', 123],
  ['51: null', null],
  ['51: an object', { id: 'a' }],
];

const ORDINARY = [
  'null',
  'undefined',
  'true',
  '__proto__',
  'constructor',
  'toString',
  "'; DROP TABLE instances;--",
  '%2e%2e',
  'käse 1',
];

const UNKNOWN: [method: string, path: string][] = [
  ['GET', ''],
  ['GET', '/history'],
  ['POST', '/events/Approval'],
  ['POST', '/restart'],
  ['POST', '/release'],
  ['DELETE', ''],
  ...['terminate', 'suspend', 'resume', 'cancel', 'rewind'].map((verb): [string, string] => ['POST', `/${verb}`]),
];

const CASES: InputCase[] = [
  { name: '25: NUL in the name of entities on Azure’s route', path: `${AZURE}/entities/%00`, status: 400 },
  { name: '25: NUL in a prefix on Azure’s route', path: `${AZURE}/instances?instanceIdPrefix=%00`, status: 400 },
  { name: '34: a path that climbs, its slashes escaped', path: '/api/v1/instances/..%2f..%2fetc', ...bad },
  {
    name: '34: escapes are decoded once',
    path: '/api/v1/instances/%252e%252e',
    status: 404,
    code: 'instance-not-found',
  },
  { name: '34: the same on Azure’s route', path: `${AZURE}/instances/..%2f..%2fetc`, status: 404 },
  { name: '42: a malformed escape', path: '/api/v1/instances/%E0%A4%A', ...bad, says: /malformed escape/ },
  { name: '42: the same on Azure’s route', path: `${AZURE}/instances/%E0%A4%A`, status: 400 },
  {
    name: '46: an orchestrator that is not registered',
    method: 'POST',
    path: '/api/v1/instances',
    body: { name: 'Nobody' },
    status: 404,
    code: 'function-not-found',
  },
  {
    name: '46: the same on Azure’s route',
    method: 'POST',
    path: `${AZURE}/orchestrators/Nobody`,
    status: 400,
    says: /Nobody/,
  },
  ...['__proto__', 'constructor', 'toString'].map((name) => ({
    ...{ name: `47: an orchestrator named ${name}`, method: 'POST', path: '/api/v1/instances', body: { name } },
    ...{ status: 404, code: 'function-not-found' },
  })),
  { name: '49: markup in an event’s name', ...event('%3Cscript%3E'), ...bad },
  { name: '49: a new line in an event’s name', ...event('a%0Ab'), ...bad },
  { name: '49: an event’s name that is too long', ...event('a'.repeat(257)), ...bad },
  {
    name: '49: markup in an event’s name on Azure’s route',
    method: 'POST',
    path: `${AZURE}/instances/open/raiseEvent/%3Cscript%3E`,
    body: {},
    status: 400,
  },
  ...UNKNOWN.map(([method, path]) => ({
    ...{
      name: `50: ${method} ${path} of an instance that is not there`,
      method,
      path: `/api/v1/instances/nobody${path}`,
    },
    ...(method === 'POST' && !/restart|release|events/.test(path) ? { body: { reason: 'why' } } : {}),
    ...{ status: 404, code: 'instance-not-found' },
  })),
  ...['terminate', 'suspend', 'resume', 'rewind', 'raiseEvent/a'].map((verb) => ({
    ...{ name: `50: ${verb} of an instance that is not there, on Azure’s route`, method: 'POST', status: 404 },
    path: `${AZURE}/instances/nobody/${verb}`,
  })),
  {
    name: '50: a purge of an instance that is not there, on Azure’s route',
    method: 'DELETE',
    path: `${AZURE}/instances/nobody`,
    status: 404,
  },
];

describe('ids, names and paths', () => {
  it.each(CASES)('$name', (input) => test.check(input));

  it.each(BAD_IDS)('%s is no id', async (name, instanceId, code = 'invalid-request') => {
    await test.check({ name, ...start(instanceId), status: 400, code });
  });

  it.each(BAD_IDS.filter(([, id]) => typeof id === 'string' && !['', '.', '..'].includes(id)))(
    '%s is no id in a path, and not on Azure’s routes',
    async (name, id, code = 'invalid-request') => {
      const escaped = encodeURIComponent(String(id));
      await test.check({ name, path: `/api/v1/instances/${escaped}`, status: 400, code });
      await test.check({ name, path: `${AZURE}/instances/${escaped}`, status: 404 });
      await test.check({ name, method: 'POST', path: `${AZURE}/orchestrators/Hello/${escaped}`, status: 400 });
    },
  );

  it.each(ORDINARY)('43, 44: %s is an id like any other', async (instanceId) => {
    await test.check({ name: '', ...start(instanceId), status: 201 });
    await test.runtime.client.waitForCompletion(instanceId);
    const { body } = await test.send({ path: `/api/v1/instances/${encodeURIComponent(instanceId)}` });
    expect(JSON.parse(body)).toMatchObject({ instanceId, status: 'Completed' });
  });

  it('45: ids that differ in case are two ids', async () => {
    await test.check({ name: '', ...start('A1'), status: 201 });
    await test.check({ name: '', ...start('a1'), status: 201 });
  });

  it('50: every instance that is not there is not there in the same words', async () => {
    const bodies = await Promise.all(['one', 'two'].map((id) => test.send({ path: `/api/v1/instances/${id}` })));
    expect(bodies[0]?.body).toBe(bodies[1]?.body);
  });
});
