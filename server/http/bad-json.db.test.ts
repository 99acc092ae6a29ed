/** Bodies that are no JSON, or more of it than is taken: the answer to each, and that nothing is changed by it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type InputCase, type InputTest, openInputTest } from './testing/open-input-test';

let test: InputTest;

beforeAll(async () => {
  test = await openInputTest();
  await test.start('Approval', 'open');
});

afterAll(() => test.close());

const START = { method: 'POST', path: '/api/v1/instances' };
const EVENT = { method: 'POST', path: '/api/v1/instances/open/events/Other' };
const AZURE = '/runtime/webhooks/durabletask';
const AZURE_START = { method: 'POST', path: `${AZURE}/orchestrators/Hello` };
const AZURE_EVENT = { method: 'POST', path: `${AZURE}/instances/open/raiseEvent/Other` };
const hello = (input: string) => `{"name":"Hello","input":${input}}`;
const bytes = (...values: (string | number[])[]) =>
  Buffer.concat(values.map((value) => (typeof value === 'string' ? Buffer.from(value) : Buffer.from(value))));
const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
const manyKeys = (count: number) => `{${Array.from({ length: count }, (_, index) => `"k${index}":0`).join()}}`;

const CASES: InputCase[] = [
  { name: '1: a body that is cut', ...START, body: '{"a":', status: 400, code: 'invalid-json', says: /position 5/ },
  { name: '1: the same on Azure’s route', ...AZURE_START, body: '{"a":', status: 400, says: /Invalid JSON content/ },
  { name: '2: a start without an input', ...START, body: '{"name":"Hello"}', status: 201 },
  { name: '2: a start without a body has no name', ...START, status: 400, code: 'invalid-request', says: /name/ },
  { name: '2: a start without a body on Azure’s route', ...AZURE_START, status: 202 },
  { name: '3: an event without a body', ...EVENT, status: 202 },
  { name: '3: the same on Azure’s route', ...AZURE_EVENT, body: '', status: 202 },
  { name: '4: a byte order mark', ...START, body: '\uFEFF{"name":"Hello"}', status: 201 },
  {
    name: '5: UTF-16',
    ...START,
    body: Buffer.from(`\uFEFF${hello('1')}`, 'utf16le'),
    status: 400,
    code: 'invalid-encoding',
  },
  {
    name: '6: a byte that is none of UTF-8',
    ...START,
    body: bytes(hello('"').slice(0, -1), [0xff], '"}'),
    status: 400,
    code: 'invalid-encoding',
  },
  {
    name: '6: an overlong slash',
    ...START,
    body: bytes(hello('"').slice(0, -1), [0xc0, 0xaf], '"}'),
    status: 400,
    code: 'invalid-encoding',
  },
  {
    name: '6: a surrogate as CESU-8 has it',
    ...START,
    body: bytes(hello('"').slice(0, -1), [0xed, 0xa0, 0x80], '"}'),
    status: 400,
    code: 'invalid-encoding',
  },
  {
    name: '7: JSON declared as text',
    ...START,
    body: hello('1'),
    headers: { 'content-type': 'text/plain' },
    status: 415,
    code: 'unsupported-media-type',
  },
  {
    name: '7: an event declared as text on Azure’s route',
    ...AZURE_EVENT,
    body: '1',
    headers: { 'content-type': 'text/plain' },
    status: 400,
    says: /Only application\/json/,
  },
  {
    name: '8: JSON in another charset',
    ...START,
    body: hello('1'),
    headers: { 'content-type': 'application/json; charset=latin1' },
    status: 415,
    code: 'unsupported-media-type',
  },
  {
    name: '9: a compressed body',
    ...START,
    body: hello('1'),
    headers: { 'content-encoding': 'gzip' },
    status: 415,
    code: 'unsupported-media-type',
  },
  {
    name: '9: the same on Azure’s route',
    ...AZURE_START,
    body: '1',
    headers: { 'content-encoding': 'gzip' },
    status: 415,
  },
  { name: '15: 100,000 nested arrays', ...START, body: hello(nested(100_000)), status: 400, code: 'too-deep' },
  {
    name: '16: 5,000 nested objects',
    ...START,
    body: hello(`${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`),
    status: 400,
    code: 'too-deep',
  },
  {
    name: '16: the same on Azure’s route',
    ...AZURE_START,
    body: `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`,
    status: 400,
    says: /deeper/,
  },
  {
    name: '17: more keys than an object may have',
    ...START,
    body: hello(manyKeys(10_001)),
    status: 400,
    code: 'too-many-nodes',
    says: /10000 keys/,
  },
  {
    name: '17: more values than a body may have',
    ...START,
    body: hello(`[${'0,'.repeat(200_000)}0]`),
    status: 400,
    code: 'too-many-nodes',
    says: /200000 values/,
  },
  { name: '22: a number beyond the range', ...START, body: hello('1e400'), status: 400, code: 'number-out-of-range' },
  { name: '22: the same on Azure’s route', ...AZURE_START, body: '1e400', status: 400, says: /out of range/ },
  {
    name: '21: an integer that is not safe, in the envelope',
    ...EVENT,
    body: '{"taskId":9007199254740993}',
    status: 400,
    code: 'invalid-request',
  },
  ...['NaN', 'Infinity', '[1,]', '{"a":1,}', '// c\n1', "'a'", '0x10', '01', '+1', '"\t"'].map((input) => ({
    ...{ name: `24: ${JSON.stringify(input)} is no JSON`, ...START, body: hello(input) },
    ...{ status: 400, code: 'invalid-json' },
  })),
  {
    name: '25: NUL in an id',
    ...START,
    body: '{"name":"Hello","instanceId":"a\\u0000"}',
    status: 400,
    code: 'invalid-request',
  },
  { name: '25: NUL in a name', ...START, body: '{"name":"Hello\\u0000"}', status: 404, code: 'function-not-found' },
  {
    name: '25: NUL in a reason',
    method: 'POST',
    path: '/api/v1/instances/open/suspend',
    body: '{"reason":"a\\u0000"}',
    status: 400,
    code: 'invalid-request',
  },
  {
    name: '27: a lone surrogate in an id',
    ...START,
    body: '{"name":"Hello","instanceId":"a\\ud800"}',
    status: 400,
    code: 'ill-formed-unicode',
  },
];

describe('JSON', () => {
  it.each(CASES)('$name', (input) => test.check(input), 20_000);

  it('17: a million keys cost little time', async () => {
    const started = process.cpuUsage();
    const text = `{${'"k":0,'.repeat(170_000)}"k":0}`;
    await test.check({ name: '', ...START, body: text, status: 400, code: 'too-many-nodes' });
    expect(process.cpuUsage(started).user / 1_000).toBeLessThan(2_000);
  });

  it.each<[what: string, input: string, stored: unknown]>([
    ['18: of two keys with one name the last counts', '{"a":1,"a":2}', { a: 2 }],
    [
      '19: __proto__ is a key like any other',
      '{"__proto__":{"isAdmin":true}}',
      JSON.parse('{"__proto__":{"isAdmin":true}}'),
    ],
    ['20: so is constructor', '{"constructor":{"prototype":{"x":1}}}', { constructor: { prototype: { x: 1 } } }],
    ['21: an integer beyond the safe ones is rounded, as JSON in JavaScript is', '9007199254740993', 9007199254740992],
    ['23: -0 is 0', '-0', 0],
    ['25: NUL in a payload comes back', '"a\\u0000b"', 'a\u0000b'],
    ['26: so does a lone surrogate', '"\\ud800"', '\ud800'],
  ])('%s', async (what, input, stored) => {
    const instanceId = `echo-${what.slice(0, 2)}`;
    await test.check({
      name: what,
      ...START,
      body: `{"name":"Echo","instanceId":"${instanceId}","input":${input}}`,
      status: 201,
    });
    const { output } = await test.runtime.client.waitForCompletion(instanceId);
    expect(output).toEqual(stored);
    const { body } = await test.send({ path: `${AZURE}/instances/${instanceId}` });
    expect(JSON.parse(body)).toMatchObject({ input: stored, output: stored });
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  });
});
